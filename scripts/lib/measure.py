"""Runs a program and measures it: processor time, wall time, peak memory."""

import dataclasses
import os
import statistics
import subprocess
import sys
import time

# Linux counts the peak in KiB, macOS in bytes.
PEAK_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclasses.dataclass(frozen=True)
class Measurement:
    cpu_seconds: float
    wall_seconds: float
    # Of the program itself; never below the few MiB of the Python that started it.
    peak_bytes: int


class ProgramFailed(Exception):
    """The measured program left with another status than 0."""


def measure(command, folder=None):
    """Runs `command` to its end, its output thrown away."""
    started = time.monotonic()
    process = subprocess.Popen(
        [str(word) for word in command], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE)
    try:
        # A program that says more than a pipe holds must not wait for its reader.
        messages = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
    except BaseException:
        process.kill()
        process.wait()
        raise
    wall = time.monotonic() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        tail = messages.decode("utf-8", "replace").strip()[-500:]
        raise ProgramFailed(f"{command[0]} left with {process.returncode}: {tail}")
    return Measurement(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss * PEAK_UNIT)


def median(measurements):
    """Median of each figure over several runs."""
    return Measurement(
        statistics.median(each.cpu_seconds for each in measurements),
        statistics.median(each.wall_seconds for each in measurements),
        int(statistics.median(each.peak_bytes for each in measurements)))
