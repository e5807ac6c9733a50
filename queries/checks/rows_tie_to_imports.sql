-- Grain: one row per difference between stored rows and the control totals of the imports; none if sound.
-- Parameters: none.
-- Identity: the segments hold exactly the rows that the imports stored; bill lines have a table of their own.
SELECT 'stored rows' AS what, loaded.n AS expected, stored.n AS found
FROM (SELECT coalesce(sum(stored_rows), 0) AS n FROM imports
  WHERE undone = 0 AND kind <> 'invoices') AS loaded,
  (SELECT coalesce(sum(rows), 0) AS n FROM segments) AS stored
WHERE loaded.n <> stored.n;
