"""Measures roi-triage and other tools on the same files in one run. Python's standard library only."""

import argparse
import json
import os
import pathlib
import platform
import signal
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

import bars
import contenders
import table
from measure import ProgramFailed, median

MILLION = 1_000_000
SMALL = MILLION


class Files:
    """The files of one size."""

    def __init__(self, folder, rows):
        self.folder = folder
        self.usage, self.outcomes = folder / "usage.csv", folder / "outcomes.csv"
        self.prices, self.policy = folder / "prices.csv", folder / "policy.yaml"
        self.usage_rows = rows
        self.rows = rows + rows // 5
        self.bytes = sum(path.stat().st_size for path in (self.usage, self.outcomes, self.prices))

    def warm(self):
        """Reads the files once, so that each program finds them in the page cache."""
        for path in (self.usage, self.outcomes, self.prices):
            with path.open("rb", buffering=0) as stream:
                while stream.read(1 << 22):
                    pass


def parsed_arguments():
    parser = argparse.ArgumentParser(
        prog="scripts/bench", description="Measures imports and reports against other tools on the same files.")
    parser.add_argument("--rows", type=int, default=5 * MILLION, help="usage rows (default 5,000,000)")
    parser.add_argument(
        "--sizes", default="", metavar="LIST",
        help="sizes for the cost per row, in millions: 1,5,20 (default: 1 and the size of --rows)")
    parser.add_argument("--runs", type=int, default=3, help="runs of everything; medians are shown (default 3)")
    parser.add_argument("--seed", type=int, default=1, help="of the files (default 1)")
    parser.add_argument("--json", metavar="FILE", help="write the figures to this file, too")
    parser.add_argument("--work", metavar="FOLDER", help="where the files go (default: the system's temporary folder)")
    parser.add_argument("--ours", action="store_true", help="leave out the other tools")
    parser.add_argument("--binary", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--sample-files", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--peers", default="", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.rows < 1 or options.runs < 1:
        parser.error("--rows and --runs are at least 1")
    try:
        sizes = [int(float(size) * MILLION) for size in options.sizes.split(",") if size]
    except ValueError:
        parser.error("--sizes is a list of millions: 1,5,20")
    options.sizes = sorted({options.rows, *(sizes or [SMALL])})
    return options


def written(options, folder, rows):
    place = folder / f"files-{rows}"
    subprocess.run(
        [options.sample_files, "benchmark", "--rows", str(rows), "--seed", str(options.seed), "--out", place],
        check=True)
    return Files(place, rows)


def measured(options, folder):
    """Medians by size and name; everything runs once before anything runs again, since machines are noisy."""
    sets = {rows: written(options, folder, rows) for rows in options.sizes}
    # What was written just now must not be on its way to the disk while others are measured.
    os.sync()
    for files in sets.values():
        files.warm()
    plan = contenders.plan(options, sets, folder)
    results, failed = {}, set()
    for run in range(options.runs):
        for contender in plan:
            if contender.key in failed:
                continue
            print(f"run {run + 1} of {options.runs}: {contender.title}", file=sys.stderr, flush=True)
            try:
                results.setdefault(contender.key, []).append(contender.run())
            except ProgramFailed as problem:
                failed.add(contender.key)
                results.pop(contender.key, None)
                print(f"skipped {contender.title}: {problem}", file=sys.stderr, flush=True)
    return sets, {key: median(runs) for key, runs in results.items()}, results


def document(options, sets, medians, runs, verdicts):
    """The figures as JSON."""
    return {
        "format": 1,
        "seed": options.seed,
        "runs": options.runs,
        "processors": os.cpu_count(),
        "machine": platform.machine(),
        "versions": contenders.versions(options),
        "sizes": [
            {"usage_rows": files.usage_rows, "rows": files.rows, "bytes": files.bytes} for files in sets.values()],
        "results": [
            {
                "name": name, "usage_rows": rows, **table.figures(name, medians[name, rows], sets[rows]),
                "cpu_seconds_of_runs": [round(run.cpu_seconds, 3) for run in runs[name, rows]],
                "wall_seconds_of_runs": [round(run.wall_seconds, 3) for run in runs[name, rows]],
            }
            for name, rows in medians],
        "bars": [verdict.document() for verdict in verdicts],
    }


def leave(number, _frame):
    raise SystemExit(128 + number)


def main():
    options = parsed_arguments()
    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)
    with tempfile.TemporaryDirectory(prefix="roi-triage-bench-", dir=options.work) as folder:
        sets, medians, runs = measured(options, pathlib.Path(folder))
        verdicts = bars.verdicts(options.rows, sets, medians)
        print(table.text(options.rows, sets, medians))
        print(bars.text(verdicts))
        if options.json:
            content = json.dumps(document(options, sets, medians, runs, verdicts), indent=2)
            pathlib.Path(options.json).write_text(content + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
