-- Grain: one row per provider, model, kind and span of months of the bill lines.
-- Parameters: none.
-- Identity: sum(amount_nanos) is the amount of all bill lines; list_nanos is NULL unless each line has one.
SELECT
  provider, model, kind, first_month, last_month, count(*) AS rows, sum(amount_nanos) AS amount_nanos,
  sum(rounding_nanos) AS rounding_nanos,
  CASE WHEN count(list_nanos) = count(*) THEN sum(list_nanos) END AS list_nanos
FROM invoices
GROUP BY provider, model, kind, first_month, last_month
ORDER BY provider, coalesce(model, ''), kind, first_month, last_month;
