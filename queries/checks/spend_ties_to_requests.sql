-- Grain: one row per difference between the spend ledger and the stored requests; none if sound.
-- Parameters: none.
-- Identity: the ledger holds exactly the usage rows in force.
SELECT 'usage rows' AS what, stored.n AS expected, coalesce(cells.n, 0) AS found
FROM (SELECT coalesce(sum(rows), 0) AS n FROM segments WHERE kind = 1) AS stored,
  (SELECT sum(row_count) AS n FROM spend_cells) AS cells
WHERE stored.n <> coalesce(cells.n, 0);
