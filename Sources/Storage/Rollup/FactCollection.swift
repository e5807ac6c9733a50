internal import TriageModel

/// The facts of a category, from its stored runs.
struct FactCollection {
  private let names: NameTexts
  private let months: Range<Int>
  private var keys: FactKeys
  private var heads: [(head: StoredFactRun.Head, bytes: [UInt8])] = []

  init(names: NameTexts, months: Range<Int>, category: Int32) {
    self.names = names
    self.months = months
    keys = FactKeys(category: category)
  }

  mutating func add(_ bytes: [UInt8]) throws {
    let head = try bytes.withUnsafeBytes { bytes in
      try StoredFactRun.head(bytes, keys: &keys)
    }
    heads.append((head, bytes))
  }

  /// The facts of the period; equal names lie together among the keys, so that each is looked up once.
  func facts() throws(ByteReading.Damaged) -> TaskFacts {
    let numbers = try keys.numbers()
    let order = numbers.indices.filter { months.contains(Int(numbers[$0].month)) }
      .map { (order: names.order(numbers[$0], .monthFirst), place: $0) }.sorted { $0.order < $1.order }
    var places = [Int](repeating: -1, count: numbers.count)
    for (place, entry) in order.enumerated() { places[entry.place] = place }
    var runs: [FactRun] = []
    runs.reserveCapacity(heads.count)
    for (head, bytes) in heads {
      let keys = head.keys.compactMap { entry in
        places[entry.key] >= 0 ? FactRun.KeyFacts(key: places[entry.key], facts: entry.facts) : nil
      }
      guard let run = FactRun(length: head.count, columns: head.columns, bytes: bytes, keys: keys) else {
        throw ByteReading.Damaged()
      }
      runs.append(run)
    }
    return TaskFacts(keys: order.map { names.key(numbers[$0.place]) }, runs: runs)
  }
}
