-- Grain: one new price.
-- Parameters: the columns in their order.
-- Identity: none.
INSERT INTO prices (import_id, provider, model, effective_from_ns, effective_to_ns, input_picos, cached_picos,
  cache_write_picos, output_picos, source)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?);
