"""DuckDB's part: `duck.py load|scan USAGE OUTCOMES DATABASE`, under a Python that has the package."""

import sys

TYPES = {
    "timestamp": "TIMESTAMP", "completed_at": "TIMESTAMP", "input_tokens": "BIGINT", "cached_input_tokens": "BIGINT",
    "cache_write_tokens": "BIGINT", "output_tokens": "BIGINT", "reasoning_tokens": "BIGINT", "requests": "BIGINT",
    "complexity": "BIGINT", "succeeded": "BOOLEAN", "cost_usd": "DECIMAL(18, 9)", "value_usd": "DECIMAL(18, 9)",
    "minutes_saved": "DECIMAL(18, 3)", "review_minutes": "DECIMAL(18, 3)", "rework_minutes": "DECIMAL(18, 3)",
}


def source(path):
    """A call of `read_csv` with a type declared for each column."""
    with open(path, encoding="utf-8") as stream:
        names = stream.readline().strip().split(",")
    columns = ", ".join(f"'{name}': '{TYPES.get(name, 'VARCHAR')}'" for name in names)
    return f"read_csv('{path}', header = true, delim = ',', columns = {{{columns}}})"


def load(connection, usage, outcomes):
    connection.execute(f"CREATE TABLE usage AS SELECT * FROM {source(usage)}")
    connection.execute(f"CREATE TABLE outcomes AS SELECT * FROM {source(outcomes)}")


def scan(connection, usage, outcomes):
    connection.execute(
        "SELECT category, COUNT(*), SUM(cost_usd), SUM(input_tokens), SUM(cached_input_tokens), "
        f"SUM(cache_write_tokens), SUM(output_tokens) FROM {source(usage)} GROUP BY category").fetchall()
    connection.execute(
        "SELECT category, COUNT(*), SUM(value_usd), SUM(minutes_saved), SUM(review_minutes), SUM(rework_minutes) "
        f"FROM {source(outcomes)} GROUP BY category").fetchall()


def main():
    import duckdb

    job, usage, outcomes, database = sys.argv[1:]
    connection = duckdb.connect(database if job == "load" else ":memory:")
    (load if job == "load" else scan)(connection, usage, outcomes)
    connection.close()


if __name__ == "__main__":
    main()
