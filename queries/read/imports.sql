-- Grain: one row per import, oldest first.
-- Parameters: none.
-- Identity: rows = new + repeated + restated + superseded + shared.
SELECT
  id, kind, file_name, bytes, sha256, tool_version, rows, new_rows, repeated_rows, restated_rows, superseded_rows,
  shared_rows, reported_cost_nanos, tokens
FROM imports
ORDER BY id;
