-- Grain: one row per stored run of task facts that is short, those of a category together.
-- Parameters: facts of a run that is long enough.
-- Identity: none.
SELECT id, category, checksum FROM fact_runs WHERE facts < ? ORDER BY category, id;
