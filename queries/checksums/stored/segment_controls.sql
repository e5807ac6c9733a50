-- Grain: one row per segment.
-- Parameters: none.
-- Identity: every value that is not packed, in the order of the key; its checksum is kept in checksums.
SELECT segment_id, checksum FROM segment_controls ORDER BY segment_id;
