-- Grain: one new price.
-- Parameters: the columns in their order.
-- Identity: none.
INSERT INTO prices (import_id, provider, model, tier_start, mode, effective_from_ns, effective_to_ns, input_picos,
  cached_picos, cache_write_picos, long_write_picos, output_picos, reasoning_picos, source, catalogue, checked_on)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);
