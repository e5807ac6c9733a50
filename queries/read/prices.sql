-- Grain: one row per price in force.
-- Parameters: none.
-- Identity: every price of every import that no later one replaced.
SELECT
  provider, model, tier_start, mode, effective_from_ns, effective_to_ns, input_picos, cached_picos, cache_write_picos,
  long_write_picos, output_picos, reasoning_picos, source, catalogue, checked_on
FROM prices NOT INDEXED
WHERE replaced_by IS NULL
ORDER BY model, coalesce(provider, ''), mode, tier_start, effective_from_ns;
