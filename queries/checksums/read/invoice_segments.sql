-- Grain: one row per segment of bill lines.
-- Parameters: none.
-- Identity: every value that is not packed, in the order of the key; its checksum is kept in checksums.
SELECT id, import_id, format, first_ns, last_ns, rows, figures_checksum, texts_checksum FROM invoice_segments ORDER BY id;
