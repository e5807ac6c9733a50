"""Another program holds the database's lock: the import waits about five seconds, says one line, and leaves with 75."""

import sqlite3
import threading
import time

from command import DATABASE

BUSY = 75
WAIT_SECONDS = (4.5, 9)


def run(options, work, score):
    files = options.samples.benchmark(work / "files", 2000, options.seed)
    other = options.samples.benchmark(work / "other", 1000, options.seed + 1)
    policy = files / "policy.yaml"
    options.command.load(files / "usage.csv", files / "outcomes.csv", files / "prices.csv", folder=work)
    before = options.command.state(policy, work)
    for lock in ("IMMEDIATE", "EXCLUSIVE"):
        score.check(f"BEGIN {lock}", held(options.command, work, other / "usage.csv", lock))
        problems = options.command.check(work)
        if options.command.state(policy, work) != before:
            problems.append("the database is not as before")
        score.check(f"the database after BEGIN {lock}", problems)
    score.check("a lock of one second is waited for", released(options.command, work, other / "usage.csv"))


def held(command, work, file, lock):
    connection = locked(work, lock)
    started = time.monotonic()
    outcome = command.run("import", "--quiet", file, "--db", DATABASE, folder=work)
    seconds = time.monotonic() - started
    connection.rollback()
    connection.close()
    problems = outcome.problems(BUSY)
    if not WAIT_SECONDS[0] <= seconds <= WAIT_SECONDS[1]:
        problems.append(f"waited {seconds:.1f} s instead of 5 s")
    lines = outcome.messages.strip().splitlines()
    if len(lines) != 1:
        problems.append(f"says {len(lines)} lines instead of one")
    return problems


def released(command, work, file):
    connection = locked(work, "EXCLUSIVE")
    timer = threading.Timer(1, connection.rollback)
    timer.start()
    outcome = command.load(file, folder=work)
    timer.join()
    connection.close()
    return outcome.problems(0) + command.check(work)


def locked(work, lock):
    connection = sqlite3.connect(work / DATABASE, isolation_level=None, check_same_thread=False)
    connection.execute(f"BEGIN {lock}")
    return connection
