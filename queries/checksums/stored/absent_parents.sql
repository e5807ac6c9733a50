-- Grain: one row per import of traces.
-- Parameters: none.
-- Identity: every value that is not packed, in the order of the key; its checksum is kept in checksums.
SELECT import_id, rows, checksum FROM absent_parents ORDER BY import_id;
