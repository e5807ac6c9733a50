-- Grain: one row per bill line.
-- Parameters: none.
-- Identity: every bill line of every import.
SELECT line_key, provider, invoice_id, start_ns, end_ns, model, kind, amount_nanos, list_nanos FROM invoices
ORDER BY line_key;
