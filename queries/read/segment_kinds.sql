-- Grain: one row per segment; kind as in the table of segments.
-- Parameters: none.
-- Identity: the segments of the directory.
SELECT id, kind FROM segments;
