-- Grain: one bill line, or none.
-- Parameters: line_key.
-- Identity: the key is unique.
SELECT id, import_id, provider, invoice_id, start_ns, end_ns, model, amount_nanos, kind, list_nanos FROM invoices
WHERE line_key = ?;
