-- Grain: one row per price, in force or replaced, in the order in which they were stored.
-- Parameters: none.
-- Identity: every column of every price of every import.
SELECT
  import_id, id, tier_start, mode, effective_from_ns, effective_to_ns, input_picos, cached_picos, cache_write_picos,
  long_write_picos, output_picos, reasoning_picos, replaced_by, provider, model, source, catalogue, checked_on
FROM prices
ORDER BY id;
