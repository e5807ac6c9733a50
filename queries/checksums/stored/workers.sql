-- Grain: one row per worker.
-- Parameters: none.
-- Identity: every value that is not packed, in the order of the key; its checksum is kept in checksums.
SELECT id, name FROM names NOT INDEXED WHERE kind = 'worker' ORDER BY id;
