-- Grain: one bill line.
-- Parameters: id.
-- Identity: none.
DELETE FROM invoices WHERE id = ?;
