-- Grain: one row per segment, what its control totals are made of only.
-- Parameters: none.
-- Identity: all rows that the imports stored.
SELECT segment_id, checksum, bytes FROM segment_controls ORDER BY segment_id;
