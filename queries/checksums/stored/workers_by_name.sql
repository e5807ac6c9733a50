-- Grain: one row per worker.
-- Parameters: none.
-- Identity: what the index says, in its order: SQLite does not compare it with its table.
SELECT name, id FROM names INDEXED BY sqlite_autoindex_names_1 WHERE kind = 'worker' ORDER BY name;
