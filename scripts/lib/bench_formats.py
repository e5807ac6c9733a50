"""Rows per second of the import of every CSV format, as shares of the canonical file's, measured in one run."""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import exports


def seconds(binary, file, options, folder, runs):
    """The shortest wall time of an import into a new database."""
    times = []
    for run in range(runs):
        database = folder / "x.db"
        command = [binary, "import", "--db", database, *options, file]
        start = time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True)
        times.append(time.perf_counter() - start)
        if done.returncode != 0:
            sys.exit(f"{file.name}: exit status {done.returncode}\n{done.stderr[:2000]}")
        for old in folder.glob("x.db*"):
            old.unlink()
    return min(times)


def main():
    parser = argparse.ArgumentParser(prog="scripts/bench-formats", description=__doc__)
    parser.add_argument("--binary", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--rows", type=int, default=300_000, help="rows of each file (default: %(default)s)")
    parser.add_argument("--runs", type=int, default=3, help="runs of each import, of which the shortest counts")
    parser.add_argument("--only", default="", help="names of formats, divided by commas")
    parser.add_argument("--folder", type=Path, help="keep the files here and use those that are there")
    arguments = parser.parse_args()
    names = [name for name in arguments.only.split(",") if name]
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        canonical = None
        print(f"{'format':24} {'rows/s':>10} {'of canonical':>13}")
        for name, header, row, options in exports.EXPORTS:
            if names and name not in names and name != "canonical":
                continue
            file = folder / f"{name}-{arguments.rows}.csv"
            if not file.exists():
                exports.write(file, header, row, arguments.rows)
            rate = arguments.rows / seconds(arguments.binary, file, options, folder, arguments.runs)
            canonical = canonical or rate
            print(f"{name:24} {rate:10,.0f} {rate / canonical:13.2f}", flush=True)


main()
