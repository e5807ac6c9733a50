internal import TriageModel

/// Grain of R1 by the numbers of names (0 = blank).
struct TaskCellNumbers: Hashable, CellKey {
  /// Months since year 0.
  var month: Int32
  var department: Int32
  var category: Int32
  var tool: Int32
  /// 1 to 5; 0 = blank.
  var complexity: UInt8
  var costState: CostState
  var basis: ValueBasis
  var succeeded: Succeeded

  @inline(__always)
  var mixed: UInt64 {
    let first = UInt64(UInt32(bitPattern: month)) << 32 | UInt64(UInt32(bitPattern: department))
    let second = UInt64(UInt32(bitPattern: category)) << 32 | UInt64(UInt32(bitPattern: tool))
    let states = UInt64(costState.rawValue) | UInt64(basis.rawValue) << 4 | UInt64(succeeded.rawValue) << 8
    return ByteHash.mix(ByteHash.mix(first, second), states | UInt64(complexity) << 12)
  }
}

/// Grain of R4.
struct SpendCellNumbers: Hashable, CellKey {
  var month: Int32
  /// The task's month, 0 without an outcome, -1 without a task.
  var completedMonth: Int32
  var department: Int32
  var category: Int32
  var tool: Int32

  @inline(__always)
  var mixed: UInt64 {
    let first = UInt64(UInt32(bitPattern: month)) << 32 | UInt64(UInt32(bitPattern: department))
    let second = UInt64(UInt32(bitPattern: category)) << 32 | UInt64(UInt32(bitPattern: tool))
    return ByteHash.mix(ByteHash.mix(first, second), UInt64(UInt32(bitPattern: completedMonth)))
  }
}

/// Grain of hidden cost.
struct HiddenCellNumbers: Hashable, CellKey {
  var month: Int32
  var department: Int32
  var category: Int32

  @inline(__always)
  var mixed: UInt64 {
    let names = UInt64(UInt32(bitPattern: department)) << 32 | UInt64(UInt32(bitPattern: category))
    return ByteHash.mix(names, UInt64(UInt32(bitPattern: month)))
  }
}

/// Grain of usage by model.
struct ModelCellNumbers: Hashable, CellKey {
  var month: Int32
  var provider: Int32
  var model: Int32

  @inline(__always)
  var mixed: UInt64 {
    let names = UInt64(UInt32(bitPattern: provider)) << 32 | UInt64(UInt32(bitPattern: model))
    return ByteHash.mix(names, UInt64(UInt32(bitPattern: month)))
  }
}

/// Sums of usage by model.
struct ModelSums {
  var usage = UsageSums()
  var comparableRows: Int128 = 0
  var comparableReportedNanos: Int128 = 0
  var comparableListNanos: Int128 = 0
  var rangedRows: Int128 = 0
  var belowNanos: Int128 = 0
  var aboveNanos: Int128 = 0
  var untieredRows: Int128 = 0
  var untieredNanos: Int128 = 0

  mutating func add(_ other: ModelSums) {
    usage.add(other.usage)
    comparableRows += other.comparableRows
    comparableReportedNanos += other.comparableReportedNanos
    comparableListNanos += other.comparableListNanos
    rangedRows += other.rangedRows
    belowNanos += other.belowNanos
    aboveNanos += other.aboveNanos
    untieredRows += other.untieredRows
    untieredNanos += other.untieredNanos
  }

  var isZero: Bool { usage == UsageSums() && comparableRows == 0 }
}
