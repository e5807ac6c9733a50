-- Grain: one usage row, or none.
-- Parameters: request_id.
-- Identity: request_id is unique.
SELECT id, task_id, parent_request_id, at_ns, worker, department, category, provider, model, input_tokens,
  cached_tokens, cache_write_tokens, output_tokens, reasoning_tokens, reported_cost_nanos, requests, status
FROM requests WHERE request_id = ?;
