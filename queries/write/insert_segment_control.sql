-- Grain: what control totals are made of, of one new segment.
-- Parameters: the columns in their order.
-- Identity: each segment has one.
INSERT INTO segment_controls (segment_id, checksum, bytes) VALUES (?, ?, ?);
