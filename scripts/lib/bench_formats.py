"""Rows per second of the import of every CSV format, as shares of the canonical file's, measured in one run."""

import argparse
import sys
import tempfile
from pathlib import Path

import exports
from measure import ProgramFailed, measure


def shortest(binary, file, options, folder, runs):
    """Wall and processor seconds of an import into a new database, each the shortest of all runs."""
    found = []
    for _ in range(runs):
        try:
            found.append(measure([binary, "import", "-q", "--db", folder / "x.db", *options, file]))
        except ProgramFailed as error:
            sys.exit(f"{file.name}: {error}")
        for old in folder.glob("x.db*"):
            old.unlink()
    return min(each.wall_seconds for each in found), min(each.cpu_seconds for each in found)


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
        print(f"{'format':24} {'rows/s':>10} {'of canonical':>13} {'by CPU':>8}")
        for name, header, row, options in exports.EXPORTS:
            if names and name not in names and name != "canonical":
                continue
            file = folder / f"{name}-{arguments.rows}.csv"
            if not file.exists():
                exports.write(file, header, row, arguments.rows)
            wall, cpu = shortest(arguments.binary, file, options, folder, arguments.runs)
            canonical = canonical or (wall, cpu)
            rate = arguments.rows / wall
            print(f"{name:24} {rate:10,.0f} {canonical[0] / wall:13.2f} {canonical[1] / cpu:8.2f}", flush=True)


main()
