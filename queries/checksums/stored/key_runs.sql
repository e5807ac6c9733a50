-- Grain: one row per run of keys.
-- Parameters: none.
-- Identity: every value that is not packed, in the order of the key; its checksum is kept in checksums.
SELECT id, first_key, last_key, entries, checksum FROM key_runs ORDER BY id;
