-- Grain: one row per import that found rows of another one there, oldest first.
-- Parameters: the other import, twice.
-- Identity: rows = those that rest on it, whatever became of them.
SELECT import_id, sum(rows) AS rows
FROM import_overlaps
WHERE of_import_id = ? AND import_id <> ?
GROUP BY import_id
ORDER BY import_id;
