-- Grain: one row per difference between the spend ledger and the control totals of the imports; none if sound.
-- Parameters: none.
-- Identity: the ledger holds exactly the usage rows that the imports loaded.
SELECT 'usage rows' AS what, loaded.n AS expected, coalesce(cells.n, 0) AS found
FROM (SELECT coalesce(sum(new_rows), 0) AS n FROM imports WHERE kind = 'usage') AS loaded,
  (SELECT sum(row_count) AS n FROM spend_cells) AS cells
WHERE loaded.n <> coalesce(cells.n, 0);
