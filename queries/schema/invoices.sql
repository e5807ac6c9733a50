-- Grain: one row per line of a provider's bill.
-- Parameters: none.
-- Identity: amounts add up to the amounts of the imports that hold them. Periods are [start, end); months count from year
-- 0; rounding_nanos is by how much rounding can have changed the amount.

CREATE TABLE invoices (
  id INTEGER PRIMARY KEY,
  import_id INTEGER NOT NULL REFERENCES imports (id),
  line_key TEXT NOT NULL UNIQUE,
  format TEXT NOT NULL,
  provider TEXT NOT NULL,
  invoice_id TEXT,
  start_ns INTEGER NOT NULL,
  end_ns INTEGER NOT NULL CHECK (end_ns > start_ns),
  first_month INTEGER NOT NULL,
  last_month INTEGER NOT NULL CHECK (last_month >= first_month),
  model TEXT,
  kind TEXT NOT NULL CHECK (kind IN ('usage', 'credit', 'tax', 'purchase', 'adjustment')),
  amount_nanos INTEGER NOT NULL,
  rounding_nanos INTEGER NOT NULL CHECK (rounding_nanos >= 0),
  list_nanos INTEGER
) STRICT;
CREATE INDEX invoices_by_import ON invoices (import_id);
