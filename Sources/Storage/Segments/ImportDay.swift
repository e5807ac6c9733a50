internal import GRDB
internal import TriageModel

/// What one import stored of a day.
public struct ImportDay: Hashable, Sendable {
  /// What the rows of a day come to.
  public struct Sums: Hashable, Sendable {
    public var requests: Int64 = 0
    public var inputTokens: Int64 = 0
    public var outputTokens: Int64 = 0
    /// As reported, in nano-dollars.
    public var costNanos: Int64 = 0
  }

  public var cell: ModelDay
  public var importID: Int64
  public var sums: Sums
  private var pairs = RowPairs()

  fileprivate init(_ cell: ModelDay, importID: Int64) {
    self.cell = cell
    self.importID = importID
    sums = Sums()
  }

  /// Whether each of the rows is there twice, under two ids.
  public var isInPairs: Bool { pairs.isComplete }

  fileprivate mutating func add(_ record: RequestRecord) {
    sums.add(record)
    pairs.add(record)
  }
}

extension ImportTransaction {
  private struct Key: CellKey {
    var cell: ModelDay
    var importID: Int32

    @inline(__always)
    var mixed: UInt64 { ByteHash.mix(cell.mixed, UInt64(UInt32(bitPattern: importID))) }
  }

  /// What some imports stored by days; to be called once all rows are stored.
  ///
  /// - Returns: in the order of days, providers, models, and imports.
  public func daysByImport(_ imports: Set<Int64>) throws -> [ImportDay] {
    var days = CellSums<Key, ImportDay>()
    try SegmentStore(db: db).forEachRequest(of: imports) { record in
      let key = Key(cell: ModelDay(record), importID: record.importID)
      let place = days.place(key, start: ImportDay(key.cell, importID: Int64(record.importID)))
      days[place].add(record)
    }
    return days.all.map(\.1).sorted { ($0.cell, $0.importID) < ($1.cell, $1.importID) }
  }
}

extension ImportDay.Sums {
  fileprivate mutating func add(_ record: RequestRecord) {
    requests &+= record.requests
    inputTokens &+= record.inputTokens
    outputTokens &+= record.outputTokens
    costNanos &+= record.reportedCostNanos
  }
}
