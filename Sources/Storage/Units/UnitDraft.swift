internal import TriageModel

/// A unit while its requests are added up: what the period holds of it, and what a task costs in all.
struct UnitDraft {
  var taskHash: UInt64 = 0
  /// Of the period.
  var requests: Int32 = 0
  var unpriced: Int32 = 0
  var costNanos: Int128 = 0
  var tokens: Int64 = 0
  /// Of all months.
  var allCostNanos: Int128 = 0
  var state = CostState.noUsage
  /// The first request of the period.
  var firstNanos = Int64.max
  var worker: Int32 = 0
  var department: Int32 = 0
  var category: Int32 = 0
  /// Where the first request lies, for its id.
  var segment: Int32 = 0
  var row: Int32 = 0
  /// The task's id, or the request's where there is no task.
  var id = TextPlace()

  /// Adds what another segment holds of the same task; which request comes first is settled apart.
  mutating func addSums(_ other: UnitDraft) {
    requests += other.requests
    unpriced += other.unpriced
    costNanos += other.costNanos
    tokens &+= other.tokens
    allCostNanos += other.allCostNanos
    if other.state == .unpriced || (other.state == .priced && state == .noUsage) { state = other.state }
  }

  mutating func takeFirst(of other: UnitDraft) {
    firstNanos = other.firstNanos
    worker = other.worker
    department = other.department
    category = other.category
    segment = other.segment
    row = other.row
  }
}

/// Grain of the places of units, by the numbers of names.
struct PlaceNumbers: Hashable, CellKey {
  var department: Int32
  var category: Int32

  @inline(__always)
  var mixed: UInt64 {
    ByteHash.mix(UInt64(UInt32(bitPattern: department)), UInt64(UInt32(bitPattern: category)))
  }
}
