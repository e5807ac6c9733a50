-- Grain: one new bill line.
-- Parameters: the columns in their order.
-- Identity: none.
INSERT INTO invoices (import_id, line_key, format, provider, invoice_id, start_ns, end_ns, first_month, last_month,
  model, kind, amount_nanos, rounding_nanos, list_nanos)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);
