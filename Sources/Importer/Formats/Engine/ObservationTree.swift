internal import Storage
internal import TriageModel

/// The rows of a trace and what stands above them, to tell rows that hold the tokens of those below them once more.
///
/// A parent is the sum of what is below it where its tokens, or, without tokens, its cost, are equal to those of its
/// children or of all counted rows below it (formats, 2.4: cost is summed at leaves). Any other one is a request of its
/// own, as an agent's call that starts others; nobody can tell from a larger count whether it includes them.
struct ObservationTree {
  private struct Row {
    var id: UInt64
    /// 0 = none.
    var parent: UInt64
    var input: Int64
    var output: Int64
    var costNanos: Int64

    var hasTokens: Bool { input + output > 0 }
  }

  private struct Sums {
    var input: Int128 = 0
    var output: Int128 = 0
    var costNanos: Int128 = 0

    init() {}

    init(_ row: Row) {
      input = Int128(row.input)
      output = Int128(row.output)
      costNanos = Int128(row.costNanos)
    }

    mutating func add(_ other: Sums) {
      input += other.input
      output += other.output
      costNanos += other.costNanos
    }
  }

  /// Rows above others, in tokens and dollars.
  struct Parents {
    /// By their place among the rows that were read.
    var places: [Int] = []
    var tokens: Int128 = 0
    var costNanos: Int128 = 0

    mutating func add(_ place: Int, tokens: Int128, costNanos: Int64) {
      places.append(place)
      self.tokens += tokens
      self.costNanos += Int128(costNanos)
    }
  }

  private var rows: [Row] = []
  /// The parent of each row that was passed over.
  private var links: [UInt64: UInt64] = [:]
  private static let stepLimit = 10_000

  mutating func add(_ usage: TranslatedUsage) {
    let record = usage.record
    rows.append(
      Row(
        id: StableHash.hash(usage.id), parent: Self.parent(usage.parent), input: record.inputTokens,
        output: record.outputTokens, costNanos: record.reportedCostNanos))
  }

  /// Notes a row that is passed over and may stand between two that are not.
  mutating func passOver(id: TranslatedUsage.Bytes, parent: TranslatedUsage.Bytes) {
    guard id.count > 0, parent.count > 0 else { return }
    links[StableHash.hash(id)] = StableHash.hash(parent)
  }

  private static func parent(_ text: TranslatedUsage.Bytes) -> UInt64 { text.count == 0 ? 0 : StableHash.hash(text) }

  /// The rows that hold the tokens of rows below them and are not to be counted; and those that have more than these and
  /// count, as nothing says whether they include them.
  var parents: (sums: Parents, larger: Parents) {
    var found = (sums: Parents(), larger: Parents())
    guard rows.contains(where: { $0.parent != 0 }) else { return found }
    let places = Dictionary(rows.indices.map { (rows[$0].id, $0) }) { first, _ in first }
    var above = [Int?](repeating: nil, count: rows.count)
    /// How many children of a row are still to come; rows that name each other as parents are never reached.
    var open = [Int](repeating: 0, count: rows.count)
    for (place, row) in rows.enumerated() where row.parent != 0 && places[row.id] == place {
      guard let parent = placeAbove(row, places) else { continue }
      above[place] = parent
      open[parent] += 1
    }
    var children: [Int: Sums] = [:]
    var counted: [Int: Sums] = [:]
    var including: Set<UInt64> = []
    var larger: Set<UInt64> = []
    var ready = rows.indices.filter { open[$0] == 0 && above[$0] != nil }
    while let place = ready.popLast() {
      let row = rows[place]
      var total = counted[place] ?? Sums()
      var isSum = false
      if let direct = children[place] {
        isSum = equals(row, direct) || equals(row, total)
        if isSum { including.insert(row.id) } else if isLarger(row, direct) { larger.insert(row.id) }
      }
      if !isSum { total.add(Sums(row)) }
      guard let parent = above[place] else { continue }
      children[parent, default: Sums()].add(Sums(row))
      counted[parent, default: Sums()].add(total)
      open[parent] -= 1
      if open[parent] == 0 { ready.append(parent) }
    }
    for (place, row) in rows.enumerated() {
      let tokens = Int128(row.input) + Int128(row.output)
      if including.contains(row.id) { found.sums.add(place, tokens: tokens, costNanos: row.costNanos) }
      guard larger.contains(row.id), places[row.id] == place else { continue }
      found.larger.add(place, tokens: tokens, costNanos: row.costNanos)
    }
    return found
  }

  private func equals(_ row: Row, _ below: Sums) -> Bool {
    if row.hasTokens { return Int128(row.input) == below.input && Int128(row.output) == below.output }
    return row.costNanos > 0 && Int128(row.costNanos) == below.costNanos
  }

  private func isLarger(_ row: Row, _ below: Sums) -> Bool {
    if row.hasTokens {
      return below.input + below.output > 0 && Int128(row.input) >= below.input && Int128(row.output) >= below.output
    }
    return below.costNanos > 0 && Int128(row.costNanos) >= below.costNanos
  }

  /// The next row above that is read.
  private func placeAbove(_ row: Row, _ places: [UInt64: Int]) -> Int? {
    var parent = row.parent
    for _ in 0..<Self.stepLimit {
      if let place = places[parent] { return place }
      guard let next = links[parent] else { return nil }
      parent = next
    }
    return nil
  }
}
