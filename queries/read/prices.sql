-- Grain: one row per price.
-- Parameters: none.
-- Identity: every price of every import.
SELECT
  provider, model, effective_from_ns, effective_to_ns, input_picos, cached_picos, cache_write_picos, output_picos, source
FROM prices
ORDER BY model, coalesce(provider, ''), effective_from_ns;
