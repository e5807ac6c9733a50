internal import GRDB
internal import TriageModel

/// What is stored of a day: rows of single requests, and rows that stand for several.
public struct DaySums: Hashable, Sendable {
  public struct Sums: Hashable, Sendable {
    public var requests: Int64 = 0
    public var inputTokens: Int64 = 0
    public var outputTokens: Int64 = 0
  }

  public var cell: ModelDay
  public var single = Sums()
  public var several = Sums()
  /// Whether a row of one of the imports that were asked about is part of them.
  public var isTouched = false
}

extension ImportTransaction {
  /// Notes that a canonical file has rows that stand for several requests.
  public func noteSeveral(importID: Int64) throws {
    try DatabaseSettings.set("several/\(importID)", "1", db)
  }

  /// The days on which the canonical rows that are stored have both forms; to be called once all rows are stored.
  ///
  /// - Parameters:
  ///   - imports: those of canonical usage.
  ///   - touching: those whose rows are looked for.
  /// - Returns: in the order of days, providers and models; nothing is read where no file has rows of several requests.
  public func daysInBothForms(imports: Set<Int64>, touching: Set<Int64>) throws -> [DaySums] {
    let noted = try String.fetchAll(db, sql: "SELECT name FROM settings WHERE name LIKE 'several/%'")
    guard noted.contains(where: { name in imports.contains { name == "several/\($0)" } }) else { return [] }
    var days = CellSums<ModelDay, DaySums>()
    try SegmentStore(db: db).forEachRequest(of: imports) { record in
      let cell = ModelDay(record)
      let place = days.place(cell, start: DaySums(cell: cell))
      if record.requests > 1 { days[place].several.add(record) } else { days[place].single.add(record) }
      if touching.contains(Int64(record.importID)) { days[place].isTouched = true }
    }
    return days.all.map(\.1).filter { $0.isTouched && $0.single.requests > 0 && $0.several.requests > 0 }
      .sorted { $0.cell < $1.cell }
  }
}

extension DaySums.Sums {
  fileprivate mutating func add(_ record: RequestRecord) {
    requests &+= record.requests
    inputTokens &+= record.inputTokens
    outputTokens &+= record.outputTokens
  }
}
