-- Grain: one row per stored run of task facts.
-- Parameters: none.
-- Identity: the signs of all facts add up to the number of tasks.
SELECT bytes, checksum FROM fact_runs ORDER BY id;
