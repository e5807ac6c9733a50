-- Grain: one segment, or none.
-- Parameters: id.
-- Identity: each checksum is that of its blob.
SELECT control_checksum, figures_checksum, texts_checksum, control, figures, texts FROM segments WHERE id = ?;
