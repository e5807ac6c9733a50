-- Grain: one row per table whose rows are columns of their own; name: the table, in ascending order.
-- Parameters: none.
-- Identity: all other tables hold packed rows, which have checksums.
SELECT t.name
FROM sqlite_schema AS t
WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%'
  AND NOT EXISTS (SELECT 1 FROM pragma_table_info(t.name) AS c WHERE c.type = 'BLOB')
ORDER BY t.name;
