internal import GRDB
internal import Queries

/// Derives the control totals of every import from the stored rows and compares them with the ledger.
struct ControlTotalsCheck {
  let db: Database
  let path: String

  func run() throws {
    var sums = ImportSums()
    let read = try SQLStatement(db, Query.readSegmentFigures.sql)
    while try read.step() {
      let figures = read.bytes(1)
      guard BlockHash.checksum(figures) == read.int(2) else {
        throw StorageError.damaged(path: path, detail: "a checksum does not match the stored rows")
      }
      try sums.add(figures, isOutcomes: read.int(0) == Segment.Kind.outcomes.rawValue)
    }
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
    mutating func add(_ bytes: UnsafeRawBufferPointer, isOutcomes: Bool) throws {
      if isOutcomes {
        let columns = try OutcomeSegment.columns(bytes)
        guard columns.imports.isConstant, columns.count > 0 else { return try addRows(columns) }
        var sum = ControlTotals()
        sum.rows = Int64(columns.count)
        sum.valueNanos = try narrow(columns.value.total())
        sum.minuteMillis = try narrow(columns.saved.total() + columns.review.total() + columns.rework.total())
        try totals[Int32(truncatingIfNeeded: columns.imports[0]), default: ControlTotals()].add(sum)
      } else {
        let figures = try RequestSegment.Figures(bytes)
        guard figures.importID.isConstant, figures.count > 0 else { return try addRows(figures) }
        var sum = ControlTotals()
        sum.rows = Int64(figures.count)
        sum.reportedCostNanos = try narrow(figures.cost.total())
        sum.tokens = try narrow(figures.tokens[0].total() + figures.tokens[3].total())
        try totals[Int32(truncatingIfNeeded: figures.importID[0]), default: ControlTotals()].add(sum)
      }
    }

    private func narrow(_ sum: Int128) throws(StorageError) -> Int64 {
      guard let narrow = Int64(exactly: sum) else { throw .overflow(what: "the total of an import") }
      return narrow
    }

    private mutating func addRows(_ columns: OutcomeSegment.ControlColumns) throws {
      try add(columns.count, imports: columns.imports) { row, totals in
        totals.valueNanos = try ControlTotals.sum(totals.valueNanos, columns.value[row])
        totals.minuteMillis = try ControlTotals.sum(
          totals.minuteMillis, columns.saved[row] + columns.review[row] + columns.rework[row])
      }
    }

    private mutating func addRows(_ figures: RequestSegment.Figures) throws {
      try add(figures.count, imports: figures.importID) { row, totals in
        totals.reportedCostNanos = try ControlTotals.sum(totals.reportedCostNanos, figures.cost[row])
        totals.tokens = try ControlTotals.sum(totals.tokens, figures.tokens[0][row] + figures.tokens[3][row])
      }
    }

    private mutating func add(
      _ count: Int, imports: PackedColumn.View, _ addRow: (Int, inout ControlTotals) throws -> Void
    ) throws {
      guard count > 0 else { return }
      var id = Int32(truncatingIfNeeded: imports[0])
      var sum = ControlTotals()
      for row in 0..<count {
        let owner = Int32(truncatingIfNeeded: imports[row])
        if owner != id {
          try totals[id, default: ControlTotals()].add(sum)
          (id, sum) = (owner, ControlTotals())
        }
        sum.rows += 1
        try addRow(row, &sum)
      }
      try totals[id, default: ControlTotals()].add(sum)
    }
  }
}
