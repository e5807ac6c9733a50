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
enum StoredFactRun {
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

  // MARK: Reading

  /// What a stored run says about its facts, and the keys that they have.
  struct Head {
    let count: Int
    let columns: FactRun.Columns
    /// Position of each key of the run among all of `keys`.
    let keys: [Int32]
  }

  /// Reads the head of a run; its keys are added to those of the runs before.
  static func head(_ bytes: UnsafeRawBufferPointer, keys: inout FactKeys) throws(ByteReading.Damaged) -> Head {
    var reading = ByteReading(bytes)
    let keyCount = try reading.count(limit: 1 << 24)
    var parts: [FactNumbers] = []
    for _ in 0..<7 {
      let column = try column(&reading, count: keyCount)
      // What is loaded for the last number must not leave the bytes.
      guard reading.left >= 8 else { throw ByteReading.Damaged() }
      parts.append(FactNumbers(column, in: bytes))
    }
    let places = try keys.places(parts, count: keyCount)
    let count = try reading.count(limit: 1 << 24)
    let columns = FactRun.Columns(
      key: try column(&reading, count: count), sign: try column(&reading, count: count),
      worker: try column(&reading, count: count), pair: try column(&reading, count: count),
      figures: Figures(
        v: try column(&reading, count: count), k: try column(&reading, count: count),
        r: try column(&reading, count: count), w: try column(&reading, count: count),
        p: try column(&reading, count: count)))
    return Head(count: count, columns: columns, keys: places)
  }

  /// The number of tasks that a run adds; those that it takes back count against them.
  static func tasks(_ bytes: UnsafeRawBufferPointer) throws(ByteReading.Damaged) -> Int64 {
    var keys = FactKeys(category: 0)
    let head = try head(bytes, keys: &keys)
    let signs = FactNumbers(head.columns.sign, in: bytes)
    return (0..<head.count).reduce(0) { $0 &+ signs[$1] }
  }

  /// A column that `PackedColumn` wrote without a scale and without missing values.
  private static func column(_ reading: inout ByteReading, count: Int) throws(ByteReading.Damaged) -> FactColumn {
    let head = try PackedColumn.Head(&reading)
    guard head.exponent == 0, !head.hasMissing else { throw ByteReading.Damaged() }
    let column = FactColumn(base: head.base, width: head.width, offset: reading.offset)
    _ = try reading.run(count * head.width)
    return column
  }
}
