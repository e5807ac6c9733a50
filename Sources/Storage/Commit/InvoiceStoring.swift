internal import GRDB
internal import Queries
public import TriageModel

/// What became of a bill line.
public enum InvoiceFate: Hashable, Sendable {
  case new
  /// The same line is there already.
  case repeated
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
  /// Stores a bill line; the same key with other content is a conflict.
  ///
  /// Within one import there is no later row to trust more: two lines of one key are a conflict whatever the policy.
  public func insert(_ row: InvoiceRow, importID: Int64, onConflict: ConflictPolicy) throws -> InvoiceFate {
    let found = try Row.fetchOne(db, sql: Query.writeFindInvoice.sql, arguments: [row.key])
    if let found {
      let other: Int64 = found["import_id"]
      if Self.isSame(found, row) {
        try countOverlap(importID, other, "repeated")
        return .repeated
      }
      guard onConflict == .replace, other != importID else {
        if onConflict == .keep { try countOverlap(importID, other, "kept") }
        return .conflict
      }
      try countOverlap(importID, other, "replaced")
      try db.execute(sql: "DELETE FROM invoices WHERE id = ?", arguments: [found["id"] as Int64])
      // The ledger says what is stored of an import; one of this transaction is completed at its end.
      try db.execute(
        sql: """
          UPDATE imports SET stored_rows = stored_rows - 1, reported_cost_nanos = reported_cost_nanos - ?
          WHERE id = ? AND stored_rows > 0
          """, arguments: [found["amount_nanos"] as Int64, other])
    }
    try db.execute(
      sql: Query.writeInsertInvoice.sql,
      arguments: [
        importID, row.key, row.format, row.provider, row.invoiceID, row.start.nanosSinceEpoch, row.end.nanosSinceEpoch,
        row.firstMonth.index, row.lastMonth.index, row.model, row.kind.rawValue, row.amountNanos, row.roundingNanos,
        row.listNanos,
      ])
    return found == nil ? .new : .replaced
  }

  private static func isSame(_ found: Row, _ row: InvoiceRow) -> Bool {
    found["amount_nanos"] as Int64? == row.amountNanos && found["end_ns"] as Int64? == row.end.nanosSinceEpoch
      && found["start_ns"] as Int64? == row.start.nanosSinceEpoch && found["provider"] as String? == row.provider
      && found["model"] as String? == row.model && found["kind"] as String? == row.kind.rawValue
      && found["list_nanos"] as Int64? == row.listNanos
  }

  private func countOverlap(_ importID: Int64, _ other: Int64, _ fate: String) throws {
    guard importID != other else { return }
    try db.execute(sql: Query.writeCountOverlap.sql, arguments: [importID, other, fate])
  }

  /// What is stored of an import's bill lines.
  public func invoiceTotals(importID: Int64) throws -> ControlTotals {
    var totals = ControlTotals()
    let row = try Row.fetchOne(
      db, sql: "SELECT count(*) AS rows, coalesce(sum(amount_nanos), 0) AS nanos FROM invoices WHERE import_id = ?",
      arguments: [importID])
    totals.rows = row?["rows"] ?? 0
    totals.reportedCostNanos = row?["nanos"] ?? 0
    return totals
  }

  /// Bills of other formats for the same provider and time as an import's.
  public func otherBills(importID: Int64) throws -> [BillOverlap] {
    try Row.fetchAll(db, sql: Query.readOtherBills.sql, arguments: [importID]).map { row in
      BillOverlap(
        provider: row["provider"], otherImport: row["import_id"], otherFormat: row["format"],
        start: Instant(nanosSinceEpoch: row["start_ns"]), end: Instant(nanosSinceEpoch: row["end_ns"]))
    }
  }
}

extension TriageDatabase {
  /// Every bill line, by its key.
  public func invoices() throws(StorageError) -> [InvoiceRow] {
    try read { db in
      try Row.fetchAll(db, sql: Query.readInvoices.sql).map { row in
        var invoice = InvoiceRow(
          provider: row["provider"], start: Instant(nanosSinceEpoch: row["start_ns"]),
          end: Instant(nanosSinceEpoch: row["end_ns"]), amountNanos: row["amount_nanos"], key: row["line_key"],
          format: "")
        invoice.invoiceID = row["invoice_id"]
        invoice.model = row["model"]
        invoice.kind = InvoiceRow.Kind(rawValue: row["kind"]) ?? .usage
        invoice.listNanos = row["list_nanos"]
        return invoice
      }
    }
  }
}

extension DatabaseRollupSource {
  public func invoiceCells() throws -> [InvoiceCell] {
    try database.read { db in
      try Row.fetchAll(db, sql: Query.readInvoiceCells.sql).map { row in
        InvoiceCell(
          provider: row["provider"], model: row["model"], kind: InvoiceRow.Kind(rawValue: row["kind"]) ?? .usage,
          firstMonth: Month(index: row["first_month"]), lastMonth: Month(index: row["last_month"]),
          rows: Int128(row["rows"] as Int64), amountNanos: Int128(row["amount_nanos"] as Int64),
          roundingNanos: Int128(row["rounding_nanos"] as Int64),
          listNanos: (row["list_nanos"] as Int64?).map { Int128($0) })
      }
    }
  }
}
