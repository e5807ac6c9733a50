-- Grain: one row per stored run of task facts of one category.
-- Parameters: category (number of its name).
-- Identity: the signs of all facts add up to the number of tasks.
SELECT id, checksum FROM fact_runs WHERE category = ? ORDER BY id;
