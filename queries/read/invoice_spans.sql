-- Grain: one row per bill line.
-- Parameters: none.
-- Identity: every bill line of every import.
SELECT id, start_ns, end_ns FROM invoices ORDER BY id;
