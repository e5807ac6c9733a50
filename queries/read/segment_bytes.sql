-- Grain: one segment, or none.
-- Parameters: id.
-- Identity: each checksum is that of its blob.
SELECT c.checksum, s.figures_checksum, s.texts_checksum, c.bytes, s.figures, s.texts
FROM segments AS s
JOIN segment_controls AS c ON c.segment_id = s.id
WHERE s.id = ?;
