internal import Storage
internal import TriageModel

/// The rows of a trace and what stands above them, to tell rows that hold the tokens of those below them once more.
///
/// A parent is the sum of what is below it where its tokens, or, without tokens, its cost over rows that have tokens, are
/// equal to those of its children or of all counted rows below it, and neither its model nor its cost is another one (formats, 2.4: cost is
/// summed at leaves). Any other one is a request of its own, as an agent's call that starts others; nobody can tell from
/// a larger count whether it includes them. Where the parent alone says what they cost, it counts in place of them.
struct ObservationTree {
  struct Row {
    var id: UInt64
    /// 0 = none.
    var parent: UInt64
    var input: Int64
    var output: Int64
    var costNanos: Int64
    var isStated: Bool
    var model: UInt64

    var sums: TraceSums {
      TraceSums(input: input, output: output, costNanos: costNanos, isStated: isStated, model: model)
    }
    var hasTokens: Bool { input + output > 0 }
    var tokens: Int128 { Int128(input) + Int128(output) }
  }

  /// The rows in the order of the file, in parts of one size: a list that grows copies none of them.
  struct RowList {
    private static let shift = 12
    private var parts: [[Row]] = []
    private(set) var count = 0

    var indices: Range<Int> { 0..<count }

    @inline(__always)
    subscript(place: Int) -> Row { parts[place >> Self.shift][place & ((1 << Self.shift) - 1)] }

    mutating func append(_ row: Row) {
      if count >> Self.shift == parts.count {
        parts.append([])
        parts[parts.count - 1].reserveCapacity(1 << Self.shift)
      }
      parts[parts.count - 1].append(row)
      count += 1
    }
  }

  /// The first place of each id among the rows, in an open table.
  struct RowPlaces {
    /// A row's place and one; 0 = the slot is free.
    private var slots: [UInt32]
    private let mask: Int
    /// Whether no two rows have one id.
    private(set) var areDistinct = true

    init(_ rows: RowList) {
      var size = 1024
      while size < rows.count * 2 { size *= 2 }
      slots = [UInt32](repeating: 0, count: size)
      mask = size - 1
      for place in rows.indices {
        let slot = slot(of: rows[place].id, rows)
        if slots[slot] == 0 { slots[slot] = UInt32(truncatingIfNeeded: place + 1) } else { areDistinct = false }
      }
    }

    @inline(__always)
    func first(_ id: UInt64, _ rows: RowList) -> Int? {
      let place = slots[slot(of: id, rows)]
      return place == 0 ? nil : Int(place) - 1
    }

    /// Where an id is, or would be.
    @inline(__always)
    private func slot(of id: UInt64, _ rows: RowList) -> Int {
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

    /// Those that are not among others.
    func without(_ others: Parents, _ rows: RowList) -> Parents {
      guard !others.places.isEmpty else { return self }
      let gone = Set(others.places)
      var left = Parents()
      for place in places where !gone.contains(place) {
        left.add(place, tokens: rows[place].tokens, costNanos: rows[place].costNanos)
      }
      return left
    }
  }

  private(set) var rows = RowList()
  /// The parent of each row that was passed over; 0 = none.
  private(set) var links: [UInt64: UInt64] = [:]
  static let stepLimit = 10_000
  /// Of ids: that of the database, so that rows of other imports are found; nil where nothing is imported.
  private let hash: ByteHash?

  init(hash: ByteHash? = nil) { self.hash = hash }

  /// - Parameter links: the parent of each row that stands between two of `rows` and is none of them.
  init(_ rows: [Row], links: [UInt64: UInt64]) {
    hash = nil
    self.links = links
    for row in rows { self.rows.append(row) }
  }

  /// Takes a row whose numbers are in `record`; a whole translated row would be copied for it.
  @inline(__always)
  mutating func add(
    id: TranslatedUsage.Bytes, parent: TranslatedUsage.Bytes, model: TranslatedUsage.Bytes,
    _ record: borrowing RequestRecord
  ) {
    rows.append(
      Row(
        id: hash(id), parent: parent.count == 0 ? 0 : hash(parent), input: record.inputTokens,
        output: record.outputTokens, costNanos: record.reportedCostNanos, isStated: record.present.contains(.cost),
        model: ModelFamily.hash(model)))
  }

  /// Notes a row that is passed over and may stand between two that are not.
  mutating func passOver(id: TranslatedUsage.Bytes, parent: TranslatedUsage.Bytes) {
    guard id.count > 0 else { return }
    links[hash(id)] = parent.count > 0 ? hash(parent) : 0
  }

  @inline(__always)
  private func hash(_ text: TranslatedUsage.Bytes) -> UInt64 {
    hash?.hash(UnsafeRawBufferPointer(text)) ?? StableHash.hash(text)
  }

  /// What is to be said and done about the rows that stand above others.
  struct Findings {
    /// They hold the tokens of rows below them, and are not to be counted.
    var sums = Parents()
    /// Their tokens stand in a row above, which alone has their cost and counts in place of them.
    var absorbed = Parents()
    /// The rows above those that are absorbed.
    var absorbing = Parents()
    /// They have more tokens than those below, and count, as nothing says whether they include them.
    var larger = Parents()
    /// They have as many tokens as those below, but another model or cost, and count.
    var alike = Parents()
    /// The rows above that are not in the file.
    var absent: [AbsentRows.Row] = []
    /// Whether those are too many to be compared, and left out.
    var hasTooManyAbsent = false
    /// Where the rows are; nil where none has a row above.
    var rowPlaces: RowPlaces?
  }

  /// What the rows above others are, once all rows were added.
  var parents: Findings {
    guard rows.indices.contains(where: { rows[$0].parent != 0 }) else { return Findings() }
    let places = RowPlaces(rows)
    var above = [Int32](repeating: -1, count: rows.count)
    /// How many children of a row are still to come; rows that name each other as parents are never reached.
    var open = [Int32](repeating: 0, count: rows.count)
    for place in rows.indices {
      let row = rows[place]
      guard row.parent != 0, places.areDistinct || places.first(row.id, rows) == place,
        let parent = placeAbove(row, places)
      else { continue }
      above[place] = Int32(truncatingIfNeeded: parent)
      open[parent] += 1
    }
    var below = Below(open)
    var marks = Marks(count: rows.count)
    var absent = AbsentRows()
    var ready = rows.indices.filter { open[$0] == 0 && above[$0] >= 0 }
    while let place = ready.popLast() {
      let parent = Int(above[place])
      if let sums = below.sums(of: place) {
        let (own, total) = settle(place, sums, &marks)
        guard parent >= 0 else {
          absent.add(rows[place].id, to: topmost(rows[place]))
          continue
        }
        below.add(own, total, to: parent)
      } else {
        // Rows without others below them come up only if they have one above them.
        below.add(leaf: rows[place], to: parent)
      }
      open[parent] -= 1
      if open[parent] == 0 { ready.append(parent) }
    }
    for place in rows.indices where above[place] < 0 && below.sums(of: place) == nil && rows[place].parent != 0 {
      guard places.areDistinct || places.first(rows[place].id, rows) == place else { continue }
      absent.add(rows[place].id, to: topmost(rows[place]))
    }
    var found = Findings()
    if !marks.isEmpty {
      markAbsorbed(&marks, above)
      found = findings(marks, places)
    }
    found.absent = absent.merged
    found.hasTooManyAbsent = absent.isFull
    found.rowPlaces = places
    return found
  }

  /// What lies below each row that has children: its children, and all counted rows.
  private struct Below {
    private var children: [TraceSums]
    /// Where a child has children of its own; else what is counted is the children.
    private var counted: [Int32: TraceSums] = [:]
    /// By the row's place; -1 = no children.
    private var numbers: [Int32]

    init(_ open: [Int32]) {
      numbers = [Int32](repeating: -1, count: open.count)
      var count: Int32 = 0
      for place in open.indices where open[place] > 0 {
        numbers[place] = count
        count += 1
      }
      children = [TraceSums](repeating: TraceSums(), count: Int(count))
    }

    func sums(of place: Int) -> (children: TraceSums, counted: TraceSums)? {
      let number = numbers[place]
      guard number >= 0 else { return nil }
      let direct = children[Int(number)]
      return (direct, counted.isEmpty ? direct : counted[number] ?? direct)
    }

    mutating func add(_ own: TraceSums, _ total: TraceSums, to parent: Int) {
      let number = numbers[parent]
      if counted[number] == nil { counted[number] = children[Int(number)] }
      children[Int(number)].add(own)
      counted[number]?.add(total)
    }

    /// Takes a row with nothing below it, as nearly all are.
    mutating func add(leaf row: Row, to parent: Int) {
      let number = numbers[parent]
      children[Int(number)].add(
        input: row.input, output: row.output, costNanos: row.costNanos, isStated: row.isStated, model: row.model)
      if !counted.isEmpty { counted[number]?.add(row.sums) }
    }
  }

  /// Says what a row with others below it is, once all of those are known.
  ///
  /// - Returns: what it comes to as a child, and what it and all below it count.
  private func settle(
    _ place: Int, _ below: (children: TraceSums, counted: TraceSums), _ marks: inout Marks
  ) -> (own: TraceSums, total: TraceSums) {
    let row = rows[place]
    var own = row.sums
    let direct = below.children
    var total = below.counted
    switch Self.relation(own, direct: direct, total: total) {
    case .sum:
      marks.set(Marks.sum, place)
      if row.costNanos == 0 { own = own.hasTokens(of: total) ? total : direct }
    case .sumWithCost:
      marks.absorbing.append(place)
      total = own
    case .alike:
      marks.set(Marks.alike, place)
      total.add(own)
    case .own:
      if Self.isLarger(row, direct) { marks.set(Marks.larger, place) }
      total.add(own)
    }
    return (own, total)
  }

  /// What each row was found to be, by the first place of its id.
  private struct Marks {
    private(set) var flags: [UInt8]
    private var hasFlags = false
    /// Rows that alone say what those below them cost.
    var absorbing: [Int] = []

    var isEmpty: Bool { !hasFlags && absorbing.isEmpty }

    static let sum: UInt8 = 1
    static let absorbed: UInt8 = 2
    static let alike: UInt8 = 4
    static let larger: UInt8 = 8

    init(count: Int) { flags = [UInt8](repeating: 0, count: count) }

    mutating func set(_ flag: UInt8, _ place: Int) {
      flags[place] |= flag
      hasFlags = true
    }

    func has(_ flag: UInt8, _ place: Int) -> Bool { flags[place] & flag != 0 }
  }

  static func relation(_ row: TraceSums, direct: TraceSums, total: TraceSums) -> TraceSums.Relation {
    let byTotal = row.relation(to: total)
    if case .own = byTotal {
      let byChildren = row.relation(to: direct)
      // Rows further down have tokens of their own and stay, so the row cannot stand for its children alone.
      if case .sumWithCost = byChildren { return .alike }
      return byChildren
    }
    return byTotal
  }

  /// Marks the rows with tokens or cost below those that absorb them, without those that are passed over anyway.
  private func markAbsorbed(_ marks: inout Marks, _ above: [Int32]) {
    guard !marks.absorbing.isEmpty else { return }
    var below: [Int: [Int]] = [:]
    for (place, parent) in above.enumerated() where parent >= 0 { below[Int(parent), default: []].append(place) }
    var seen: Set<Int> = []
    // Rows far down come first, so that no part of a trace is walked twice.
    for start in marks.absorbing {
      var open = below[start] ?? []
      while let place = open.popLast() {
        guard seen.insert(place).inserted else { continue }
        if rows[place].hasTokens || rows[place].costNanos != 0, !marks.has(Marks.sum, place) {
          marks.set(Marks.absorbed, place)
        }
        open += below[place] ?? []
      }
    }
  }

  private func findings(_ marks: Marks, _ places: RowPlaces) -> Findings {
    var found = Findings()
    for place in rows.indices {
      let row = rows[place]
      let first = places.areDistinct ? place : places.first(row.id, rows) ?? place
      let flags = marks.flags[first]
      guard flags != 0 else { continue }
      if flags & Marks.sum != 0 {
        found.sums.add(place, tokens: row.tokens, costNanos: row.costNanos)
      } else if flags & Marks.absorbed != 0 {
        found.absorbed.add(place, tokens: row.tokens, costNanos: row.costNanos)
      } else if first == place {
        if flags & Marks.larger != 0 { found.larger.add(place, tokens: row.tokens, costNanos: row.costNanos) }
        if flags & Marks.alike != 0 { found.alike.add(place, tokens: row.tokens, costNanos: row.costNanos) }
      }
    }
    for place in marks.absorbing where !marks.has(Marks.sum, place) && !marks.has(Marks.absorbed, place) {
      found.absorbing.add(place, tokens: rows[place].tokens, costNanos: rows[place].costNanos)
    }
    return found
  }

  static func isLarger(_ row: Row, _ below: TraceSums) -> Bool {
    if row.hasTokens {
      return below.hasTokens && Int128(row.input) >= below.input && Int128(row.output) >= below.output
    }
    return below.costNanos > 0 && Int128(row.costNanos) >= below.costNanos
  }

  /// The last row above that the file names; 0 where it was passed over and has none above it.
  func topmost(_ row: Row) -> UInt64 {
    var top = row.parent
    for key in KeysAbove(from: row.parent, links, limit: Self.stepLimit + 1) { top = key }
    return top
  }

  /// The next row above that is read.
  func placeAbove(_ row: Row, _ places: RowPlaces) -> Int? {
    for key in KeysAbove(from: row.parent, links, limit: Self.stepLimit) {
      if let place = places.first(key, rows) { return place }
    }
    return nil
  }
}
