-- Grain: one row per import that has bill lines.
-- Parameters: import_id, or NULL for all.
-- Identity: the control totals of the import: rows and their amount, which is amount_high × 2³² + amount_low, so that no
-- sum leaves its 64 bits.
SELECT import_id, count(*) AS rows, sum(amount_nanos >> 32) AS amount_high,
  sum(amount_nanos & 4294967295) AS amount_low
FROM invoices
WHERE import_id = ?1 OR ?1 IS NULL
GROUP BY import_id;
