internal import GRDB
internal import Queries

/// Derives the control totals of every import from the stored rows and compares them with the ledger.
struct ControlTotalsCheck {
  let db: Database
  let path: String

  /// - Parameter walked: the control columns where a walk over the pages has added them up.
  func run(_ walked: ControlColumnSums? = nil) throws {
    try PriceTotals(db: db, path: path).check()
    var sums = try (walked ?? ControlColumnSums(path: path)).totals(db)
    var bills: [Int64: (rows: Int64, nanos: Int128)] = [:]
    try InvoiceStore(db: db, path: path).forEachFigures(of: nil) { importID, figures in
      bills[importID, default: (0, 0)].rows += Int64(figures.count)
      bills[importID, default: (0, 0)].nanos += figures.amount.total()
    }
    for (importID, bill) in bills {
      guard let narrow = Int64(exactly: bill.nanos) else { throw StorageError.overflow(what: "the amount of a bill") }
      sums.add(import: importID, rows: bill.rows, amountNanos: narrow)
    }
    try compare(sums)
  }

  private func compare(_ sums: ImportSums) throws {
    for entry in try Row.fetchAll(db, sql: Query.readImports.sql).compactMap(LedgerEntry.init) {
      let found = sums.totals[Int32(truncatingIfNeeded: entry.id)] ?? ControlTotals()
      let expected = entry.isUndone ? ControlTotals() : entry.stored
      guard found != expected else { continue }
      func differs(_ name: String, _ path: KeyPath<ControlTotals, Int64>) -> String? {
        let (wanted, got) = (expected[keyPath: path], found[keyPath: path])
        return wanted == got ? nil : "\(name): expected \(wanted), found \(got)"
      }
      let differences = [
        differs("rows", \.rows), differs("cost in nano-dollars", \.reportedCostNanos), differs("tokens", \.tokens),
        differs("value in nano-dollars", \.valueNanos), differs("milli-minutes", \.minuteMillis),
      ].compactMap { $0 }
      throw StorageError.controlTotal(
        path: path, check: "of import \(entry.id)", detail: differences.joined(separator: "; "))
    }
  }

  /// Sums by import.
  struct ImportSums: Sendable {
    private(set) var totals: [Int32: ControlTotals] = [:]

    /// Takes the bill lines of an import, which has no other rows.
    mutating func add(import id: Int64, rows: Int64, amountNanos: Int64) {
      var sum = ControlTotals()
      sum.rows = rows
      sum.reportedCostNanos = amountNanos
      totals[Int32(truncatingIfNeeded: id)] = sum
    }

    /// Adds the rows of a segment.
    mutating func add(_ columns: ControlColumns, _ kind: Segment.Kind) throws {
      guard columns.importID.isConstant, columns.count > 0 else { return try addRows(columns, kind) }
      try add(
        Int32(truncatingIfNeeded: columns.importID[0]), kind, rows: columns.count,
        amountNanos: narrow(columns.amount.total()), counts: narrow(columns.counts.reduce(0) { $0 + $1.total() }))
    }

    private func narrow(_ sum: Int128) throws(StorageError) -> Int64 {
      guard let narrow = Int64(exactly: sum) else { throw .overflow(what: "the total of an import") }
      return narrow
    }

    /// Rows of one import mostly lie together.
    private mutating func addRows(_ columns: ControlColumns, _ kind: Segment.Kind) throws {
      var (first, amount, counts): (Int, Int64, Int64) = (0, 0, 0)
      for row in 0..<columns.count {
        if columns.importID[row] != columns.importID[first] {
          try add(
            Int32(truncatingIfNeeded: columns.importID[first]), kind, rows: row - first, amountNanos: amount,
            counts: counts)
          (first, amount, counts) = (row, 0, 0)
        }
        amount = try ControlTotals.sum(amount, columns.amount[row])
        for column in columns.counts { counts = try ControlTotals.sum(counts, column[row]) }
      }
      guard columns.count > 0 else { return }
      try add(
        Int32(truncatingIfNeeded: columns.importID[first]), kind, rows: columns.count - first, amountNanos: amount,
        counts: counts)
    }

    /// - Parameter counts: tokens or milli-minutes.
    private mutating func add(
      _ importID: Int32, _ kind: Segment.Kind, rows: Int, amountNanos: Int64, counts: Int64
    ) throws(StorageError) {
      var sum = ControlTotals()
      sum.rows = Int64(rows)
      switch kind {
      case .requests, .replaced: (sum.reportedCostNanos, sum.tokens) = (amountNanos, counts)
      case .outcomes: (sum.valueNanos, sum.minuteMillis) = (amountNanos, counts)
      }
      try totals[importID, default: ControlTotals()].add(sum)
    }
  }
}
