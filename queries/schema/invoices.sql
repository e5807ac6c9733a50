-- Grain: the tables of bill lines: runs of up to 2,048 lines of one import, and what each run covers of a provider.
-- Parameters: none.
-- Identity: amounts add up to the amounts of the imports that hold them, and no two lines have one key. Periods are
-- [start, end).

-- Integers packed by column in one blob, texts in the other; first_ns and last_ns are the earliest and the latest start.
CREATE TABLE invoice_segments (
  id INTEGER PRIMARY KEY,
  import_id INTEGER NOT NULL REFERENCES imports (id),
  format TEXT NOT NULL,
  first_ns INTEGER NOT NULL,
  last_ns INTEGER NOT NULL CHECK (last_ns >= first_ns),
  rows INTEGER NOT NULL CHECK (rows > 0),
  figures_checksum INTEGER NOT NULL,
  texts_checksum INTEGER NOT NULL,
  figures BLOB NOT NULL,
  texts BLOB NOT NULL
) STRICT;
CREATE INDEX invoice_segments_by_import ON invoice_segments (import_id);

CREATE TABLE invoice_spans (
  segment_id INTEGER NOT NULL REFERENCES invoice_segments (id) ON DELETE CASCADE,
  provider INTEGER NOT NULL REFERENCES names (id),
  start_ns INTEGER NOT NULL,
  end_ns INTEGER NOT NULL CHECK (end_ns > start_ns),
  PRIMARY KEY (segment_id, provider)
) STRICT, WITHOUT ROWID;
