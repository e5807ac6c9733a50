internal import Foundation

/// Reads one text of the canonical row by its rule.
struct TextReading {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  private let slots: [Int]
  private let constant: Bytes
  private let prefix: [UInt8]
  private let pattern: Regex<AnyRegexOutput>?
  /// Matches of the texts that were seen, up to a limit.
  private var matched: [String: String] = [:]
  private static let matchedLimit = 10_000

  /// - Parameters:
  ///   - constants: keeps the constant text as long as the reading lives.
  ///   - override: what the user says where the source says nothing.
  init(_ rule: TextRule, _ row: inout CellRow, constants: TextArena, override: String? = nil) throws {
    slots = row.slots(rule.columns)
    constant = (override ?? rule.constant).map { constants.copy($0) } ?? Bytes(start: nil, count: 0)
    prefix = Array((rule.prefix ?? "").utf8)
    pattern = try rule.pattern.map { try Regex($0) }
  }

  /// Whether there is any place that the text can come from.
  var isPossible: Bool { !slots.isEmpty || constant.count > 0 }

  /// The slot that is to blame for a text.
  var slot: Int? { slots.first }

  @inline(__always)
  mutating func text(_ row: CellRow) -> Bytes {
    for slot in slots {
      let cell = row[slot]
      if cell.count > 0 {
        let isPlain = prefix.isEmpty && pattern == nil && Self.isASCII(cell)
        let text = isPlain ? cell : careful(cell, row.arena)
        if text.count > 0 { return text }
      }
    }
    return constant
  }

  @inline(__always)
  private static func isASCII(_ cell: Bytes) -> Bool {
    var seen: UInt8 = 0
    for byte in cell { seen |= byte }
    return seen < 0x80
  }

  @inline(never)
  private mutating func careful(_ cell: Bytes, _ arena: TextArena) -> Bytes {
    var cell = cell
    if !prefix.isEmpty, cell.starts(with: prefix) { cell = CellRow.trimmed(Bytes(rebasing: cell[prefix.count...])) }
    // One spelling of each letter, as in canonical files.
    var text = String(decoding: cell, as: UTF8.self).precomposedStringWithCanonicalMapping
    if let pattern { text = match(text, pattern) }
    return arena.copy(text)
  }

  private mutating func match(_ text: String, _ pattern: Regex<AnyRegexOutput>) -> String {
    if let known = matched[text] { return known }
    var found = ""
    if let match = try? pattern.firstMatch(in: text) {
      found = String(match.output.count > 1 ? match.output[1].substring ?? "" : text[match.range])
    }
    if matched.count < Self.matchedLimit { matched[text] = found }
    return found
  }
}
