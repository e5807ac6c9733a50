-- Grain: one price, or none.
-- Parameters: model, provider (blank = empty text), effective_from_ns.
-- Identity: the three are unique together.
SELECT id, effective_to_ns, input_picos, cached_picos, cache_write_picos, output_picos FROM prices
WHERE model = ? AND coalesce(provider, '') = ? AND effective_from_ns = ?;
