internal import CSVCodec

/// The cells of one row that a format reads, by slots: each wanted column has one.
struct CellRow {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  static let absent = -1

  private let header: [String]
  /// What each slot holds.
  private(set) var columns: [SourceColumn] = []
  /// Column of each slot in the file.
  private(set) var places: [Int] = []
  private var paths: [[[UInt8]]] = []
  private var cells: [Bytes] = []
  let arena = TextArena()

  init(header: [String]) { self.header = header }

  /// The slot of a column; `absent` where the file does not have it.
  mutating func slot(_ column: SourceColumn) -> Int {
    if let known = columns.firstIndex(of: column) { return known }
    guard let place = header.firstIndex(of: column.name) else { return Self.absent }
    columns.append(column)
    places.append(place)
    paths.append(column.path.map { Array($0.utf8) })
    cells.append(Bytes(start: nil, count: 0))
    return columns.count - 1
  }

  /// The slots of those columns that the file has.
  mutating func slots(_ columns: [SourceColumn]) -> [Int] {
    columns.map { slot($0) }.filter { $0 != Self.absent }
  }

  /// Takes the row's cells, without the spaces around them.
  ///
  /// - Returns: the slot of a cell that should be JSON and is not.
  mutating func fill(_ record: borrowing CSVReader) -> Int? {
    arena.reset()
    var damaged: Int?
    for slot in 0..<places.count {
      let cell = Self.trimmed(record.field(places[slot]))
      if paths[slot].isEmpty || cell.count == 0 {
        cells[slot] = cell
      } else if JSONScan.isValid(cell) {
        cells[slot] = JSONScan.find(cell, paths[slot], arena)
      } else {
        cells[slot] = Bytes(start: nil, count: 0)
        damaged = damaged ?? slot
      }
    }
    return damaged
  }

  /// Takes the values of an object; `../name` is a value of the object around it.
  mutating func fill(_ object: JSONRows.Row, _ bytes: Bytes) {
    arena.reset()
    for slot in 0..<places.count {
      let name = columns[slot].name
      let isOuter = name.hasPrefix("../")
      let start = isOuter ? object.outer.last : object.start
      let key = Array((isOuter ? name.dropFirst(3) : name[...]).utf8)
      let inside = start.flatMap { JSONScan.member(bytes, $0, key) }
      guard let inside else {
        cells[slot] = Bytes(start: nil, count: 0)
        continue
      }
      cells[slot] = Self.trimmed(JSONScan.find(bytes, paths[slot], arena, from: inside))
    }
  }

  /// Empty where the file does not have the column.
  @inline(__always)
  subscript(slot: Int) -> Bytes { slot < 0 ? Bytes(start: nil, count: 0) : cells[slot] }

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
struct CellProblem {
  /// nil = the row as a whole.
  var column: SourceColumn?
  /// Column in the file.
  var place: Int?
  var code: String
  var message: String
  var remedy: String?
}
