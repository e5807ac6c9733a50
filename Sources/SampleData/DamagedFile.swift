/// A file in fields, with the place of its damage.
struct DamagedFile {
  private static let comma = UInt8(ascii: ",")
  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")
  /// A column more than any reader takes.
  private static let columnsTooMany = 257

  /// The header, then the rows.
  private var records: [[[UInt8]]]
  private var random: RandomNumbers
  private let header: [String]
  /// The damaged row.
  private let row: Int

  init?(_ bytes: [UInt8], seed: UInt64) {
    random = RandomNumbers(seed: seed)
    records = bytes.split(separator: Self.lineFeed).map { line in
      line.split(separator: Self.comma, omittingEmptySubsequences: false).map { Array($0) }
    }
    guard let first = records.first, records.count > 2 else { return nil }
    header = first.map { String(decoding: $0, as: UTF8.self) }
    row = 1 + random.below(records.count - 1)
  }

  var bytes: [UInt8] { bytes(separator: Self.comma) }

  private func bytes(separator: UInt8) -> [UInt8] {
    var result: [UInt8] = []
    for record in records {
      result.append(contentsOf: record.joined(separator: [separator]))
      result.append(Self.lineFeed)
    }
    return result
  }

  /// Damages that know nothing of fields.
  func bytesAfter(_ damage: Damage) -> [UInt8] {
    switch damage {
    case .byteOrderMark: [0xEF, 0xBB, 0xBF] + bytes
    case .carriageReturns: bytes.flatMap { $0 == Self.lineFeed ? [Self.carriageReturn, $0] : [$0] }
    case .carriageReturnsAlone: bytes.map { $0 == Self.lineFeed ? Self.carriageReturn : $0 }
    case .mixedLineEnds: withMixedLineEnds
    case .noFinalNewline: Array(bytes.dropLast())
    case .blankLinesAtEnd: bytes + [Self.lineFeed, Self.carriageReturn, Self.lineFeed]
    case .semicolons: bytes(separator: UInt8(ascii: ";"))
    case .tabs: bytes(separator: UInt8(ascii: "\t"))
    case .nulByte: withByte(0)
    case .invalidUTF8: withByte(0xFF)
    case .utf16: [0xFF, 0xFE] + bytes.flatMap { [$0, 0] }
    case .utf16BigEndian: [0xFE, 0xFF] + bytes.flatMap { [0, $0] }
    case .trailingGarbage: bytes + Array("-- end of export --\n".utf8)
    case .filesGlued: bytes.dropLast() + bytes
    case .emptyFile: []
    case .headerOnly: Array(bytes.prefix { $0 != Self.lineFeed }) + [Self.lineFeed]
    default: cut
    }
  }

  /// Every other row ends in a carriage return and a line feed.
  private var withMixedLineEnds: [UInt8] {
    var damaged = self
    for index in damaged.records.indices where index % 2 == 1 {
      damaged.records[index][damaged.records[index].count - 1].append(Self.carriageReturn)
    }
    return damaged.bytes
  }

  /// The byte stands in the key: no reader can take it for anything else.
  private func withByte(_ byte: UInt8) -> [UInt8] {
    var damaged = self
    damaged.records[row][0].append(byte)
    return damaged.bytes
  }

  /// The file up to somewhere in its last row, at least one field short.
  private var cut: [UInt8] {
    var damaged = self
    let last = damaged.records.count - 1
    let kept = 1 + row % max(1, damaged.records[last].count - 1)
    damaged.records[last] = Array(damaged.records[last].prefix(kept))
    return Array(damaged.bytes.dropLast())
  }

  /// Damages of whole columns; false where there is no place for it.
  mutating func changeColumns(_ damage: Damage) -> Bool {
    let last = header.count - 1
    guard last > 0 else { return false }
    let column = random.below(last)
    switch damage {
    case .columnsSwapped: for index in records.indices { records[index].swapAt(column, last) }
    case .headerInCapitals: records[0] = header.map { Array(" \($0.uppercased())".utf8) }
    case .misspeltColumn:
      // Every canonical usage and outcome file has its key first, and no reader can do without it.
      records[0][0].append(UInt8(ascii: "d"))
    case .columnTwice: for index in records.indices { records[index].append(records[index][column]) }
    case .columnUnknown: addColumns(1)
    case .tooManyColumns: addColumns(Self.columnsTooMany - header.count)
    case .spacesAroundFields:
      records = records.map { $0.map { [UInt8(ascii: " ")] + $0 + [UInt8(ascii: " ")] } }
    default: records = records.map { $0.map { [Self.quote] + $0 + [Self.quote] } }
    }
    return true
  }

  /// Columns that no format knows.
  private mutating func addColumns(_ count: Int) {
    for index in records.indices {
      for column in 0..<count { records[index].append(Array(index == 0 ? "note_\(column)".utf8 : "7".utf8)) }
    }
  }

  /// Damages of whole rows.
  mutating func changeRows(_ damage: Damage) -> Bool {
    switch damage {
    case .repeatedRow: records.append(records[row])
    case .repeatedHeader: records.insert(records[0], at: row + 1)
    case .totalsRow: addTotals(key: "Total")
    case .totalsRowWithoutKey: addTotals(key: "")
    case .missingField: records[row].removeLast()
    case .extraField: records[row].append(Array("more".utf8))
    case .halfRowInMiddle: cutRowInMiddle()
    case .rowsJoined: joinRows()
    case .rowInQuotes:
      records[row] = [[Self.quote] + records[row].joined(separator: [Self.comma]) + [Self.quote]]
    case .cellsShifted: records[row] = [[]] + records[row].dropLast()
    case .scientificKeys: return setScientificKeys()
    default: return addOtherBody()
    }
    return true
  }

  private mutating func addTotals(key: String) {
    var total = Array(repeating: [UInt8](), count: header.count)
    total[0] = Array(key.utf8)
    total[header.count - 1] = Array("12345".utf8)
    records.append(total)
  }

  /// Half of a row that is not the last one.
  private mutating func cutRowInMiddle() {
    let middle = 1 + row % (records.count - 2)
    records[middle] = Array(records[middle].prefix(max(1, header.count / 2)))
  }

  /// Two rows whose line break was lost.
  private mutating func joinRows() {
    let first = 1 + row % (records.count - 2)
    let second = records.remove(at: first + 1)
    records[first][header.count - 1] += second[0]
    records[first] += second.dropFirst()
  }

  /// Long keys as a spreadsheet shows them: many requests under one id. Outcomes restate one another instead.
  private mutating func setScientificKeys() -> Bool {
    guard header.contains("model") else { return false }
    for index in 1..<records.count { records[index][0] = Array("1.23457E+15".utf8) }
    return true
  }

  /// The row once more with another model: one key, two requests. Outcomes have none, since a later one restates.
  private mutating func addOtherBody() -> Bool {
    guard let model = header.firstIndex(of: "model") else { return false }
    var other = records[row]
    other[model].append(UInt8(ascii: "x"))
    records.append(other)
    return true
  }

  /// Damages of one field of one row.
  mutating func changeField(_ damage: Damage) -> Bool {
    let field = DamagedField(damage, key: header[0])
    return change(field.columns, field.change)
  }

  /// Changes the first filled field of one of the columns, at the row of the seed or the next that has one.
  private mutating func change(_ columns: [String], _ change: ([UInt8]) -> [UInt8]) -> Bool {
    for offset in 0..<records.count - 1 {
      let index = 1 + (row - 1 + offset) % (records.count - 1)
      for name in columns {
        guard let column = header.firstIndex(of: name), records[index].indices.contains(column),
          !records[index][column].isEmpty
        else { continue }
        records[index][column] = change(records[index][column])
        return true
      }
    }
    return false
  }
}
