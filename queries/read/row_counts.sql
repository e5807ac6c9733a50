-- Grain: one row per kind of file that has rows.
-- Parameters: none.
-- Identity: the rows that are in force, each once, however often they were imported.
SELECT kind, sum(new_rows) AS rows
FROM imports
GROUP BY kind
HAVING sum(new_rows) > 0
ORDER BY CASE kind WHEN 'usage' THEN 1 WHEN 'outcomes' THEN 2 ELSE 3 END;
