-- Grain: one segment of bill lines.
-- Parameters: id.
-- Identity: none.
SELECT figures, texts, figures_checksum, texts_checksum FROM invoice_segments WHERE id = ?;
