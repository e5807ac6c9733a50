-- Grain: one row per run of task facts.
-- Parameters: none.
-- Identity: every value that is not packed, in the order of the key; its checksum is kept in checksums.
SELECT id, category, facts, tasks, checksum FROM fact_runs ORDER BY id;
