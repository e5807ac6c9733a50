"""One byte of a database is another one: a report is refused or is the same, an import is refused or comes to the same,
and a file that was refused keeps its bytes."""

import random

from command import DATABASE

REFUSED = 69
DAMAGED = "damaged.db"


def run(options, work, score):
    files = options.samples.benchmark(work / "files", 400, options.seed)
    other = options.samples.benchmark(work / "other", 50, options.seed + 1)
    policy = files / "policy.yaml"
    options.command.load(files / "usage.csv", files / "outcomes.csv", files / "prices.csv", folder=work)
    sound = (work / DATABASE).read_bytes()
    for key in work.glob(DATABASE + ".*"):
        (work / (DAMAGED + key.name[len(DATABASE):])).write_bytes(key.read_bytes())
    report = options.command.report(policy, work).output
    options.command.load(other / "usage.csv", other / "outcomes.csv", folder=work)
    grown = options.command.report(policy, work).output
    numbers = random.Random(options.seed)
    # Free room of a page is of no meaning, and mostly zeros.
    used = [place for place, byte in enumerate(sound) if byte]
    for turn in range(options.mutations):
        place = numbers.choice(used)
        byte = sound[place]
        changed = numbers.choice([value for value in (0, 255, byte ^ 1, byte ^ 128) if value != byte])
        damaged = sound[:place] + bytes([changed]) + sound[place + 1:]
        name = f"byte {place}: {byte} becomes {changed}"
        score.check(name + ", report", reported(options.command, work, policy, damaged, report))
        if turn % 10 == 0:
            score.check(name + ", import", imported(options.command, work, policy, damaged, other, grown))


def reported(command, work, policy, damaged, report):
    (work / DAMAGED).write_bytes(damaged)
    outcome = command.report(policy, work, DAMAGED)
    problems = outcome.problems({0, REFUSED})
    if outcome.status == 0 and outcome.output != report:
        problems.append("another report, without a word")
    if (work / DAMAGED).read_bytes() != damaged:
        problems.append("the file is not as it was")
    return problems


def imported(command, work, policy, damaged, other, grown):
    (work / DAMAGED).write_bytes(damaged)
    outcome = command.load(other / "usage.csv", other / "outcomes.csv", folder=work, database=DAMAGED)
    problems = outcome.problems({0, REFUSED})
    if outcome.status != 0:
        return problems + ([] if (work / DAMAGED).read_bytes() == damaged else ["the file is not as it was"])
    # What an import does not look at, a report or a check does.
    after = command.report(policy, work, DAMAGED)
    problems += after.problems({0, REFUSED})
    if after.status == 0 and after.output != grown:
        problems.append("another report after an import, without a word")
    return problems
