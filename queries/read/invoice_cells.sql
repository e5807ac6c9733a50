-- Grain: one row per provider, model, kind and span of months of the bill lines.
-- Parameters: none.
-- Identity: amount_high × 2³² + amount_low is the amount of all bill lines, and no sum leaves its 64 bits; the list price
-- is NULL unless each line has one.
SELECT
  provider, model, kind, first_month, last_month, count(*) AS rows, min(start_ns) AS start_ns, max(end_ns) AS end_ns,
  sum(amount_nanos >> 32) AS amount_high, sum(amount_nanos & 4294967295) AS amount_low,
  sum(rounding_nanos) AS rounding_nanos,
  CASE WHEN count(list_nanos) = count(*) THEN sum(list_nanos >> 32) END AS list_high,
  CASE WHEN count(list_nanos) = count(*) THEN sum(list_nanos & 4294967295) END AS list_low
FROM invoices
GROUP BY provider, model, kind, first_month, last_month
ORDER BY provider, coalesce(model, ''), kind, first_month, last_month;
