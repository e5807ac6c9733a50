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
    var tokens: Int128 { Int128(input) + Int128(output) }
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

  /// The first place of each id among the rows, in an open table.
  private struct RowPlaces {
    /// A row's place and one; 0 = the slot is free.
    private var slots: [UInt32]
    private let mask: Int

    init(_ rows: [Row]) {
      var size = 1024
      while size < rows.count * 2 { size *= 2 }
      slots = [UInt32](repeating: 0, count: size)
      mask = size - 1
      for (place, row) in rows.enumerated() {
        let slot = slot(of: row.id, rows)
        if slots[slot] == 0 { slots[slot] = UInt32(truncatingIfNeeded: place + 1) }
      }
    }

    @inline(__always)
    func first(_ id: UInt64, _ rows: [Row]) -> Int? {
      let place = slots[slot(of: id, rows)]
      return place == 0 ? nil : Int(place) - 1
    }

    /// Where an id is, or would be.
    @inline(__always)
    private func slot(of id: UInt64, _ rows: [Row]) -> Int {
      var slot = Int(truncatingIfNeeded: id) & mask
      while slots[slot] != 0, rows[Int(slots[slot]) - 1].id != id { slot = (slot &+ 1) & mask }
      return slot
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
    let none = (sums: Parents(), larger: Parents())
    guard rows.contains(where: { $0.parent != 0 }) else { return none }
    let places = RowPlaces(rows)
    var above = [Int32](repeating: -1, count: rows.count)
    /// How many children of a row are still to come; rows that name each other as parents are never reached.
    var open = [Int32](repeating: 0, count: rows.count)
    for (place, row) in rows.enumerated() where row.parent != 0 && places.first(row.id, rows) == place {
      guard let parent = placeAbove(row, places) else { continue }
      above[place] = Int32(truncatingIfNeeded: parent)
      open[parent] += 1
    }
    /// What lies below each row that has children: its children, and all counted rows.
    var below: [(children: Sums, counted: Sums)] = []
    var belowOf = [Int32](repeating: -1, count: rows.count)
    for place in rows.indices where open[place] > 0 {
      belowOf[place] = Int32(truncatingIfNeeded: below.count)
      below.append((Sums(), Sums()))
    }
    var including: [Int] = []
    var larger: [Int] = []
    var ready = rows.indices.filter { open[$0] == 0 && above[$0] >= 0 }
    while let place = ready.popLast() {
      let row = rows[place]
      var total = Sums()
      var isSum = false
      if belowOf[place] >= 0 {
        let (children, counted) = below[Int(belowOf[place])]
        total = counted
        isSum = equals(row, children) || equals(row, counted)
        if isSum { including.append(place) } else if isLarger(row, children) { larger.append(place) }
      }
      if !isSum { total.add(Sums(row)) }
      guard above[place] >= 0 else { continue }
      let parent = Int(above[place])
      below[Int(belowOf[parent])].children.add(Sums(row))
      below[Int(belowOf[parent])].counted.add(total)
      open[parent] -= 1
      if open[parent] == 0 { ready.append(parent) }
    }
    return including.isEmpty && larger.isEmpty ? none : parents(including, larger, places)
  }

  /// - Parameters:
  ///   - including: first places of the ids whose rows are sums.
  ///   - larger: first places of the ids whose rows have more than those below them.
  private func parents(_ including: [Int], _ larger: [Int], _ places: RowPlaces) -> (sums: Parents, larger: Parents) {
    var found = (sums: Parents(), larger: Parents())
    var isSum = [Bool](repeating: false, count: rows.count)
    for place in including { isSum[place] = true }
    for (place, row) in rows.enumerated() where isSum[places.first(row.id, rows) ?? place] {
      found.sums.add(place, tokens: row.tokens, costNanos: row.costNanos)
    }
    for place in larger.sorted() {
      found.larger.add(place, tokens: rows[place].tokens, costNanos: rows[place].costNanos)
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
  private func placeAbove(_ row: Row, _ places: RowPlaces) -> Int? {
    var parent = row.parent
    for _ in 0..<Self.stepLimit {
      if let place = places.first(parent, rows) { return place }
      guard let next = links[parent] else { return nil }
      parent = next
    }
    return nil
  }
}
