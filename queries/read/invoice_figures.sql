-- Grain: one row per segment of bill lines of an import.
-- Parameters: import_id, or NULL for all.
-- Identity: the lines of the segments are those of the imports.
SELECT import_id, figures, figures_checksum FROM invoice_segments WHERE import_id = ?1 OR ?1 IS NULL ORDER BY id;
