-- Grain: one price in force, or none.
-- Parameters: model, provider (blank = empty text), tier_start, mode, effective_from_ns.
-- Identity: the five are unique together.
SELECT id, import_id, effective_to_ns, input_picos, cached_picos, cache_write_picos, long_write_picos, output_picos,
  reasoning_picos
FROM prices
WHERE model = ? AND coalesce(provider, '') = ? AND tier_start = ? AND mode = ? AND effective_from_ns = ?
  AND replaced_by IS NULL;
