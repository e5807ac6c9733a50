-- Grain: one row per run of keys.
-- Parameters: none.
-- Identity: what the index says, in its order: SQLite does not compare it with its table.
SELECT first_key, last_key, entries, id FROM key_runs INDEXED BY key_runs_by_key ORDER BY first_key, last_key, entries;
