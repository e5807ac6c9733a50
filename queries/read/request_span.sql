-- Grain: one row.
-- Parameters: none.
-- Identity: the times of all stored requests lie between the two; NULL without requests.
SELECT min(first_ns) AS first_ns, max(last_ns) AS last_ns FROM imports WHERE kind = 'usage' AND undone = 0;
