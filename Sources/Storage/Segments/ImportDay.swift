internal import GRDB
internal import TriageModel

/// What one import stored of a provider's model on a day in UTC.
public struct ImportDay: Hashable, Sendable {
  /// Whose days they are, whatever the import.
  public struct Cell: Hashable, Sendable {
    public var provider: Int32
    public var model: Int32
    /// Since 1970.
    public var day: Int64
  }

  /// What the rows of a day come to.
  public struct Sums: Hashable, Sendable {
    public var requests: Int64 = 0
    public var inputTokens: Int64 = 0
    public var outputTokens: Int64 = 0
    /// As reported, in nano-dollars.
    public var costNanos: Int64 = 0
  }

  public var cell: Cell
  public var importID: Int64
  public var sums: Sums
  private var pairs = RowPairs()

  fileprivate init(_ cell: Cell, importID: Int64) {
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
  private struct Key: Hashable {
    var cell: ImportDay.Cell
    var importID: Int32
  }

  /// What some imports stored by days; to be called once all rows are stored.
  ///
  /// - Returns: in the order of days, providers, models and imports.
  public func daysByImport(_ imports: Set<Int64>) throws -> [ImportDay] {
    var places: [Key: Int] = [:]
    var days: [ImportDay] = []
    let segments = try SegmentStore(db: db)
    try segments.forEachRequest(of: Set(imports.compactMap { Int32(exactly: $0) })) { record in
      let cell = ImportDay.Cell(
        provider: record.provider, model: record.model, day: record.atNanos / Instant.nanosPerDay)
      let key = Key(cell: cell, importID: record.importID)
      let place = places[key] ?? days.count
      if place == days.count {
        places[key] = place
        days.append(ImportDay(cell, importID: Int64(record.importID)))
      }
      days[place].add(record)
    }
    return days.sorted {
      ($0.cell.day, $0.cell.provider, $0.cell.model, $0.importID)
        < ($1.cell.day, $1.cell.provider, $1.cell.model, $1.importID)
    }
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
