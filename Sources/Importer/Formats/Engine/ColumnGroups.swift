internal import CSVCodec
internal import Crypto

/// Columns that stand once for each tool, with the same names each time: `[openai:gpt-5] prompt, Status, Score, …`.
///
/// A row of such a file is one case and as many outcomes as there are tools.
struct ColumnGroups {
  /// Names of what a group gives beside its own columns.
  static let tool = "#tool"
  static let test = "#case"

  private let tools: [CellRow.Bytes]
  /// Where each group begins, and where the last one ends.
  private let starts: [Int]
  private let header: [String]
  /// Holds the names of the tools, and the id of the case.
  private let toolTexts = TextArena()
  private let testText = TextArena()
  private var test = CellRow.Bytes(start: nil, count: 0)
  /// Tells apart the cases that are alike, by the number that their ids are made of.
  private var seen = EqualRows()

  /// - Returns: nil for a header without groups. A group begins with a column whose name begins with `[TOOL]`.
  init?(header: [String]) {
    self.header = header
    let found = header.indices.filter { header[$0].hasPrefix("[") && header[$0].contains("]") }
    guard let first = found.first, first > 0 else { return nil }
    starts = found + [header.count]
    let texts = toolTexts
    tools = found.map { index in texts.copy(String(header[index].dropFirst().prefix { $0 != "]" })) }
  }

  var count: Int { tools.count }

  func has(_ name: String) -> Bool { name == Self.tool || name == Self.test || place(name, group: 0) != nil }

  private func place(_ name: String, group: Int) -> Int? {
    (starts[group]..<starts[group + 1]).first { header[$0] == name }
  }

  /// Where a value comes from.
  enum Place {
    case column(Int)
    case tool
    case test
    case absent
  }

  /// Where the value of a name comes from in each group.
  func places(of name: String) -> [Place] {
    (0..<count).map { group in
      switch name {
      case Self.tool: .tool
      case Self.test: .test
      default: place(name, group: group).map { .column($0) } ?? .absent
      }
    }
  }

  /// The cells before the first group are the case: its id is made of their bytes and of how often they came before.
  mutating func begin(_ record: borrowing CSVReader) {
    var hash = SHA256()
    for column in 0..<starts[0] {
      let cell = record.field(column)
      if cell.count > 0 { hash.update(bufferPointer: UnsafeRawBufferPointer(cell)) }
      withUnsafeBytes(of: 0xFF as UInt8) { hash.update(bufferPointer: $0) }
    }
    let number = hash.finalize().withUnsafeBytes { UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self)) }
    let place = seen.place(ofHash: max(1, number))
    testText.reset()
    testText.begin(limit: 40)
    testText.append(word: Self.digits(UInt32(truncatingIfNeeded: number >> 32)))
    testText.append(word: Self.digits(UInt32(truncatingIfNeeded: number)))
    if place > 1 {
      for byte in "-\(place)".utf8 { testText.append(byte) }
    }
    test = testText.end()
  }

  /// The eight hexadecimal digits of a number, the first one in the lowest byte.
  private static func digits(_ number: UInt32) -> UInt64 {
    var word: UInt64 = 0
    for place in 0..<8 {
      let digit = UInt64(number >> UInt32(28 - place * 4) & 15)
      word |= (digit < 10 ? 48 + digit : 87 + digit) << UInt64(place * 8)
    }
    return word
  }

  /// The value at a place of one group.
  func text(_ place: Place, group: Int, _ record: borrowing CSVReader) -> CellRow.Bytes {
    switch place {
    case .column(let column): CellRow.trimmed(record.field(column))
    case .tool: tools[group]
    case .test: test
    case .absent: CellRow.Bytes(start: nil, count: 0)
    }
  }
}
