internal import GRDB
internal import Queries

/// The stored segments of bill lines.
struct InvoiceStore {
  let db: Database
  /// Of the database, for messages.
  let path: String

  struct Entry {
    var id: Int64
    var importID: Int64
    var format: String
    /// The earliest and the latest start of a line.
    var firstNanos: Int64
    var lastNanos: Int64
    var rows: Int
  }

  /// All segments in the order in which they came.
  func directory() throws -> [Entry] {
    let list = try SQLStatement(db, Query.readInvoiceDirectory.sql)
    var entries: [Entry] = []
    while try list.step() {
      entries.append(
        Entry(
          id: list.int(0), importID: list.int(1), format: list.text(2) ?? "", firstNanos: list.int(3),
          lastNanos: list.int(4), rows: Int(list.int(5))))
    }
    return entries
  }

  /// The lines of one segment.
  func lines(_ id: Int64) throws -> InvoiceLines {
    let read = try SQLStatement(db, Query.readInvoiceBytes.sql)
    read.bind(id, at: 1)
    guard try read.step() else { throw StorageError.damaged(path: path, detail: "a segment of bill lines is missing") }
    defer { read.reset() }
    let (figures, texts) = (read.bytes(0), read.bytes(1))
    guard BlockHash.checksum(figures) == read.int(2), BlockHash.checksum(texts) == read.int(3) else {
      throw mismatch
    }
    var arena = ByteBuffer(capacity: texts.count)
    let records = try InvoiceSegment.read(figures: figures, texts: texts, into: &arena)
    return InvoiceLines(records, arena)
  }

  /// Calls `body` with the numbers of each segment of an import.
  ///
  /// - Parameter importID: nil = of all imports.
  func forEachFigures(of importID: Int64?, _ body: (Int64, InvoiceSegment.Figures) throws -> Void) throws {
    let read = try SQLStatement(db, Query.readInvoiceFigures.sql)
    read.bind(importID, at: 1)
    while try read.step() {
      let figures = read.bytes(1)
      guard BlockHash.checksum(figures) == read.int(2) else { throw mismatch }
      try body(read.int(0), InvoiceSegment.Figures(figures))
    }
  }

  private var mismatch: StorageError {
    .damaged(path: path, detail: "a checksum does not match the stored bill lines")
  }

  /// Stores lines of one import as a segment and gives its number.
  func insert(
    _ records: [InvoiceRecord], _ arena: borrowing ByteBuffer, importID: Int64, format: String
  ) throws -> Int64 {
    var figures = ByteBuffer(capacity: records.count * 32)
    var texts = ByteBuffer(capacity: arena.count)
    InvoiceSegment.append(records, arena, figures: &figures, texts: &texts)
    var (first, last) = (Int64.max, Int64.min)
    for record in records {
      first = min(first, record.startNanos)
      last = max(last, record.startNanos)
    }
    let insert = try SQLStatement(db, Query.writeInsertInvoiceSegment.sql)
    insert.bind(importID, at: 1)
    insert.bind(format, at: 2)
    insert.bind(first, at: 3)
    insert.bind(last, at: 4)
    insert.bind(Int64(records.count), at: 5)
    insert.bind(BlockHash.checksum(figures.bytes), at: 6)
    insert.bind(BlockHash.checksum(texts.bytes), at: 7)
    insert.bind(bytes: figures.bytes, at: 8)
    insert.bind(bytes: texts.bytes, at: 9)
    try insert.run()
    let id = db.lastInsertedRowID
    try insertSpans(of: records, segment: id)
    return id
  }

  /// Notes what the lines cover, by provider.
  private func insertSpans(of records: [InvoiceRecord], segment: Int64) throws {
    var spans: [(provider: Int32, start: Int64, end: Int64)] = []
    var place = 0
    for record in records {
      if place >= spans.count || spans[place].provider != record.provider {
        place = spans.firstIndex { $0.provider == record.provider } ?? spans.count
        if place == spans.count { spans.append((record.provider, record.startNanos, record.endNanos)) }
      }
      spans[place].start = min(spans[place].start, record.startNanos)
      spans[place].end = max(spans[place].end, record.endNanos)
    }
    let insert = try SQLStatement(db, Query.writeInsertInvoiceSpan.sql)
    for span in spans {
      insert.bind(segment, at: 1)
      insert.bind(Int64(span.provider), at: 2)
      insert.bind(span.start, at: 3)
      insert.bind(span.end, at: 4)
      try insert.run()
    }
  }

  func remove(_ id: Int64) throws {
    try db.execute(sql: "DELETE FROM invoice_segments WHERE id = ?", arguments: [id])
  }
}
