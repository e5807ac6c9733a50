-- Grain: one new run of task facts.
-- Parameters: the columns in their order.
-- Identity: none.
INSERT INTO fact_runs (category, facts, tasks, checksum, bytes) VALUES (?, ?, ?, ?, ?);
