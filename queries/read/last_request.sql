-- Grain: one row.
-- Parameters: none.
-- Identity: no stored request is later; NULL without requests.
SELECT max(last_ns) AS last_ns FROM imports WHERE kind = 'usage' AND undone = 0;
