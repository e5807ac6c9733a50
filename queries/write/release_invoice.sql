-- Grain: the import of bill lines that were removed.
-- Parameters: their number, the amount_nanos that are left, import_id.
-- Identity: the ledger says what is stored of an import; one of the open transaction has no stored rows yet.
UPDATE imports SET stored_rows = stored_rows - ?, reported_cost_nanos = ? WHERE id = ? AND stored_rows > 0;
