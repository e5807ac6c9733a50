-- Grain: one row per import that has bill lines.
-- Parameters: none.
-- Identity: the control totals of the import: rows and their amount.
SELECT import_id, count(*) AS rows, sum(amount_nanos) AS amount_nanos FROM invoices GROUP BY import_id;
