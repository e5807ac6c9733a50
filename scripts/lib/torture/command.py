"""Runs the command and reads what it says."""

import dataclasses
import json
import pathlib
import re
import shutil
import signal
import subprocess

DATABASE = "triage.db"
NEVER_LONGER_THAN = 600


@dataclasses.dataclass(frozen=True)
class Outcome:
    status: int
    output: bytes
    messages: str

    def problems(self, expected):
        """Why the run is not as expected: `expected` is one status or a collection of them."""
        allowed = {expected} if isinstance(expected, int) else set(expected)
        if self.status in allowed:
            return []
        wanted = " or ".join(str(status) for status in sorted(allowed))
        return [f"exit status {self.status} instead of {wanted}: {self.messages.strip()[-200:]}"]


@dataclasses.dataclass(frozen=True)
class Ledger:
    """One entry of `imports`."""

    kind: str
    rows: int
    counts: dict
    cost_nanos: int | None
    tokens: int | None


@dataclasses.dataclass(frozen=True)
class State:
    """What a user can see of a database."""

    imports: bytes
    report: bytes


class Command:
    def __init__(self, binary):
        self.binary = str(pathlib.Path(binary).resolve())

    def start(self, *arguments, folder, **options):
        return subprocess.Popen(
            [self.binary, *map(str, arguments)],
            cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)

    def run(self, *arguments, folder, **options):
        return finished(self.start(*arguments, folder=folder, **options))

    def load(self, *files, folder, database=DATABASE, **options):
        return self.run("import", *files, "--db", database, folder=folder, **options)

    def check(self, folder, database=DATABASE):
        """Problems that `check` finds."""
        return [f"check: {text}" for text in self.run("check", "--db", database, folder=folder).problems(0)]

    def report(self, policy, folder, database=DATABASE, form="md"):
        return self.run(
            "report", "--quiet", "--policy", policy, "--format", form, "--db", database, folder=folder)

    def state(self, policy, folder, database=DATABASE):
        imports = self.run("imports", "--db", database, folder=folder)
        report = self.report(policy, folder, database)
        return State(imports.output, report.output + str(report.status).encode())

    def ledger(self, folder, database=DATABASE):
        return ledger(self.run("imports", "--db", database, folder=folder).output.decode())

    def digests(self, policy, folder, database=DATABASE):
        """Digest of the exact sums of all rows of each kind, as a report gives it; None without a report."""
        report = self.report(policy, folder, database, form="json")
        if report.status != 0:
            return None
        return {row["kind"]: (row["rows"], row["sha256"]) for row in json.loads(report.output)["provenance"]["rows"]}


class SampleFiles:
    def __init__(self, binary):
        self.binary = str(pathlib.Path(binary).resolve())

    def benchmark(self, folder, rows, seed):
        self._run("benchmark", "--rows", rows, "--seed", seed, "--out", folder)
        return folder

    def damaged(self, folder, count, seed):
        self._run("damaged", "--count", count, "--seed", seed, "--out", folder)
        return folder

    def _run(self, *arguments):
        subprocess.run([self.binary, *map(str, arguments)], check=True)


def finished(process, timeout=NEVER_LONGER_THAN):
    try:
        output, messages = process.communicate(timeout=timeout)
    except BaseException:
        process.kill()
        process.wait()
        raise
    return Outcome(process.returncode, output, messages.decode("utf-8", "replace"))


def number(text):
    return int(text.replace(",", ""))


def nanos(text):
    """`-1,234.5` dollars in nano-dollars, exactly."""
    whole, _, decimals = text.replace(",", "").lstrip("-").partition(".")
    value = int(whole) * 10**9 + int(decimals.ljust(9, "0") or 0)
    return -value if text.startswith("-") else value


def ledger(text):
    """The entries that `imports` prints."""
    entries = []
    for block in re.split(r"(?m)^(?=\d+  )", text):
        head = re.match(r"\d+  (usage|outcomes|prices)  ", block)
        rows = re.search(r"([\d,]+) (?:usage|outcome|price) rows?: (.*)", block)
        if not head or not rows:
            continue
        sums = re.search(r"reported cost (-?[\d,.]+) USD, ([\d,]+) tokens", block)
        counts = {words: number(count) for count, words in re.findall(r"([\d,]+) ([a-z ]+)", rows[2])}
        entries.append(Ledger(
            head[1], number(rows[1]), counts, nanos(sums[1]) if sums else None, number(sums[2]) if sums else None))
    return entries


def copy_folder(source, target):
    if target.exists():
        shutil.rmtree(target)
    shutil.copytree(source, target)
    return target


def names(folder):
    """Files of a folder, to find what was left over."""
    return sorted(path.name for path in folder.iterdir())


def says_before(messages):
    """Whether the messages tell the user that the database is as it was."""
    return any(words in messages.lower() for words in ("as it was", "nothing was imported", "unchanged", "as before"))


def restore_signals():
    """For a child that must meet its limits as errors and not as signals."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
