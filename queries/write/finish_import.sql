-- Grain: one entry of the import ledger, completed.
-- Parameters: the columns in their order, then id.
-- Identity: rows = new + repeated + restated + superseded + shared.
UPDATE imports SET bytes = ?, sha256 = ?, rows = ?, new_rows = ?, repeated_rows = ?, restated_rows = ?,
  superseded_rows = ?, shared_rows = ?, reported_cost_nanos = ?, tokens = ?, first_ns = ?, last_ns = ?
WHERE id = ?;
