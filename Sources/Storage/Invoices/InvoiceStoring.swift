internal import GRDB
internal import Queries
public import TriageModel

/// What became of a bill line.
public enum InvoiceFate: Hashable, Sendable {
  case new
  /// The same line is there already.
  case repeated
  /// The same line stands in the same import already.
  case twice
  /// The line is there with another amount or period, and stays.
  case conflict
  /// Took the place of the line that was there.
  case replaced
}

/// Charges that two imports of different formats both hold.
public struct BillOverlap: Hashable, Sendable {
  public var provider: String
  public var otherImport: Int64
  public var otherFormat: String
  public var start: Instant
  public var end: Instant
}

extension ImportTransaction {
  /// Takes a bill line; the same key with other content is a conflict.
  ///
  /// Within one import there is no later row to trust more: two lines of one key are a conflict whatever the policy.
  ///
  /// - Parameters:
  ///   - key: identifies the line; lines of one key start at one time.
  ///   - format: of the import, by name.
  public func insert(
    _ record: InvoiceRecord, key: UnsafeRawBufferPointer, invoiceID: UnsafeRawBufferPointer, importID: Int32,
    format: String, onConflict: ConflictPolicy
  ) throws -> InvoiceFate {
    try invoiceTable.insert(
      record, key: key, invoiceID: invoiceID, importID: importID, format: format, onConflict: onConflict)
  }

  /// Whether the line of a key is this one; nil where there is none.
  public func holds(_ record: InvoiceRecord, key: UnsafeRawBufferPointer) throws -> Bool? {
    try invoiceTable.holds(record, key: key)
  }

  /// The line that has a key, and its import; nil where none has.
  ///
  /// - Parameter record: starts when that line does, as all lines of one key.
  public func held(
    besides record: InvoiceRecord, key: UnsafeRawBufferPointer
  ) throws -> (record: InvoiceRecord, importID: Int64)? {
    try invoiceTable.held(near: record.startNanos, key: key)
  }

  /// What is stored of an import's bill lines.
  ///
  /// - Throws: `StorageError.overflow` where their amount leaves 64 bits.
  public func invoiceTotals(importID: Int64) throws -> ControlTotals {
    try invoiceTable.flush()
    var totals = ControlTotals()
    var nanos: Int128 = 0
    try InvoiceStore(db: db, path: path).forEachFigures(of: importID) { _, figures in
      totals.rows += Int64(figures.count)
      nanos += figures.amount.total()
    }
    guard let narrow = Int64(exactly: nanos) else { throw StorageError.overflow(what: "the amount of a bill") }
    totals.reportedCostNanos = narrow
    return totals
  }

  /// Bills of other formats for the same provider, kind of charge and time as an import's: seats, taxes and credits are
  /// not the usage that another bill charges.
  public func otherBills(importID: Int64) throws -> [BillOverlap] {
    try invoiceTable.flush()
    let found = try Row.fetchAll(db, sql: Query.readOtherBills.sql, arguments: [importID])
    return try found.compactMap { row in
      let (provider, other): (String, Int64) = (try row.value("provider"), try row.value("import_id"))
      let names = Set(
        try Int32.fetchAll(db, sql: "SELECT id FROM names WHERE lower(name) = ?", arguments: [provider]))
      let own = try billedSpans(importID: importID, providers: names)
      let others = try billedSpans(importID: other, providers: names)
      let common = own.compactMap { kind, span in others[kind].map { span.clamped(to: $0) } }.filter { !$0.isEmpty }
      guard let start = common.map(\.lowerBound).min(), let end = common.map(\.upperBound).max() else { return nil }
      return BillOverlap(
        provider: provider, otherImport: other, otherFormat: try row.value("format"),
        start: Instant(nanosSinceEpoch: start), end: Instant(nanosSinceEpoch: end))
    }
  }

  /// From where to where an import's lines of some providers reach, by kind; an adjustment corrects usage.
  private func billedSpans(importID: Int64, providers: Set<Int32>) throws -> [InvoiceRow.Kind: Range<Int64>] {
    var spans: [InvoiceRow.Kind: Range<Int64>] = [:]
    try InvoiceStore(db: db, path: path).forEachFigures(of: importID) { _, figures in
      for row in 0..<figures.count {
        let line = try figures.record(row)
        guard providers.contains(line.provider), line.endNanos > line.startNanos else { continue }
        let kind = line.kind == .adjustment ? .usage : line.kind
        let known = spans[kind] ?? line.startNanos..<line.endNanos
        spans[kind] = min(known.lowerBound, line.startNanos)..<max(known.upperBound, line.endNanos)
      }
    }
    return spans
  }
}

extension TriageDatabase {
  /// Every bill line, by its key.
  public func invoices() throws(StorageError) -> [InvoiceRow] {
    try read { db in
      let store = InvoiceStore(db: db, path: path)
      let names = try NameTexts(db)
      let segments = try store.directory().map { try store.lines($0.id) }
      var places: [(segment: Int, row: Int)] = []
      for (segment, lines) in segments.enumerated() { places += lines.records.indices.map { (segment, $0) } }
      places.sort { left, right in
        let (first, second) = (segments[left.segment], segments[right.segment])
        return InvoiceLines.precedes(
          first.arena.text(first.records[left.row].key), second.arena.text(second.records[right.row].key))
      }
      return places.map { place in Self.row(segments[place.segment], place.row, names) }
    }
  }

  private static func row(_ lines: InvoiceLines, _ row: Int, _ names: NameTexts) -> InvoiceRow {
    let record = lines.records[row]
    var invoice = InvoiceRow(
      provider: names[Int64(record.provider)] ?? "", start: Instant(nanosSinceEpoch: record.startNanos),
      end: Instant(nanosSinceEpoch: record.endNanos), amountNanos: record.amountNanos,
      key: lines.arena.string(record.key) ?? "", format: "")
    invoice.invoiceID = lines.arena.string(record.invoiceID)
    invoice.model = names[Int64(record.model)]
    invoice.kind = record.kind
    invoice.listNanos = record.listNanos
    return invoice
  }
}

extension DatabaseRollupSource {
  public func invoiceCells() throws -> [InvoiceCell] {
    try database.read { db in
      var sums = InvoiceSums(zone: try DatabaseSettings.zone(db, path: database.path))
      try InvoiceStore(db: db, path: database.path).forEachFigures(of: nil) { _, figures in try sums.add(figures) }
      return sums.cells(try NameTexts(db))
    }
  }
}
