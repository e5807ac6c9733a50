internal import Storage
internal import TriageModel

/// What the rows of one file sum up to, by provider, model and day, or by charged time, and by how they are grouped.
///
/// One export can be grouped in several ways, and its sums then lie in rows of other keys: equal sums under other keys
/// are one spend.
struct GroupSums {
  /// A provider's model on a day in UTC; of bills a provider's charges for one span of time.
  private struct Place: Hashable {
    var cell: UInt64
    /// Which columns of the key hold something: a bit each.
    var columns: UInt64
  }

  private struct Sums {
    /// Input tokens, or nano-dollars.
    var first: Int128 = 0
    /// Output tokens.
    var second: Int128 = 0
    /// Of hashes of the keys; those of rows without tokens or amounts tell nothing.
    var keys: UInt64 = 0

    init() {}

    init(_ first: Int64, _ second: Int64, key: TranslatedUsage.Bytes) {
      self.first = Int128(first)
      self.second = Int128(second)
      if first != 0 || second != 0 { keys = StableHash.hash(key) }
    }

    mutating func add(_ other: Sums) {
      first += other.first
      second += other.second
      keys &+= other.keys
    }

    func equals(_ other: Sums) -> Bool { first == other.first && second == other.second }

    var hash: UInt64 {
      var hash = StableHash.seed
      for value in [first, second] { hash = StableHash.mix(hash, UInt64(truncatingIfNeeded: value)) }
      return hash
    }
  }

  private struct Span: Hashable {
    var start: Int64
    var end: Int64
  }

  private var sums: [Place: Sums] = [:]
  private var spans: Set<Span> = []
  private var last = Span(start: 0, end: 0)
  /// What the sums of a cell have to reach to tell anything: cents are equal by chance.
  private let least: Int128
  /// More cells are not kept for later files.
  private static let limit = 50_000

  init(isBill: Bool) { least = isBill ? 500_000_000 : 1 }

  @inline(__always)
  mutating func add(_ usage: TranslatedUsage, _ record: RequestRecord) {
    var cell = StableHash.mix(StableHash.seed, UInt64(UInt32(bitPattern: record.provider)))
    cell = StableHash.mix(cell, UInt64(UInt32(bitPattern: record.model)))
    cell = StableHash.mix(cell, UInt64(bitPattern: usage.startNanos / Instant.nanosPerDay))
    let sum = Sums(record.inputTokens, record.outputTokens, key: usage.id)
    sums[Place(cell: cell, columns: usage.keyColumns), default: Sums()].add(sum)
    let span = Span(start: usage.startNanos, end: usage.endNanos)
    guard span.end > span.start, span != last else { return }
    last = span
    spans.insert(span)
  }

  /// Takes a bill line.
  mutating func add(
    provider: TranslatedUsage.Bytes, key: TranslatedUsage.Bytes, startNanos: Int64, endNanos: Int64, amountNanos: Int64,
    columns: UInt64
  ) {
    var cell = StableHash.mix(StableHash.hash(provider), UInt64(bitPattern: startNanos))
    cell = StableHash.mix(cell, UInt64(bitPattern: endNanos))
    let sum = Sums(amountNanos, 0, key: key)
    sums[Place(cell: cell, columns: columns), default: Sums()].add(sum)
  }

  // MARK: What one file holds twice

  /// Two buckets that lie over each other and are not one and the same, as a day and a minute of it.
  var overlap: (first: Instant, second: Instant)? {
    let sorted = spans.sorted { ($0.start, $0.end) < ($1.start, $1.end) }
    for (span, next) in zip(sorted, sorted.dropFirst()) where next.start < span.end {
      return (Instant(nanosSinceEpoch: span.start), Instant(nanosSinceEpoch: next.start))
    }
    return nil
  }

  /// Whether rows with some columns blank hold the sums of those that have them, in at least half of the cells with both.
  var holdsSums: Bool {
    let cells = Dictionary(grouping: sums.keys, by: \.cell)
    var counts: [UInt64: (equal: Int, other: Int)] = [:]
    for places in cells.values where places.count > 1 {
      for place in places {
        guard let own = sums[place], own.first + own.second >= least else { continue }
        var parts = Sums()
        for finer in places where finer.columns != place.columns && finer.columns & place.columns == place.columns {
          parts.add(sums[finer] ?? Sums())
        }
        guard parts.first + parts.second > 0 else { continue }
        if parts.equals(own) {
          counts[place.columns, default: (0, 0)].equal += 1
        } else {
          counts[place.columns, default: (0, 0)].other += 1
        }
      }
    }
    return counts.values.contains { $0.equal > 0 && $0.equal >= $0.other }
  }

  // MARK: What another file holds, too

  /// The sums of each cell, whatever the columns.
  var cells: [GroupCell] {
    var merged: [UInt64: Sums] = [:]
    for (place, sum) in sums { merged[place.cell, default: Sums()].add(sum) }
    guard merged.count <= Self.limit else { return [] }
    return merged.filter { $0.value.first + $0.value.second >= least }
      .map { GroupCell(cell: $0.key, sums: $0.value.hash, keys: $0.value.keys) }.sorted { $0.cell < $1.cell }
  }

  /// Whether the cells of two files are equal under other keys, in at least half of those that both have and that differ.
  static func holdSame(_ cells: [GroupCell], _ others: [GroupCell]) -> Bool {
    let known = Dictionary(others.map { ($0.cell, $0) }) { first, _ in first }
    var counts = (equal: 0, other: 0)
    for cell in cells {
      guard let other = known[cell.cell], other != cell else { continue }
      if other.sums == cell.sums { counts.equal += 1 } else { counts.other += 1 }
    }
    return counts.equal > 0 && counts.equal >= counts.other
  }
}
