-- Grain: one bill line.
-- Parameters: first_month, last_month, id.
-- Identity: none.
UPDATE invoices SET first_month = ?, last_month = ? WHERE id = ?;
