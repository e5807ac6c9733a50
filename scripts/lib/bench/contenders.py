"""What is measured: roi-triage, and the tools that one would take otherwise."""

import dataclasses
import pathlib
import shutil
import subprocess
import sys
import typing

import duck
from measure import Measurement, measure

IMPORT, SECOND, REPORT, CHECK = "import", "second import", "report", "check"
SHELL, DUCK_LOAD, DUCK_SCAN = "sqlite3 shell .import", "DuckDB load", "DuckDB scan only"
UTILS = "sqlite-utils insert"
# sqlite-utils takes minutes for more.
UTILS_ROWS = 1_000_000


@dataclasses.dataclass(frozen=True)
class Contender:
    name: str
    usage_rows: int
    run: typing.Callable[[], Measurement]

    @property
    def key(self):
        return self.name, self.usage_rows

    @property
    def title(self):
        return f"{self.name}, {self.usage_rows:,} usage rows"


def plan(options, sets, folder):
    """Everything to run, in its order: what needs our database comes after our import of that size."""
    contenders = []
    for rows, files in sets.items():
        database = folder / f"ours-{rows}.db"
        contenders += ours(options, files, database, everything=rows == options.rows)
    if not options.ours:
        contenders += shell(sets[options.rows], folder) + python_peers(options, sets, folder)
    return contenders


def ours(options, files, database, everything):
    inputs = [files.usage, files.outcomes, files.prices]
    load = [options.binary, "import", *inputs, "--quiet", "--db", database]

    def first():
        remove(database)
        return measure(load)

    contenders = [Contender(IMPORT, files.usage_rows, first)]
    if everything:
        report = [options.binary, "report", "--quiet", "--policy", files.policy, "--db", database]
        check = [options.binary, "check", "--db", database]
        for name, command in ((REPORT, report), (CHECK, check), (SECOND, load)):
            contenders.append(Contender(name, files.usage_rows, lambda command=command: measure(command)))
    return contenders


def shell(files, folder):
    """`.import` of both files into untyped tables, journal and sync off."""
    if not shutil.which("sqlite3"):
        skip("the sqlite3 shell is not installed")
        return []
    database, script = folder / "shell.db", folder / "shell.sql"
    tables = [(path.stem, path, header(path)) for path in (files.usage, files.outcomes)]
    script.write_text(
        "PRAGMA journal_mode = off;\nPRAGMA synchronous = off;\n"
        + "".join(f"CREATE TABLE {name} ({columns});\n" for name, _, columns in tables)
        + "".join(f".import --csv --skip 1 '{path}' {name}\n" for name, path, _ in tables))
    command = ["sqlite3", "-bail", database, f".read '{script}'"]
    return [Contender(SHELL, files.usage_rows, lambda: on_new_file(database, command))]


def python_peers(options, sets, folder):
    python = pathlib.Path(options.peers) / "bin" / "python"
    contenders = []
    if has(python, "duckdb"):
        contenders += duckdb(python, sets[options.rows], folder)
    else:
        skip("DuckDB is not installed")
    small = [rows for rows in sets if rows <= UTILS_ROWS]
    if small and has(python, "sqlite_utils"):
        contenders += sqlite_utils(python.with_name("sqlite-utils"), sets[small[-1]], folder)
    else:
        skip("sqlite-utils is not installed, or there is no size of a million rows or fewer")
    return contenders


def skip(what):
    print(f"skipped: {what}", file=sys.stderr, flush=True)


def duckdb(python, files, folder):
    """Both jobs less the time that Python takes to start and load the module."""
    database = folder / "duck.db"
    load = [python, duck.__file__, "load", files.usage, files.outcomes, database]
    scan = [python, duck.__file__, "scan", files.usage, files.outcomes, database]
    start = [python, "-c", "import duckdb; duckdb.connect()"]
    measure(start)

    def less_start(command):
        job, idle = on_new_file(database, command), measure(start)
        return Measurement(
            job.cpu_seconds - idle.cpu_seconds, job.wall_seconds - idle.wall_seconds, job.peak_bytes)

    return [
        Contender(DUCK_LOAD, files.usage_rows, lambda: less_start(load)),
        Contender(DUCK_SCAN, files.usage_rows, lambda: less_start(scan)),
    ]


def sqlite_utils(program, files, folder):
    """One program for each of the two files; their times are added up."""
    database = folder / "utils.db"

    def run():
        remove(database)
        parts = [
            measure([program, "insert", database, path.stem, path, "--csv", "--silent"])
            for path in (files.usage, files.outcomes)]
        return Measurement(
            sum(part.cpu_seconds for part in parts), sum(part.wall_seconds for part in parts),
            max(part.peak_bytes for part in parts))

    return [Contender(UTILS, files.usage_rows, run)]


def on_new_file(database, command):
    remove(database)
    measurement = measure(command)
    remove(database)
    return measurement


def remove(database):
    """Removes a database and what lies beside it."""
    for path in database.parent.glob(f"{database.name}*"):
        path.unlink()


def header(path):
    with path.open(encoding="utf-8") as stream:
        return stream.readline().strip()


def has(python, module):
    return python.exists() and subprocess.run([python, "-c", f"import {module}"], capture_output=True).returncode == 0


def versions(options):
    """Of all programs that were there to be measured."""
    python = pathlib.Path(options.peers) / "bin" / "python"
    commands = {"roi-triage": [options.binary, "--version"], "sqlite3": ["sqlite3", "--version"]}
    for module in ("duckdb", "sqlite-utils"):
        commands[module] = [python, "-c", f"import importlib.metadata as m; print(m.version('{module}'))"]
    found = {}
    for name, command in commands.items():
        if shutil.which(command[0]):
            run = subprocess.run(command, capture_output=True, text=True)
            found[name] = run.stdout.split()[0] if run.returncode == 0 and run.stdout else None
    return found
