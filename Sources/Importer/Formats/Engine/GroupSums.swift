internal import Storage
internal import TriageModel

/// What the rows of one file sum up to, by provider, model and day, or by charged time, and by how they are grouped.
///
/// One export can be grouped in several ways, and its sums then lie in rows of other keys: equal sums under other keys
/// are one spend.
struct GroupSums {
  /// A provider's model on a day in UTC; of bills a provider's charges for one span of time.
  private struct Place: Equatable {
    var cell: UInt64
    /// Which columns of the key hold something: a bit each.
    var columns: UInt64
  }

  /// What the rows of a place add up to.
  struct Sums {
    /// Input tokens; nano-dollars of bills and of rows that have no tokens.
    var first: Int128 = 0
    /// Output tokens.
    var second: Int128 = 0
    /// Of hashes of the keys; those of rows without tokens or amounts tell nothing.
    var keys: UInt64 = 0
    /// Of the keys' columns.
    var values: UInt64 = 0
    /// When the first row begins; the model's number, 0 for bills.
    var startNanos: Int64 = 0
    var model: Int32 = 0
    /// Whether it is nano-dollars that were added up.
    var isMoney = false

    init() {}

    init(
      _ first: Int64, _ second: Int64, isMoney: Bool, key: TranslatedUsage.Bytes, values: UInt64, startNanos: Int64,
      model: Int32
    ) {
      self.first = Int128(first)
      self.second = Int128(second)
      self.isMoney = isMoney
      self.startNanos = startNanos
      self.model = model
      guard first != 0 || second != 0 else { return }
      keys = StableHash.hash(key)
      self.values = values
    }

    var total: Int128 { first + second }

    mutating func add(_ other: Sums) {
      first += other.first
      second += other.second
      keys &+= other.keys
      values |= other.values
      if startNanos == 0 { (startNanos, model, isMoney) = (other.startNanos, other.model, other.isMoney) }
    }

    func equals(_ other: Sums) -> Bool { first == other.first && second == other.second }

    var hash: UInt64 {
      var hash = StableHash.seed
      for value in [first, second] { hash = StableHash.mix(hash, UInt64(truncatingIfNeeded: value)) }
      return hash
    }
  }

  private struct Span: Equatable {
    var start: Int64
    var end: Int64
  }

  private var places = NumberTable<Place>()
  /// By the number of the place.
  private var sums: [Sums] = []
  private var spans = NumberTable<Span>()
  private var last = Span(start: 0, end: 0)
  /// More cells are not kept for later files.
  private static let limit = 50_000

  /// How many columns the keys have.
  private let columnCount: Int

  init(columnCount: Int) {
    self.columnCount = columnCount
  }

  /// Takes a usage row; a whole translated one would be copied for it.
  ///
  /// - Parameters:
  ///   - endNanos: of the row's bucket; 0 = not known.
  ///   - columns: which columns of the key hold something, a bit each.
  ///   - values: which values they hold, a few bits for each column.
  @inline(__always)
  mutating func add(
    _ record: borrowing RequestRecord, key: TranslatedUsage.Bytes, startNanos: Int64, endNanos: Int64, columns: UInt64,
    values: UInt64
  ) {
    let (provider, model) = (record.provider, record.model)
    let (input, output, cost) = (record.inputTokens, record.outputTokens, record.reportedCostNanos)
    var cell = StableHash.mix(StableHash.seed, UInt64(UInt32(bitPattern: provider)))
    cell = StableHash.mix(cell, UInt64(UInt32(bitPattern: model)))
    cell = StableHash.mix(cell, UInt64(bitPattern: startNanos / Instant.nanosPerDay))
    // Premium requests and the like have a cost alone.
    let isMoney = input == 0 && output == 0 && cost != 0
    if isMoney { cell = StableHash.mix(cell, 1) }
    let sum = Sums(
      isMoney ? cost : input, output, isMoney: isMoney, key: key, values: values, startNanos: startNanos, model: model)
    add(sum, Place(cell: cell, columns: columns))
    let span = Span(start: startNanos, end: endNanos)
    guard span.end > span.start, span != last else { return }
    last = span
    let hash = StableHash.mix(
      StableHash.mix(StableHash.seed, UInt64(bitPattern: span.start)), UInt64(bitPattern: span.end))
    _ = spans.number(of: span, hash: hash)
  }

  /// Takes a bill line.
  mutating func add(
    provider: TranslatedUsage.Bytes, key: TranslatedUsage.Bytes, startNanos: Int64, endNanos: Int64, amountNanos: Int64,
    columns: UInt64, values: UInt64
  ) {
    var cell = StableHash.mix(StableHash.hash(provider), UInt64(bitPattern: startNanos))
    cell = StableHash.mix(cell, UInt64(bitPattern: endNanos))
    let sum = Sums(amountNanos, 0, isMoney: true, key: key, values: values, startNanos: startNanos, model: 0)
    add(sum, Place(cell: cell, columns: columns))
  }

  @inline(__always)
  private mutating func add(_ sum: Sums, _ place: Place) {
    let number = places.number(of: place, hash: StableHash.mix(place.cell, place.columns))
    if number == sums.count { sums.append(Sums()) }
    sums[number].add(sum)
  }

  // MARK: What one file holds twice

  /// Two buckets that lie over each other and are not one and the same, as a day and a minute of it.
  var overlap: (first: Instant, second: Instant)? {
    let sorted = spans.keys.sorted { ($0.start, $0.end) < ($1.start, $1.end) }
    for (span, next) in zip(sorted, sorted.dropFirst()) where next.start < span.end {
      return (Instant(nanosSinceEpoch: span.start), Instant(nanosSinceEpoch: next.start))
    }
    return nil
  }

  /// Rows with some columns blank that hold the sums of those which fill them; nil where the file has none.
  var sumsBesideParts: Equals? {
    let places = places.keys
    let sorted = places.indices.sorted { (places[$0].cell, $0) < (places[$1].cell, $1) }
    var counts: [UInt64: Equals] = [:]
    var start = 0
    while start < sorted.count {
      var end = start + 1
      while end < sorted.count, places[sorted[end]].cell == places[sorted[start]].cell { end += 1 }
      if end - start > 1 { compare(sorted[start..<end], &counts) }
      start = end
    }
    return counts.sorted { $0.key < $1.key }.map(\.value).first(where: \.isEvidence)
  }

  /// Compares each of a cell's sums with what those beside it add up to that fill more columns.
  private func compare(_ cell: ArraySlice<Int>, _ counts: inout [UInt64: Equals]) {
    let places = places.keys
    for number in cell where tells(sums[number]) {
      let filled = places[number].columns
      var parts = Sums()
      var columns: UInt64 = 0
      for finer in cell where places[finer].columns != filled && places[finer].columns & filled == filled {
        parts.add(sums[finer])
        columns |= places[finer].columns & ~filled
      }
      guard parts.total > 0 else { continue }
      counts[filled, default: Equals()].add(
        sums[number], isEqual: parts.equals(sums[number]) && agrees(sums[number], parts, in: filled),
        differing: columns)
    }
  }

  /// Whether what a sum names, as its project, is what its parts name there: the sum of other projects is none of them.
  private func agrees(_ own: Sums, _ parts: Sums, in columns: UInt64) -> Bool {
    let width = KeyReading.valueWidth(columns: columnCount)
    guard width > 0 else { return true }
    let column: UInt64 = width >= UInt64.bitWidth ? .max : (1 << UInt64(width)) - 1
    for place in 0..<columnCount where columns >> UInt64(columnCount - 1 - place) & 1 != 0 {
      if (own.values ^ parts.values) >> UInt64(place * width) & column != 0 { return false }
    }
    return true
  }

  /// Whether the sums are large enough to be equal by more than chance; whole dollars are seats or prepaid.
  private func tells(_ sums: Sums) -> Bool {
    sums.isMoney ? sums.first >= 500_000_000 && sums.first % 1_000_000_000 != 0 : sums.total >= 1_000
  }

  // MARK: What another file holds, too

  /// The sums of each cell, whatever the columns; none where there are too many to keep.
  var cells: [UInt64: Sums] {
    var merged: [UInt64: Sums] = [:]
    for (number, place) in places.keys.enumerated() { merged[place.cell, default: Sums()].add(sums[number]) }
    return merged.count <= Self.limit ? merged.filter { tells($0.value) } : [:]
  }

  /// The cells in the form in which they are kept for later files.
  static func kept(_ cells: [UInt64: Sums]) -> [GroupCell] {
    cells.map { GroupCell(cell: $0.key, sums: $0.value.hash, keys: $0.value.keys, values: $0.value.values) }
      .sorted { $0.cell < $1.cell }
  }

  /// The cells that another file has with equal sums under other keys, beside those that are not equal.
  ///
  /// - Parameters:
  ///   - edges: days since 1970 that one of the files may hold in part.
  ///   - ids: the bits of `values` of columns that renaming does not change: two ids are two spends.
  func equals(_ cells: [UInt64: Sums], _ others: [GroupCell], edges: Set<Int64>, ids: UInt64) -> Equals {
    var found = Equals()
    for other in others {
      guard let own = cells[other.cell], own.keys != other.keys else { continue }
      found.add(
        own, isEqual: own.hash == other.sums, isEdge: edges.contains(own.startNanos / Instant.nanosPerDay),
        isApart: own.values & ids != 0 && other.values & ids != 0 && (own.values ^ other.values) & ids != 0,
        differing: own.values ^ other.values)
    }
    return found
  }
}
