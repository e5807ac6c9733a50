-- Grain: one new usage row.
-- Parameters: the columns in their order.
-- Identity: none.
INSERT INTO requests (import_id, request_id, task_id, parent_request_id, at_ns, worker, department, category,
  provider, model, input_tokens, cached_tokens, cache_write_tokens, output_tokens, reasoning_tokens,
  reported_cost_nanos, requests, status)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);
