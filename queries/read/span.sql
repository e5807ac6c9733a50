-- Grain: one row.
-- Parameters: none.
-- Identity: the times of all rows lie between the two; NULL without rows.
SELECT min(first_ns) AS first_ns, max(last_ns) AS last_ns FROM imports WHERE kind IN ('usage', 'outcomes') AND undone = 0;
