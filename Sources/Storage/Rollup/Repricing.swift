internal import GRDB
internal import Queries
public import TriageModel

/// What the stored requests cost under the stored price book and would cost under another one: nothing is changed.
public struct Repricing: Sendable {
  /// Sums of one model in one month.
  public struct Line: Hashable, Sendable {
    public var month: Month
    public var provider: String?
    public var model: String
    public var rows: Int64 = 0
    /// Cost that counts now and would count, reported cost in both.
    public var nowNanos: Int128 = 0
    public var thenNanos: Int128 = 0
    /// Rows without a cost.
    public var unpricedNow: Int64 = 0
    public var unpricedThen: Int64 = 0
  }

  /// By month, provider and model.
  public var lines: [Line]
}

extension TriageDatabase {
  /// Works out the cost of every stored request under another price book.
  ///
  /// - Parameters:
  ///   - rows: the whole book.
  ///   - aliases: names under which models are looked up in both books; nil = those of the last rollup.
  ///   - zone: in which months are counted; nil = that of the last rollup.
  /// - Throws: `StorageError`.
  public func repriced(
    with rows: [PriceRow], aliases: [String: String]? = nil, zone: ReportingZone? = nil
  ) throws(StorageError) -> Repricing {
    try read { db in
      let stored = try Row.fetchAll(db, sql: Query.readPrices.sql).map(PriceRow.init)
      var old = try Pricing(db: db, rows: stored, aliases: aliases)
      var new = try Pricing(db: db, rows: rows, aliases: aliases)
      let segments = try SegmentStore(db: db)
      let names = try NameTexts(db)
      var months = MonthOfInstant(zone: try zone ?? DatabaseSettings.zone(db, path: path))
      var sums = CellSums<ModelCellNumbers, Repricing.Line>()
      try segments.forEachRequest { record in
        let key = ModelCellNumbers(month: months.month(record.atNanos), provider: record.provider, model: record.model)
        let place = sums.place(
          key,
          start: Repricing.Line(
            month: Month(index: Int(key.month)), provider: names[Int64(key.provider)],
            model: names[Int64(key.model)] ?? ""))
        let reported = record.present.contains(.cost) ? Int128(record.reportedCostNanos) : nil
        sums[place].add(now: reported ?? old.listCost(record), then: reported ?? new.listCost(record))
      }
      let lines = sums.all.map(\.1).sorted { left, right in
        (left.month.index, left.provider ?? "", left.model) < (right.month.index, right.provider ?? "", right.model)
      }
      return Repricing(lines: lines)
    }
  }
}

extension Repricing.Line {
  fileprivate mutating func add(now: Int128?, then: Int128?) {
    rows += 1
    if let now { nowNanos += now } else { unpricedNow += 1 }
    if let then { thenNanos += then } else { unpricedThen += 1 }
  }
}
