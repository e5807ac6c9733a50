-- Grain: one row per import, oldest first.
-- Parameters: none.
-- Identity: rows = new + repeated + restated + superseded + shared + kept + replaced.
SELECT
  id, kind, file_name, bytes, sha256, tool_version, rows, new_rows, repeated_rows, restated_rows, superseded_rows,
  shared_rows, kept_rows, replaced_rows, rejected_rows, rejected_cost_nanos, rejected_without_cost, stored_rows,
  reported_cost_nanos, tokens, value_nanos, minute_millis, first_ns, last_ns, undone
FROM imports
ORDER BY id;
