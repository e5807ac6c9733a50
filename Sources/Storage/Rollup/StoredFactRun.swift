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

/// A run of task facts of one category as it is stored: its cell keys once, how many facts each has, then packed columns
/// in which the facts of a key lie together.
enum StoredFactRun {
  /// Facts of a full run: so many that most keys have dozens.
  static let length = 16_384

  static func append(_ facts: [StoredFact], to buffer: inout ByteBuffer) {
    let (keys, counts, order) = byKey(facts)
    buffer.append(UInt64(keys.count))
    func column(_ values: [Int64]) { values.withUnsafeBufferPointer { PackedColumn.append($0, to: &buffer) } }
    column(keys.map { Int64($0.month) })
    column(keys.map { Int64($0.department) })
    column(keys.map { Int64($0.tool) })
    column(keys.map { Int64($0.complexity) })
    column(keys.map { Int64($0.costState.rawValue) })
    column(keys.map { Int64($0.basis.rawValue) })
    column(keys.map { Int64($0.succeeded.rawValue) })
    column(counts.map(Int64.init))
    buffer.append(UInt64(facts.count))
    column(order.map { facts[$0].sign })
    column(order.map { Int64(facts[$0].worker) })
    column(order.map { Int64(bitPattern: facts[$0].pair) })
    column(order.map { facts[$0].figures.v })
    column(order.map { facts[$0].figures.k })
    column(order.map { facts[$0].figures.r })
    column(order.map { facts[$0].figures.w })
    column(order.map { facts[$0].figures.p })
    buffer.append(UInt64(0))
  }

  /// The distinct keys in the order in which they come first, how many facts each has, and the places of all facts,
  /// those of a key together.
  private static func byKey(_ facts: [StoredFact]) -> (keys: [TaskCellNumbers], counts: [Int], order: [Int]) {
    var sums = CellSums<TaskCellNumbers, Int>()
    var keyOfFact: [Int] = []
    keyOfFact.reserveCapacity(facts.count)
    for place in facts.indices {
      let key = sums.place(facts[place].key, start: 0)
      sums[key] += 1
      keyOfFact.append(key)
    }
    let (keys, counts) = (sums.all.map(\.0), sums.all.map(\.1))
    var ends: [Int] = []
    ends.reserveCapacity(counts.count)
    for count in counts { ends.append((ends.last ?? 0) + count) }
    var order = [Int](repeating: 0, count: facts.count)
    for place in facts.indices.reversed() {
      ends[keyOfFact[place]] -= 1
      order[ends[keyOfFact[place]]] = place
    }
    return (keys, counts, order)
  }

  // MARK: Reading

  /// What a stored run says about its facts, and the keys that they have.
  struct Head {
    let count: Int
    let columns: FactRun.Columns
    /// The facts of each key of the run, by the position of the key among all of `keys`.
    let keys: [FactRun.KeyFacts]
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
    let counts = try column(&reading, count: keyCount)
    let count = try reading.count(limit: 1 << 24)
    let facts = try ranges(FactNumbers(counts, in: bytes), of: places, count: count)
    let columns = FactRun.Columns(
      sign: try column(&reading, count: count), worker: try column(&reading, count: count),
      pair: try column(&reading, count: count),
      figures: Figures(
        v: try column(&reading, count: count), k: try column(&reading, count: count),
        r: try column(&reading, count: count), w: try column(&reading, count: count),
        p: try column(&reading, count: count)))
    return Head(count: count, columns: columns, keys: facts)
  }

  /// Where the facts of each key lie: one key behind the other, and nothing behind the last.
  private static func ranges(
    _ counts: FactNumbers, of keys: [Int32], count: Int
  ) throws(ByteReading.Damaged) -> [FactRun.KeyFacts] {
    var facts: [FactRun.KeyFacts] = []
    facts.reserveCapacity(keys.count)
    var start = 0
    for (place, key) in keys.enumerated() {
      guard let length = Int(exactly: counts[place]), length > 0, length <= count - start else {
        throw ByteReading.Damaged()
      }
      facts.append(FactRun.KeyFacts(key: Int(key), facts: start..<start + length))
      start += length
    }
    guard start == count else { throw ByteReading.Damaged() }
    return facts
  }

  /// Every fact by itself, in the order in which they lie.
  static func facts(
    _ bytes: UnsafeRawBufferPointer, category: Int32
  ) throws(ByteReading.Damaged) -> [StoredFact] {
    var keys = FactKeys(category: category)
    let head = try head(bytes, keys: &keys)
    let numbers = try keys.numbers()
    let (sign, worker, pair) = (
      FactNumbers(head.columns.sign, in: bytes), FactNumbers(head.columns.worker, in: bytes),
      FactNumbers(head.columns.pair, in: bytes)
    )
    let figures = head.columns.figures
    let (v, k, r) = (
      FactNumbers(figures.v, in: bytes), FactNumbers(figures.k, in: bytes), FactNumbers(figures.r, in: bytes)
    )
    let (w, p) = (FactNumbers(figures.w, in: bytes), FactNumbers(figures.p, in: bytes))
    var facts: [StoredFact] = []
    facts.reserveCapacity(head.count)
    for entry in head.keys {
      for index in entry.facts {
        facts.append(
          StoredFact(
            key: numbers[entry.key], sign: sign[index], worker: Int32(truncatingIfNeeded: worker[index]),
            pair: UInt64(bitPattern: pair[index]),
            figures: Figures(v: v[index], k: k[index], r: r[index], w: w[index], p: p[index])))
      }
    }
    return facts
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
