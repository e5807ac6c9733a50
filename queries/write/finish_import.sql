-- Grain: one entry of the import ledger, completed.
-- Parameters: the columns in their order, then id.
-- Identity: rows = new + repeated + restated + superseded + shared + kept + replaced.
UPDATE imports SET bytes = ?, sha256 = ?, rows = ?, new_rows = ?, repeated_rows = ?, restated_rows = ?,
  superseded_rows = ?, shared_rows = ?, kept_rows = ?, replaced_rows = ?, rejected_rows = ?, rejected_cost_nanos = ?,
  rejected_without_cost = ?, stored_rows = ?, reported_cost_nanos = ?, tokens = ?, value_nanos = ?, minute_millis = ?,
  first_ns = ?, last_ns = ?
WHERE id = ?;
