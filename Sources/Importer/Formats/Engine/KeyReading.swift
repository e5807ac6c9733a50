internal import TriageModel

/// Makes the id of a row.
struct KeyReading {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  private let column: Int?
  private let parts: [Int]
  /// The slot that takes the place of another one in rows where it is not blank.
  private let instead: Int
  private let replaced: Int
  private let start: [UInt8]
  /// The worker that the user names for the whole file: two people's files hold different rows.
  private let worker: [UInt8]

  /// Whether the user names the worker of the whole file.
  var namesWorker: Bool { !worker.isEmpty }

  /// Those of the parts that are times: a later delivery may write them in another way.
  private let timeParts: [Int]
  private var partTime: PartTime
  private let hasTime: Bool
  private let isJoined: Bool
  private var time = InstantWriting()
  /// Which columns of the last row's id hold something: a bit each.
  private(set) var filledColumns: UInt64 = 0
  /// Which values they hold: a few bits of a hash for each column, the first one lowest; 0 where nobody asks.
  private(set) var values: UInt64 = 0
  /// How many of these bits each column has; 0 = they are not asked for.
  private let valueWidth: Int
  /// How long the last id is without the number that tells equal rows apart; 0 where rows cannot be alike.
  private(set) var baseLength = 0
  /// nil where the source's rows cannot be alike.
  private(set) var equalRows: EqualRows?

  /// - Parameters:
  ///   - instead: a column that takes the place of another one in rows where it is not blank.
  ///   - worker: whose rows all of the file's are, where the file does not say it.
  init(
    _ rule: KeyRule, _ format: SourceFormat, _ row: inout CellRow, _ settings: SourceSettings, hasTime: Bool,
    instead: (column: SourceColumn, of: SourceColumn)? = nil, worker: String? = nil
  ) {
    self.instead = instead.map { row.slot($0.column) } ?? CellRow.absent
    replaced = instead.map { row.slot($0.of) } ?? CellRow.absent
    var isRange = false
    if case .range = format.grain { isRange = true }
    self.hasTime = hasTime && !isRange
    partTime = PartTime(row)
    var start = format.name
    if isRange { start += "|" + (settings.period?.text ?? "") }
    self.start = Array(start.utf8)
    equalRows = format.hasEqualRows ? EqualRows() : nil
    valueWidth = format.isGroupedByKey ? Self.valueWidth(columns: format.keyParts.count) : 0
    self.worker =
      worker.map { name in
        Array("|\(name.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "%7C"))".utf8)
      } ?? []
    switch rule {
    case .column(let name):
      column = row.slot(name)
      parts = []
      timeParts = []
      isJoined = false
    case .joined(let columns):
      column = nil
      parts = columns.map { row.slot($0) }
      timeParts = []
      isJoined = true
    case .parts(let columns):
      column = nil
      parts = columns.map { row.slot($0) }
      timeParts = columns.filter { format.datedColumns.contains($0) }.map { row.slot($0) }
      isJoined = false
    }
  }

  /// Up to three bits for a value: few enough to add up many values, and rarely the same for two. Of two bits there is
  /// nothing to choose: they say that there is a value.
  @inline(__always)
  private static func bits(_ cell: Bytes, width: UInt64) -> UInt64 {
    guard width > 2 else { return (1 << width) - 1 }
    let hash = StableHash.hash(cell)
    // Shares of the width instead of remainders, of which a row would have some dozen.
    func bit(_ part: UInt64) -> UInt64 { 1 << (((part & 0xFFFF) &* width) >> 16) }
    return bit(hash) | bit(hash >> 20) | bit(hash >> 40)
  }

  /// How many bits each of a key's columns has of `values`.
  static func valueWidth(columns: Int) -> Int { columns == 0 ? 0 : UInt64.bitWidth / columns }

  @inline(__always)
  mutating func id(_ row: CellRow, _ nanos: Int64, _ problems: inout [CellProblem]) -> Bytes {
    if let column {
      if row[column].count == 0 { problems.append(row.problem(column, "missing-value", "must not be blank", nil)) }
      return row[column]
    }
    if isJoined { return joined(row, &problems) }
    var limit = start.count + InstantWriting.limit * (1 + timeParts.count) + 1 + worker.count
    filledColumns = 0
    values = 0
    var firstBit = 0
    let insteadCount = row[instead].count
    for part in parts {
      let cell = row[part]
      limit += max(cell.count, insteadCount) * 3 + 1
      filledColumns = filledColumns << 1 | (cell.count > 0 ? 1 : 0)
      guard valueWidth > 0 else { continue }
      if cell.count > 0 { values |= Self.bits(cell, width: UInt64(valueWidth)) << UInt64(firstBit) }
      firstBit += valueWidth
    }
    let arena = row.arena
    arena.begin(limit: limit)
    start.withUnsafeBufferPointer { arena.append($0) }
    if hasTime {
      arena.append(UInt8(ascii: "|"))
      time.append(nanos, to: arena)
    }
    var text = arena.open
    for part in parts {
      text.append(UInt8(ascii: "|"))
      let cell = row[insteadCount > 0 && part == replaced ? instead : part]
      if !timeParts.isEmpty, timeParts.contains(part), partTime.append(cell, to: &text) { continue }
      if cell.count > 0 { Self.append(cell, to: &text) }
    }
    arena.take(text)
    worker.withUnsafeBufferPointer { arena.append($0) }
    let id = arena.end()
    return equalRows == nil ? id : numbered(id, arena)
  }

  /// The id of a row that is not the first of its key says which one it is.
  private mutating func numbered(_ id: Bytes, _ arena: TextArena) -> Bytes {
    baseLength = id.count
    guard let place = equalRows?.place(of: id), place > 1 else { return id }
    let mark = Self.mark(place)
    arena.begin(limit: id.count + mark.count)
    arena.append(id)
    mark.withUnsafeBufferPointer { arena.append($0) }
    return arena.end()
  }

  /// What stands behind the id of the second and each later of equal rows.
  static func mark(_ place: Int64) -> [UInt8] { Array("|#\(place)".utf8) }

  private func joined(_ row: CellRow, _ problems: inout [CellProblem]) -> Bytes {
    var limit = 0
    for part in parts {
      if row[part].count == 0 { problems.append(row.problem(part, "missing-value", "must not be blank", nil)) }
      limit += row[part].count + 1
    }
    row.arena.begin(limit: limit)
    for (index, part) in parts.enumerated() {
      if index > 0 { row.arena.append(UInt8(ascii: "|")) }
      row.arena.append(row[part])
    }
    return row.arena.end()
  }

  /// A divider inside a cell is written as `%7C`, so that different rows have different ids.
  @inline(__always)
  private static func append(_ cell: Bytes, to text: inout OpenText) {
    if ByteSearch.has(UInt8(ascii: "|"), cell) { appendDivided(cell, to: &text) } else { text.append(cell) }
  }

  @inline(never)
  private static func appendDivided(_ cell: Bytes, to text: inout OpenText) {
    for byte in cell {
      if byte == UInt8(ascii: "|") {
        for escaped in "%7C".utf8 { text.append(escaped) }
      } else {
        text.append(byte)
      }
    }
  }
}
