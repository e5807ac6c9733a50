/// Control totals and the span of time of the rows of each import.
struct TotalsByImport: Sendable {
  struct Entry: Sendable {
    var totals = ControlTotals()
    var firstNanos = Int64.max
    var lastNanos = Int64.min
  }

  private(set) var entries: [Int32: Entry] = [:]
  private var last: (importID: Int32, entry: Entry)?

  mutating func add(_ record: RequestRecord) throws(StorageError) {
    select(record.importID)
    try last?.entry.totals.add(record)
    include(record.atNanos)
  }

  mutating func add(_ record: OutcomeRecord) throws(StorageError) {
    select(record.importID)
    try last?.entry.totals.add(record)
    include(record.completedNanos)
  }

  /// Takes over the totals of another part.
  mutating func add(_ other: TotalsByImport) throws(StorageError) {
    for (importID, entry) in other.all {
      select(importID)
      try last?.entry.totals.add(entry.totals)
      include(entry.firstNanos)
      include(entry.lastNanos)
    }
  }

  /// The totals by import.
  var all: [Int32: Entry] {
    var result = entries
    if let last { result[last.importID] = last.entry }
    return result
  }

  private mutating func select(_ importID: Int32) {
    guard last?.importID != importID else { return }
    if let last { entries[last.importID] = last.entry }
    last = (importID, entries[importID] ?? Entry())
  }

  @inline(__always)
  private mutating func include(_ nanos: Int64) {
    guard let entry = last?.entry else { return }
    if nanos < entry.firstNanos { last?.entry.firstNanos = nanos }
    if nanos > entry.lastNanos { last?.entry.lastNanos = nanos }
  }
}
