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
  /// Stores a bill line; the same key with other content is a conflict.
  ///
  /// Within one import there is no later row to trust more: two lines of one key are a conflict whatever the policy.
  public func insert(_ row: InvoiceRow, importID: Int64, onConflict: ConflictPolicy) throws -> InvoiceFate {
    let found = try invoiceTable.stored(like: row)
    if let found {
      if found.isSame {
        try countOverlap(importID, found.importID, "repeated")
        return found.importID == importID ? .twice : .repeated
      }
      guard onConflict == .replace, found.importID != importID else {
        if onConflict == .keep { try countOverlap(importID, found.importID, "kept") }
        return .conflict
      }
      try countOverlap(importID, found.importID, "replaced")
      try invoiceTable.remove(found)
    }
    try invoiceTable.insert(row, importID: importID)
    return found == nil ? .new : .replaced
  }

  private func countOverlap(_ importID: Int64, _ other: Int64, _ fate: String) throws {
    guard importID != other else { return }
    try invoiceTable.countOverlap(importID, other, fate)
  }

  /// What is stored of an import's bill lines.
  ///
  /// - Throws: `StorageError.overflow` where their amount leaves 64 bits.
  public func invoiceTotals(importID: Int64) throws -> ControlTotals {
    var totals = ControlTotals()
    guard let row = try Row.fetchOne(db, sql: Query.readInvoiceTotals.sql, arguments: [importID]) else { return totals }
    totals.rows = row["rows"]
    guard let nanos = Int64(exactly: InvoiceTable.amount(high: row["amount_high"], low: row["amount_low"])) else {
      throw StorageError.overflow(what: "the amount of a bill")
    }
    totals.reportedCostNanos = nanos
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
          rows: Int128(row["rows"] as Int64),
          amountNanos: InvoiceTable.amount(high: row["amount_high"], low: row["amount_low"]),
          roundingNanos: Int128(row["rounding_nanos"] as Int64),
          listNanos: (row["list_high"] as Int64?).map { InvoiceTable.amount(high: $0, low: row["list_low"]) },
          start: Instant(nanosSinceEpoch: row["start_ns"]), end: Instant(nanosSinceEpoch: row["end_ns"]))
      }
    }
  }
}
