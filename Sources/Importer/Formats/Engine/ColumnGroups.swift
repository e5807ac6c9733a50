internal import CSVCodec
internal import Crypto

/// Columns that stand once for each tool, with the same names each time: `[openai:gpt-5] prompt, Status, Score, …`.
///
/// A row of such a file is one case and as many outcomes as there are tools.
struct ColumnGroups {
  /// Names of what a group gives beside its own columns.
  static let tool = "#tool"
  static let test = "#case"

  private let tools: [[UInt8]]
  /// Where each group begins, and where the last one ends.
  private let starts: [Int]
  private let header: [String]
  private var test: [UInt8] = []
  /// How often a case was there before.
  private var seen: [[UInt8]: Int] = [:]

  /// - Returns: nil for a header without groups. A group begins with a column whose name begins with `[TOOL]`.
  init?(header: [String]) {
    self.header = header
    let found = header.indices.filter { header[$0].hasPrefix("[") && header[$0].contains("]") }
    guard let first = found.first, first > 0 else { return nil }
    starts = found + [header.count]
    tools = found.map { index in Array(header[index].dropFirst().prefix { $0 != "]" }.utf8) }
  }

  var count: Int { tools.count }

  func has(_ name: String) -> Bool { name == Self.tool || name == Self.test || place(name, group: 0) != nil }

  private func place(_ name: String, group: Int) -> Int? {
    (starts[group]..<starts[group + 1]).first { header[$0] == name }
  }

  /// The cells before the first group are the case: its id is made of their bytes and of how often they came before.
  mutating func begin(_ record: borrowing CSVReader) {
    var hash = SHA256()
    for column in 0..<starts[0] {
      hash.update(data: Array(record.field(column)))
      hash.update(data: [0xFF])
    }
    let digits = hash.finalize().prefix(8).flatMap { byte -> [UInt8] in
      [byte >> 4, byte & 15].map { $0 < 10 ? 48 + $0 : 87 + $0 }
    }
    let before = seen[digits, default: 0]
    seen[digits] = before + 1
    test = digits + (before == 0 ? [] : Array("-\(before + 1)".utf8))
  }

  /// The value of a name in one group.
  func text(_ name: String, group: Int, _ record: borrowing CSVReader, _ arena: TextArena) -> CellRow.Bytes {
    switch name {
    case Self.tool: return copy(tools[group], arena)
    case Self.test: return copy(test, arena)
    default:
      guard let place = place(name, group: group) else { return CellRow.Bytes(start: nil, count: 0) }
      return CellRow.trimmed(record.field(place))
    }
  }

  private func copy(_ bytes: [UInt8], _ arena: TextArena) -> CellRow.Bytes {
    arena.begin(limit: bytes.count)
    bytes.withUnsafeBufferPointer { arena.append($0) }
    return arena.end()
  }
}
