-- Grain: one row per pair of imports and fate of their common rows.
-- Parameters: none.
-- Identity: every value that is not packed, in the order of the key; its checksum is kept in checksums.
SELECT * FROM import_overlaps ORDER BY import_id, of_import_id, fate;
