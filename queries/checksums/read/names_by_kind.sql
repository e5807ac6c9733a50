-- Grain: one row per name but those of workers.
-- Parameters: none.
-- Identity: what the index says, in its order: SQLite does not compare it with its table.
SELECT kind, name, id
FROM names INDEXED BY sqlite_autoindex_names_1
WHERE kind IN ('category', 'department', 'model', 'provider', 'tool')
ORDER BY kind, name;
