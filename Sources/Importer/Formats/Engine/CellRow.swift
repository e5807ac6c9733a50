internal import CSVCodec

/// The cells of one row that a format reads, by slots: each wanted column has one.
///
/// Behind a reference, so that no step of a row copies it. Only `fill` and what comes before rows change it, of which
/// none calls another one: accesses need no check.
final class CellRow {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  static let absent = -1

  private let header: [String]
  /// What each slot holds.
  @exclusivity(unchecked) private(set) var columns: [SourceColumn] = []
  /// Column of each slot in the file.
  @exclusivity(unchecked) private(set) var places: [Int] = []
  private let memory = CellMemory()
  let arena = TextArena()
  /// What the dates of all rows say of their order.
  let dates = DateOrderEvidence()
  /// What the dots in its counts of tokens are.
  let dots = DotEvidence()
  /// Times that the clocks of the file's zone left out or showed twice.
  let clocks = ClockEvidence()
  /// Slots that are a cell of the file as it is.
  @exclusivity(unchecked) private var plainSlots: [(slot: Int, place: Int)] = []
  /// Columns of JSON with what is wanted out of them.
  @exclusivity(unchecked) private var trees: [(place: Int, slot: Int, tree: JSONTree)] = []
  /// What is wanted out of an object of a JSON file.
  private var ownTree = JSONTree([])
  /// Slots of the object around it, with the keys that lead to them.
  private var outer: [(slot: Int, path: [[UInt8]])] = []

  /// Columns that come once for each tool, and the slots that they fill.
  @exclusivity(unchecked) private var groups: ColumnGroups?
  private var groupSlots: [Int] = []
  /// Where those slots come from in each group.
  private var groupPlaces: [[ColumnGroups.Place]] = []
  /// The group that is read.
  var group = 0

  init(header: [String], groups: ColumnGroups? = nil) {
    self.header = header
    self.groups = groups
  }

  /// How many rows one record of the file is.
  var groupCount: Int { groups?.count ?? 1 }

  /// The slot of a column; `absent` where the file does not have it.
  func slot(_ column: SourceColumn) -> Int {
    if let known = columns.firstIndex(of: column) { return known }
    let isGrouped = groups?.has(column.name) == true
    guard let place = header.firstIndex(of: column.name) ?? (isGrouped ? 0 : nil) else { return Self.absent }
    if isGrouped { groupSlots.append(columns.count) }
    columns.append(column)
    places.append(place)
    memory.reserve(columns.count)
    return columns.count - 1
  }

  /// The slots of those columns that the file has.
  func slots(_ columns: [SourceColumn]) -> [Int] {
    columns.map { slot($0) }.filter { $0 != Self.absent }
  }

  /// Prepares the reading of rows; to be called once, after the last slot was asked for.
  func settle() {
    plainSlots = columns.indices.filter { columns[$0].path.isEmpty && !groupSlots.contains($0) }
      .map { ($0, places[$0]) }
    groupPlaces = groupSlots.map { groups?.places(of: columns[$0].name) ?? [] }
    trees = []
    for slot in columns.indices where !columns[slot].path.isEmpty {
      guard !trees.contains(where: { $0.place == places[slot] }) else { continue }
      let wanted = columns.indices.filter { places[$0] == places[slot] && !columns[$0].path.isEmpty }
        .map { (slot: $0, path: columns[$0].path.map { Array($0.utf8) }) }
      trees.append((places[slot], slot, JSONTree(wanted)))
    }
    func keys(_ slot: Int, dropping count: Int) -> [[UInt8]] {
      ([String(columns[slot].name.dropFirst(count))] + columns[slot].path).map { Array($0.utf8) }
    }
    let isOuter = columns.map { $0.name.hasPrefix("../") }
    ownTree = JSONTree(columns.indices.filter { !isOuter[$0] }.map { ($0, keys($0, dropping: 0)) })
    outer = columns.indices.filter { isOuter[$0] }.map { ($0, keys($0, dropping: 3)) }
  }

  /// Takes the row's cells, without the spaces around them.
  ///
  /// - Returns: the slot of a cell that should be JSON and is not.
  func fill(_ record: borrowing CSVReader) -> Int? {
    arena.reset()
    let cells = memory.cells
    let fields = record.recordFields
    for (slot, place) in plainSlots { cells[slot] = Self.trimmed(fields[place]) }
    if groups != nil { fillGroup(record) }
    var damaged: Int?
    for index in trees.indices {
      let cell = Self.trimmed(fields[trees[index].place])
      let isSound = trees[index].tree.fill(cell, cells, arena)
      if !isSound, cell.count > 0 { damaged = damaged ?? trees[index].slot }
    }
    return damaged
  }

  @inline(never)
  private func fillGroup(_ record: borrowing CSVReader) {
    if group == 0 { groups?.begin(record) }
    for (index, slot) in groupSlots.enumerated() {
      let text = groups?.text(groupPlaces[index][group], group: group, record)
      memory.cells[slot] = text ?? Bytes(start: nil, count: 0)
    }
  }

  /// Whether a record that is wider than the header has its cells where the header says: what is too much is blank, or
  /// stands behind columns that may be repeated, and those behind every column that is read.
  func isInPlace(_ record: borrowing CSVReader) -> Bool {
    var isBlank = true
    for column in header.count..<record.fieldCount where Self.trimmed(record.field(column)).count > 0 {
      isBlank = false
    }
    if isBlank { return true }
    let repeated = header.indices.first { index in header[..<index].contains(header[index]) }
    guard let repeated, let first = header.firstIndex(of: header[repeated]) else { return false }
    return places.allSatisfy { $0 < first }
  }

  /// Takes the values of an object; `../name` is a value of the object around it.
  ///
  /// - Returns: false where the object states a key twice.
  func fill(_ object: JSONRows.Row, _ bytes: Bytes) -> Bool {
    arena.reset()
    let isSound = ownTree.fill(bytes, from: object.start, memory.cells, arena)
    for (slot, path) in outer {
      // The object around can hold all rows: nothing behind the value is looked at.
      let text = object.outer.last.map { JSONScan.find(bytes, path, arena, from: $0) }
      memory.cells[slot] = Self.trimmed(text ?? Bytes(start: nil, count: 0))
    }
    return isSound
  }

  /// Empty where the file does not have the column.
  @inline(__always)
  subscript(slot: Int) -> Bytes { slot < 0 ? Bytes(start: nil, count: 0) : memory.cells[slot] }

  @inline(__always)
  static func trimmed(_ field: Bytes) -> Bytes {
    guard field.count > 0 else { return field }
    if field[0] > 0x20, field[field.count - 1] > 0x20 { return field }
    var start = 0
    var end = field.count
    while start < end, isSpace(field[start]) { start += 1 }
    while end > start, isSpace(field[end - 1]) { end -= 1 }
    return Bytes(rebasing: field[start..<end])
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }

  /// Whether the cell holds the word, which is in lower case.
  static func holds(_ cell: Bytes, _ word: [UInt8]) -> Bool {
    guard cell.count == word.count else { return false }
    for index in 0..<word.count where lower(cell[index]) != word[index] { return false }
    return true
  }

  @inline(__always)
  private static func lower(_ byte: UInt8) -> UInt8 { byte &- 65 <= 25 ? byte | 0x20 : byte }
}

/// What is wrong with a row of a source.
struct CellProblem: Hashable {
  /// nil = the row as a whole.
  var column: SourceColumn?
  /// Column in the file.
  var place: Int?
  var code: String
  var message: String
  var remedy: String?
}
