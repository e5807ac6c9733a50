-- Grain: one row per run of request keys, without its bytes.
-- Parameters: none.
-- Identity: sum(entries) is the number of usage rows in force.
SELECT id, first_key, last_key, entries FROM key_runs ORDER BY first_key, last_key, id;
