"""Loads CSV files with another tool, as one would; the files' names come on standard input, totals go out as JSON.

Usage: peer_loading.py sqlite3\\ shell|pandas|duckdb
"""

import json
import os
import subprocess
import sys
import tempfile
import warnings

USAGE_TYPES = {
    "request_id": "VARCHAR PRIMARY KEY", "timestamp": "TIMESTAMPTZ", "model": "VARCHAR NOT NULL",
    "task_id": "VARCHAR", "parent_request_id": "VARCHAR", "worker_id": "VARCHAR", "department": "VARCHAR",
    "category": "VARCHAR", "provider": "VARCHAR", "input_tokens": "BIGINT", "cached_input_tokens": "BIGINT",
    "cache_write_tokens": "BIGINT", "output_tokens": "BIGINT", "reasoning_tokens": "BIGINT",
    "cost_usd": "DECIMAL(18,9)", "requests": "BIGINT", "status": "VARCHAR",
}
OUTCOME_TYPES = {
    "task_id": "VARCHAR PRIMARY KEY", "completed_at": "TIMESTAMPTZ", "worker_id": "VARCHAR", "department": "VARCHAR",
    "category": "VARCHAR NOT NULL", "complexity": "BIGINT", "tool": "VARCHAR NOT NULL", "succeeded": "BOOLEAN",
    "value_usd": "DECIMAL(18,9)", "minutes_saved": "DECIMAL(18,3)", "review_minutes": "DECIMAL(18,3)",
    "rework_minutes": "DECIMAL(18,3)",
}


def types_of(file):
    return USAGE_TYPES if os.path.basename(file).startswith("usage") else OUTCOME_TYPES


def shell(file):
    """The sqlite3 shell into an untyped table; a word on standard error counts as a complaint."""
    sums = "0, 0"
    if types_of(file) is USAGE_TYPES:
        sums = "CAST(ROUND(SUM(cost_usd) * 1e9) AS INTEGER), SUM(input_tokens) + SUM(output_tokens)"
    with tempfile.TemporaryDirectory() as folder:
        run = subprocess.run(
            ["sqlite3", f"{folder}/t.db", f".import --csv '{file}' t", f"SELECT COUNT(*), {sums} FROM t"],
            capture_output=True, text=True, errors="replace")
    if run.returncode != 0 or run.stderr.strip():
        return None
    return [int(float(part or 0)) for part in run.stdout.strip().split("|")]


def pandas_frame(file):
    """pandas with declared types for the numbers and times."""
    import pandas

    types = types_of(file)
    frame = pandas.read_csv(file)
    frame.columns = [name.strip().lower() for name in frame.columns]
    for name, declared in types.items():
        if name not in frame.columns:
            continue
        if declared == "TIMESTAMPTZ":
            frame[name] = pandas.to_datetime(frame[name], utc=True)
        elif declared.startswith(("BIGINT", "DECIMAL")):
            frame[name] = pandas.to_numeric(frame[name])
    if types is OUTCOME_TYPES:
        return [len(frame), 0, 0]
    return [len(frame), round(frame.cost_usd.sum() * 1e9), int(frame.input_tokens.sum() + frame.output_tokens.sum())]


def duck(file):
    """DuckDB with declared types, a primary key, and its rejects table; a rejected row counts as a complaint."""
    import duckdb

    types = types_of(file)
    sums = "0, 0"
    if types is USAGE_TYPES:
        sums = "CAST(SUM(cost_usd) * 1000000000 AS HUGEINT), SUM(input_tokens) + SUM(output_tokens)"
    connection = duckdb.connect()
    connection.execute(f"CREATE TABLE t ({', '.join(f'{name} {declared}' for name, declared in types.items())})")
    declared = ", ".join(f"'{name}': '{declared.split()[0]}'" for name, declared in types.items())
    connection.execute(
        f"INSERT INTO t BY NAME SELECT * FROM read_csv('{file}', header = true, normalize_names = false, "
        f"store_rejects = true, types = {{{declared}}})")
    if connection.execute("SELECT COUNT(*) FROM reject_errors").fetchone()[0]:
        return None
    return [int(part or 0) for part in connection.execute(f"SELECT COUNT(*), {sums} FROM t").fetchone()]


def main():
    warnings.simplefilter("error")
    load = {"sqlite3 shell": shell, "pandas": pandas_frame, "duckdb": duck}[sys.argv[1]]
    for file in sys.stdin.read().splitlines():
        try:
            totals = load(file)
        except Exception:  # Whatever the tool throws is its complaint.
            totals = None
        print(json.dumps({"file": file, "totals": totals}))


if __name__ == "__main__":
    main()
