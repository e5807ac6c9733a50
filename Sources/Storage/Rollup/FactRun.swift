internal import TriageModel

/// One task of R3 on its way to a run: sign +1 adds it, −1 takes back an earlier one.
struct StoredFact {
  var key: TaskCellNumbers
  var sign: Int64
  var worker: Int32
  /// Hash of the pair id; 0 = none.
  var pair: UInt64
  var figures: Figures<Int64>
}

/// A run of task facts of one category as it is stored: its cell keys once, then packed columns.
enum FactRun {
  /// Facts of a full run.
  static let length = 4096

  static func append(_ facts: [StoredFact], to buffer: inout ByteBuffer) {
    var keys: [TaskCellNumbers] = []
    var positions: [TaskCellNumbers: Int64] = [:]
    let keyOfFact = facts.map { fact -> Int64 in
      if let known = positions[fact.key] { return known }
      keys.append(fact.key)
      positions[fact.key] = Int64(keys.count - 1)
      return Int64(keys.count - 1)
    }
    buffer.append(UInt64(keys.count))
    func column(_ values: [Int64]) { values.withUnsafeBufferPointer { PackedColumn.append($0, to: &buffer) } }
    column(keys.map { Int64($0.month) })
    column(keys.map { Int64($0.department) })
    column(keys.map { Int64($0.tool) })
    column(keys.map { Int64($0.complexity) })
    column(keys.map { Int64($0.costState.rawValue) })
    column(keys.map { Int64($0.basis.rawValue) })
    column(keys.map { Int64($0.succeeded.rawValue) })
    buffer.append(UInt64(facts.count))
    column(keyOfFact)
    column(facts.map(\.sign))
    column(facts.map { Int64($0.worker) })
    column(facts.map { Int64(bitPattern: $0.pair) })
    column(facts.map(\.figures.v))
    column(facts.map(\.figures.k))
    column(facts.map(\.figures.r))
    column(facts.map(\.figures.w))
    column(facts.map(\.figures.p))
    buffer.append(UInt64(0))
  }

  /// The columns of a stored run.
  struct View {
    let keys: [TaskCellNumbers]
    let keyOfFact: PackedColumn.View
    let sign: PackedColumn.View
    let worker: PackedColumn.View
    let pair: PackedColumn.View
    let figures:
      (
        v: PackedColumn.View, k: PackedColumn.View, r: PackedColumn.View, w: PackedColumn.View, p: PackedColumn.View
      )

    var count: Int { keyOfFact.count }

    init(_ bytes: UnsafeRawBufferPointer, category: Int32) throws(ByteReading.Damaged) {
      var reading = ByteReading(bytes)
      let keyCount = try reading.count(limit: 1 << 24)
      var parts: [PackedColumn.View] = []
      for _ in 0..<7 { parts.append(try PackedColumn.View(&reading, count: keyCount)) }
      var keys: [TaskCellNumbers] = []
      for index in 0..<keyCount {
        guard let costState = CostState(rawValue: Int(parts[4][index])),
          let basis = ValueBasis(rawValue: Int(parts[5][index])),
          let succeeded = Succeeded(rawValue: Int(parts[6][index]))
        else { throw ByteReading.Damaged() }
        keys.append(
          TaskCellNumbers(
            month: Int32(truncatingIfNeeded: parts[0][index]), department: Int32(truncatingIfNeeded: parts[1][index]),
            category: category, tool: Int32(truncatingIfNeeded: parts[2][index]),
            complexity: UInt8(truncatingIfNeeded: parts[3][index]), costState: costState, basis: basis,
            succeeded: succeeded))
      }
      self.keys = keys
      let count = try reading.count(limit: 1 << 24)
      keyOfFact = try PackedColumn.View(&reading, count: count)
      sign = try PackedColumn.View(&reading, count: count)
      worker = try PackedColumn.View(&reading, count: count)
      pair = try PackedColumn.View(&reading, count: count)
      figures = (
        v: try PackedColumn.View(&reading, count: count), k: try PackedColumn.View(&reading, count: count),
        r: try PackedColumn.View(&reading, count: count), w: try PackedColumn.View(&reading, count: count),
        p: try PackedColumn.View(&reading, count: count)
      )
    }
  }
}
