-- Grain: one row per segment.
-- Parameters: none.
-- Identity: every value that is not packed, in the order of the key; its checksum is kept in checksums.
SELECT id, kind, first_task, last_task, first_import, last_import, rows, figures_checksum, texts_checksum
FROM segments
ORDER BY id;
