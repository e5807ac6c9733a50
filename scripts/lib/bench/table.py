"""The table of figures."""

from contenders import CHECK, IMPORT, REPORT

MIB = 1 << 20
HEADER = (
    "", "usage rows", "CPU s", "wall s", "peak MiB", "rows/s", "MB/s", "CPU µs/row", "CPU : ours", "wall : ours")


def figures(name, measurement, files):
    """Everything that follows from one measurement; rates count all rows of the files."""
    values = {
        "cpu_seconds": round(measurement.cpu_seconds, 3),
        "wall_seconds": round(measurement.wall_seconds, 3),
        "peak_mib": round(measurement.peak_bytes / MIB, 1),
    }
    # Rates mean nothing for what reads no file.
    if name in (REPORT, CHECK):
        return values
    return values | {
        "rows_per_second": round(files.rows / measurement.wall_seconds),
        "megabytes_per_second": round(files.bytes / 1e6 / measurement.wall_seconds, 1),
        "cpu_microseconds_per_row": round(measurement.cpu_seconds * 1e6 / files.rows, 3),
    }


def text(rows, sets, medians):
    lines = [HEADER]
    for (name, size), measurement in medians.items():
        lines.append(line(name, size, measurement, sets[size], medians.get((IMPORT, size))))
    widths = [max(len(cells[column]) for cells in lines) for column in range(len(HEADER))]
    printed = [
        "  ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(cells, widths)))
        for cells in lines]
    files = sets[rows]
    printed.insert(0, f"{files.rows:,} rows, {files.bytes / 1e6:,.0f} MB of CSV; medians. DuckDB without its start.")
    return "\n".join(each.rstrip() for each in printed) + "\n"


def line(name, size, measurement, files, ours):
    values = figures(name, measurement, files)
    return (
        name, f"{size:,}", f"{values['cpu_seconds']:.2f}", f"{values['wall_seconds']:.2f}",
        f"{values['peak_mib']:.0f}", cell(values, "rows_per_second", ",.0f"),
        cell(values, "megabytes_per_second", ".0f"), cell(values, "cpu_microseconds_per_row", ".2f"),
        ratio(measurement.cpu_seconds, ours and ours.cpu_seconds),
        ratio(measurement.wall_seconds, ours and ours.wall_seconds))


def cell(values, name, form):
    return format(values[name], form) if name in values else "–"


def ratio(value, ours):
    return f"{value / ours:.2f}" if ours else "–"
