-- Grain: what version 3 adds to the tables of version 2.
-- Parameters: none.
-- Identity: every row of version 2 stays as it is; the three new sums of model_cells are made anew from the rows.

-- The kind `invoices` needs another CHECK, which SQLite only takes with a new table.
CREATE TABLE imports_v3 (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('usage', 'outcomes', 'prices', 'invoices')),
  file_name TEXT NOT NULL,
  bytes INTEGER NOT NULL CHECK (bytes >= 0),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  tool_version TEXT NOT NULL,
  rows INTEGER NOT NULL CHECK (rows >= 0),
  new_rows INTEGER NOT NULL CHECK (new_rows >= 0),
  repeated_rows INTEGER NOT NULL CHECK (repeated_rows >= 0),
  restated_rows INTEGER NOT NULL CHECK (restated_rows >= 0),
  superseded_rows INTEGER NOT NULL CHECK (superseded_rows >= 0),
  shared_rows INTEGER NOT NULL CHECK (shared_rows >= 0),
  kept_rows INTEGER NOT NULL CHECK (kept_rows >= 0),
  replaced_rows INTEGER NOT NULL CHECK (replaced_rows >= 0),
  rejected_rows INTEGER NOT NULL CHECK (rejected_rows >= 0),
  -- Cost of the rejected rows whose cost could be read, and how many could not.
  rejected_cost_nanos INTEGER NOT NULL,
  rejected_without_cost INTEGER NOT NULL CHECK (rejected_without_cost BETWEEN 0 AND rejected_rows),
  stored_rows INTEGER NOT NULL CHECK (stored_rows >= 0),
  reported_cost_nanos INTEGER NOT NULL,
  tokens INTEGER NOT NULL CHECK (tokens >= 0),
  value_nanos INTEGER NOT NULL,
  minute_millis INTEGER NOT NULL,
  first_ns INTEGER,
  last_ns INTEGER CHECK (last_ns >= first_ns),
  undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),
  CHECK (rows = new_rows + repeated_rows + restated_rows + superseded_rows + shared_rows + kept_rows + replaced_rows)
) STRICT;
INSERT INTO imports_v3 (id, kind, file_name, bytes, sha256, tool_version, rows, new_rows, repeated_rows, restated_rows,
  superseded_rows, shared_rows, kept_rows, replaced_rows, rejected_rows, rejected_cost_nanos, rejected_without_cost,
  stored_rows, reported_cost_nanos, tokens, value_nanos, minute_millis, first_ns, last_ns, undone)
SELECT id, kind, file_name, bytes, sha256, tool_version, rows, new_rows, repeated_rows, restated_rows,
  superseded_rows, shared_rows, kept_rows, replaced_rows, rejected_rows, rejected_cost_nanos, rejected_without_cost,
  stored_rows, reported_cost_nanos, tokens, value_nanos, minute_millis, first_ns, last_ns, undone
FROM imports;
DROP TABLE imports;
ALTER TABLE imports_v3 RENAME TO imports;

-- Lines of the providers' bills. Periods are [start, end); months count from year 0; rounding_nanos is by how much
-- rounding can have changed the amount.
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

-- Where the cost of the rows comes from: reported by the provider (0 USD among them: free), otherwise computed from the
-- price book; rows with neither are the unpriced ones.
ALTER TABLE model_cells ADD COLUMN reported_rows INTEGER NOT NULL DEFAULT 0;
ALTER TABLE model_cells ADD COLUMN reported_nanos INTEGER NOT NULL DEFAULT 0;
ALTER TABLE model_cells ADD COLUMN free_rows INTEGER NOT NULL DEFAULT 0;
