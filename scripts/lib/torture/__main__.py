"""Black-box tests that take too long for the quick run. Python's standard library only."""

import argparse
import os
import pathlib
import signal
import sys
import tempfile

sys.dont_write_bytecode = True

import busy
import damage
import disk
import kill
import one_byte
import permute
import prefix
from command import Command, SampleFiles
from score import Score

TESTS = {
    "kill": (kill.run, "kill -9 and SIGINT at random points of an import and of a second import"),
    "damage": (damage.run, "damaged files, with an independent reader as a second opinion"),
    "disk": (disk.run, "a file size limit, a small full disk, a read-only folder"),
    "prefix": (prefix.run, "every prefix of a 12-row usage file and of a 12-row outcome file"),
    "permute": (permute.run, "every order of five parts, one by one and in one go"),
    "bytes": (one_byte.run, "one byte of a database is another one, before a report and before an import"),
    "busy": (busy.run, "another program holds the database's lock"),
}


def parsed_arguments():
    listed = "\n".join(f"  {name:9}{words}" for name, (_, words) in TESTS.items())
    parser = argparse.ArgumentParser(
        prog="scripts/torture",
        description=f"Tortures the release build of roi-triage. Tests:\n{listed}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("tests", nargs="*", metavar="TEST", default=["all"], help="default: all")
    parser.add_argument("--seed", type=int, default=1, help="of the files and of the points in time (default 1)")
    parser.add_argument("--kills", type=int, default=200, help="random points for kill -9; a quarter for SIGINT")
    parser.add_argument("--rows", type=int, default=300_000, help="usage rows of the import that is killed")
    parser.add_argument("--sets", type=int, default=3, help="good files of each kind that are damaged")
    parser.add_argument("--mutations", type=int, default=1000, help="files with random damage beside the named ones")
    parser.add_argument("--step", type=int, default=1, help="bytes between two prefixes")
    parser.add_argument("--small", action="store_true", help="small numbers, to try the scripts themselves")
    parser.add_argument("--keep", metavar="FOLDER", help="keep the files of failed cases in this folder")
    parser.add_argument("--binary", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--sample-files", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--peers", default="", help=argparse.SUPPRESS)
    options = parser.parse_args()
    unknown = [name for name in options.tests if name != "all" and name not in TESTS]
    if unknown:
        parser.error(f"unknown test {unknown[0]}: the tests are {', '.join(TESTS)} and all")
    if options.small:
        options.kills, options.rows, options.sets = 8, 20_000, 1
        options.mutations, options.step = 60, 37
    return options


def leave(number, _frame):
    raise SystemExit(128 + number)


def main():
    options = parsed_arguments()
    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)
    # The same bytes must come out under any locale; this one at least is always there.
    os.environ["LC_ALL"] = "C"
    names = list(TESTS) if "all" in options.tests else options.tests
    score = Score(options.keep)
    with tempfile.TemporaryDirectory(prefix="roi-triage-torture-") as folder:
        options.command = Command(options.binary)
        options.samples = SampleFiles(options.sample_files)
        for name in names:
            work = pathlib.Path(folder) / name
            work.mkdir()
            score.start(name, TESTS[name][1])
            TESTS[name][0](options, work, score)
    return score.finish()


if __name__ == "__main__":
    sys.exit(main())
