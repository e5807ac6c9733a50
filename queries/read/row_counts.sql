-- Grain: one row per kind of file that has rows.
-- Parameters: 1 = outcomes in force, which the cells of all tasks count.
-- Identity: the rows that are in force, each once, however often they were imported.
SELECT kind, rows FROM (
  SELECT 'usage' AS kind, 1 AS place, coalesce(sum(rows), 0) AS rows FROM segments WHERE kind = 1
  UNION ALL SELECT 'outcomes', 2, ?1
  UNION ALL SELECT 'prices', 3, count(*) FROM prices NOT INDEXED WHERE replaced_by IS NULL
  UNION ALL SELECT 'invoices', 4, coalesce(sum(rows), 0) FROM invoice_segments
)
WHERE rows > 0
ORDER BY place;
