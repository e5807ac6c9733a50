-- Grain: one segment, or none.
-- Parameters: id.
-- Identity: each checksum is that of its blob.
SELECT figures, texts, figures_checksum, texts_checksum FROM segments WHERE id = ?;
