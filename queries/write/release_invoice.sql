-- Grain: the import of a bill line that was removed.
-- Parameters: amount_nanos of the line, import_id.
-- Identity: the ledger says what is stored of an import; one of the open transaction has no stored rows yet.
UPDATE imports SET stored_rows = stored_rows - 1, reported_cost_nanos = reported_cost_nanos - ?
WHERE id = ? AND stored_rows > 0;
