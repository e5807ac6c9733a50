"""What the project promises about speed and size, and whether this run keeps it."""

import dataclasses

from contenders import DUCK_LOAD, IMPORT, REPORT, SECOND, SHELL

MIB = 1 << 20
PEAK_MIB = 512
PEAK_GROWTH = 1.5
LARGE_ROWS = 20_000_000
REPORT_SECONDS = 0.1
SPREAD = 0.15


@dataclasses.dataclass(frozen=True)
class Verdict:
    name: str
    # None where this run did not measure what is needed.
    value: float | None
    limit: float

    @property
    def word(self):
        if self.value is None:
            return "not measured"
        return "holds" if self.value <= self.limit else "FAILS"

    def document(self):
        value = None if self.value is None else round(self.value, 4)
        return {"name": self.name, "value": value, "limit": round(self.limit, 4), "verdict": self.word}


def verdicts(rows, sets, medians):
    ours = medians.get((IMPORT, rows))
    found = []
    for name, key, cpu_limit, wall_limit in (
        ("import : sqlite3 shell", SHELL, 1 / 2, 1 / 3), ("aim, import : sqlite3 shell", SHELL, 1 / 3, 1 / 4),
        ("import : DuckDB load", DUCK_LOAD, 1, 1),
    ):
        other = medians.get((key, rows))
        found.append(Verdict(f"{name}, CPU", quotient(ours, other, "cpu_seconds"), cpu_limit))
        found.append(Verdict(f"{name}, wall", quotient(ours, other, "wall_seconds"), wall_limit))
    second = medians.get((SECOND, rows))
    found.append(Verdict("second import : first, CPU", quotient(second, ours, "cpu_seconds"), 1))
    report = medians.get((REPORT, rows))
    found.append(Verdict("report, seconds", report and report.wall_seconds, REPORT_SECONDS))
    return found + memory(rows, medians) + [spread(sets, medians)]


def quotient(one, other, figure):
    if one is None or other is None:
        return None
    return getattr(one, figure) / getattr(other, figure)


def memory(rows, medians):
    """The bar is for up to 5 million rows; larger sizes have a bar of their own."""
    peaks = {size: each.peak_bytes / MIB for (name, size), each in medians.items() if name == IMPORT}
    large = max((size for size in peaks if size >= LARGE_ROWS), default=None)
    usual = max((size for size in peaks if size < LARGE_ROWS), default=None)
    growth = peaks[large] / peaks[usual] if large and usual else None
    return [
        Verdict("peak of an import, MiB", peaks.get(usual or rows), PEAK_MIB),
        Verdict("peak at 20 million rows : at fewer", growth, PEAK_GROWTH),
    ]


def spread(sets, medians):
    costs = [
        each.cpu_seconds / sets[size].rows for (name, size), each in medians.items() if name == IMPORT]
    value = max(costs) / min(costs) - 1 if len(costs) > 1 else None
    return Verdict("CPU per row between sizes, spread", value, SPREAD)


def text(verdicts):
    width = max(len(verdict.name) for verdict in verdicts)
    lines = []
    for verdict in verdicts:
        value = "" if verdict.value is None else f"{verdict.value:.3f}"
        lines.append(f"{verdict.word:12}  {verdict.name:{width}}  {value:>8}  at most {verdict.limit:.3f}")
    return "\n".join(lines)
