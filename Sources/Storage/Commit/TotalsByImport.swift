/// Control totals and the span of time of the rows of each import.
struct TotalsByImport: Sendable {
  struct Entry: Sendable {
    var totals = ControlTotals()
    var firstNanos = Int64.max
    var lastNanos = Int64.min
  }

  private(set) var entries: [Int32: Entry] = [:]
  /// The import of the last row, whose entry is kept apart from the others.
  private var isOpen = false
  private var openID: Int32 = 0
  private var open = Entry()

  @inline(__always)
  mutating func add(_ record: RequestRecord) throws(StorageError) {
    if isOpen, openID == record.importID {
      try open.totals.add(record)
      include(record.atNanos)
    } else {
      select(record.importID)
      try open.totals.add(record)
      include(record.atNanos)
    }
  }

  @inline(__always)
  mutating func add(_ record: OutcomeRecord) throws(StorageError) {
    select(record.importID)
    try open.totals.add(record)
    include(record.completedNanos)
  }

  /// Takes over the totals of another part.
  mutating func add(_ other: TotalsByImport) throws(StorageError) {
    for (importID, entry) in other.all {
      select(importID)
      try open.totals.add(entry.totals)
      include(entry.firstNanos)
      include(entry.lastNanos)
    }
  }

  /// The totals by import.
  var all: [Int32: Entry] {
    var result = entries
    if isOpen { result[openID] = open }
    return result
  }

  private mutating func select(_ importID: Int32) {
    if isOpen, openID == importID { return }
    if isOpen { entries[openID] = open }
    (isOpen, openID, open) = (true, importID, entries[importID] ?? Entry())
  }

  @inline(__always)
  private mutating func include(_ nanos: Int64) {
    if nanos < open.firstNanos { open.firstNanos = nanos }
    if nanos > open.lastNanos { open.lastNanos = nanos }
  }
}
