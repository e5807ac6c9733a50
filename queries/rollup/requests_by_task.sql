-- Grain: one row per usage row, ordered by task (blank tasks first), then by request id.
-- Parameters: none.
-- Identity: as many rows as the table requests; names are ids, 0 = blank.
SELECT
  task_id, at_ns,
  coalesce(department, 0) AS department, coalesce(category, 0) AS category,
  coalesce(provider, 0) AS provider, model,
  input_tokens, cached_tokens, cache_write_tokens, output_tokens, reasoning_tokens,
  reported_cost_nanos, requests
FROM requests
ORDER BY task_id, request_id;
