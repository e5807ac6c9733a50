-- Grain: one row per stored run of task facts.
-- Parameters: none.
-- Identity: sum(tasks) is the number of tasks.
SELECT bytes, checksum, tasks FROM fact_runs ORDER BY id;
