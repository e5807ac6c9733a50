internal import GRDB
internal import Queries
internal import TriageModel

/// The bill lines of a database, found and stored one at a time by statements that are prepared once.
final class InvoiceTable {
  /// A line that is there under a key.
  struct Stored {
    var id: Int64
    var importID: Int64
    var amountNanos: Int64
    /// Whether nothing but the import differs from the line that was asked for.
    var isSame: Bool
  }

  private let find, insertion, removal, ledger, overlap: SQLStatement
  private let zone: ReportingZone

  /// - Parameter zone: where months are counted.
  init(db: Database, zone: ReportingZone) throws {
    find = try SQLStatement(db, Query.writeFindInvoice.sql)
    insertion = try SQLStatement(db, Query.writeInsertInvoice.sql)
    removal = try SQLStatement(db, Query.writeRemoveInvoice.sql)
    ledger = try SQLStatement(db, Query.writeReleaseInvoice.sql)
    overlap = try SQLStatement(db, Query.writeCountOverlap.sql)
    self.zone = zone
  }

  /// The line with the key of `row`, compared with it.
  func stored(like row: InvoiceRow) throws -> Stored? {
    find.bind(row.key, at: 1)
    guard try find.step() else { return nil }
    defer { find.reset() }
    let hasSameSpan = find.int(4) == row.start.nanosSinceEpoch && find.int(5) == row.end.nanosSinceEpoch
    let hasSameAmounts = find.int(7) == row.amountNanos && find.optionalInt(9) == row.listNanos
    let hasSameNames = find.text(2) == row.provider && find.text(6) == row.model && find.text(8) == row.kind.rawValue
    let isSame = hasSameSpan && hasSameAmounts && hasSameNames
    return Stored(id: find.int(0), importID: find.int(1), amountNanos: find.int(7), isSame: isSame)
  }

  func insert(_ row: InvoiceRow, importID: Int64) throws {
    let months = row.months(in: zone)
    insertion.bind(importID, at: 1)
    insertion.bind(row.key, at: 2)
    insertion.bind(row.format, at: 3)
    insertion.bind(row.provider, at: 4)
    insertion.bind(row.invoiceID, at: 5)
    insertion.bind(row.start.nanosSinceEpoch, at: 6)
    insertion.bind(row.end.nanosSinceEpoch, at: 7)
    insertion.bind(Int64(months.first.index), at: 8)
    insertion.bind(Int64(months.last.index), at: 9)
    insertion.bind(row.model, at: 10)
    insertion.bind(row.kind.rawValue, at: 11)
    insertion.bind(row.amountNanos, at: 12)
    insertion.bind(row.roundingNanos, at: 13)
    insertion.bind(row.listNanos, at: 14)
    try insertion.run()
  }

  /// Takes a line out, and out of what the ledger says is stored of its import.
  func remove(_ line: Stored) throws {
    removal.bind(line.id, at: 1)
    try removal.run()
    ledger.bind(line.amountNanos, at: 1)
    ledger.bind(line.importID, at: 2)
    try ledger.run()
  }

  func countOverlap(_ importID: Int64, _ other: Int64, _ fate: String) throws {
    overlap.bind(importID, at: 1)
    overlap.bind(other, at: 2)
    overlap.bind(fate, at: 3)
    try overlap.run()
  }

  /// A sum that SQL adds up in two halves.
  static func amount(high: Int64, low: Int64) -> Int128 { (Int128(high) << 32) + Int128(low) }

  /// Counts the months of all lines anew, in another zone than before.
  static func recountMonths(_ db: Database, zone: ReportingZone) throws {
    let read = try SQLStatement(db, Query.readInvoiceSpans.sql)
    var spans: [(id: Int64, first: Int, last: Int)] = []
    while try read.step() {
      let row = InvoiceRow(
        provider: "", start: Instant(nanosSinceEpoch: read.int(1)), end: Instant(nanosSinceEpoch: read.int(2)),
        amountNanos: 0, key: "", format: "")
      let months = row.months(in: zone)
      spans.append((read.int(0), months.first.index, months.last.index))
    }
    let write = try SQLStatement(db, Query.writeInvoiceMonths.sql)
    for span in spans {
      write.bind(Int64(span.first), at: 1)
      write.bind(Int64(span.last), at: 2)
      write.bind(span.id, at: 3)
      try write.run()
    }
  }
}
