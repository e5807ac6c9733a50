"""Counts what passed and failed, and says what failed."""

import pathlib
import shutil
import sys
import time

SHOWN_FAILURES = 12


class Score:
    def __init__(self, keep):
        self.keep = pathlib.Path(keep) if keep else None
        self.passed = self.failed = self.skipped = 0
        self.name = ""
        self.failures_of_test = 0
        self.started = time.monotonic()

    def start(self, name, words):
        self.name = name
        self.failures_of_test = 0
        print(f"{name}: {words}", flush=True)

    def check(self, what, problems, files=()):
        """One case: passed if `problems` (a list of texts) is empty."""
        if not problems:
            self.passed += 1
            return True
        self.failed += 1
        self.failures_of_test += 1
        if self.failures_of_test <= SHOWN_FAILURES:
            print(f"  FAILED {what}: {'; '.join(problems)}", flush=True)
        elif self.failures_of_test == SHOWN_FAILURES + 1:
            print("  … more failures are counted and not shown", flush=True)
        if self.keep:
            self._keep(what, files)
        return False

    def skip(self, what, why):
        self.skipped += 1
        print(f"  skipped {what}: {why}", flush=True)

    def note(self, text):
        print(f"  {text}", flush=True)

    def _keep(self, what, files):
        folder = self.keep / f"{self.name}-{self.failed}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "case.txt").write_text(what + "\n")
        for file in files:
            if pathlib.Path(file).exists():
                shutil.copy(file, folder)

    def finish(self):
        seconds = time.monotonic() - self.started
        print(f"in {seconds:.0f} s")
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        print(f"{self.passed} passed, {self.failed} failed{skipped}")
        sys.stdout.flush()
        return 1 if self.failed else 0
