-- Grain: one new entry of the import ledger.
-- Parameters: kind, file_name, sha256, tool_version.
-- Identity: all counts 0.
INSERT INTO imports (kind, file_name, bytes, sha256, tool_version, rows, new_rows, repeated_rows, restated_rows,
  superseded_rows, shared_rows, kept_rows, replaced_rows, rejected_rows, rejected_cost_nanos, rejected_without_cost,
  stored_rows, reported_cost_nanos, tokens, value_nanos, minute_millis)
VALUES (?, ?, 0, ?, ?, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
