-- Grain: one row per price that gave way to none.
-- Parameters: none.
-- Identity: what the index says, in its order: SQLite does not compare it with its table.
SELECT model, id
FROM prices INDEXED BY prices_once
WHERE replaced_by IS NULL
ORDER BY model, coalesce(provider, ''), tier_start, mode, effective_from_ns;
