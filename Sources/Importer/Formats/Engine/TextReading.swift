internal import Foundation

/// Reads one text of the canonical row by its rule; behind a reference, so that no row copies it.
final class TextReading {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  private let slots: [Int]
  /// The first slot, and those that speak where it is blank.
  private let first: Int
  private let others: [Int]
  private let constant: Bytes
  private let prefix: [UInt8]
  private let hasPrefix: Bool
  private let isComposed: Bool
  private let pattern: Pattern?
  /// What cells became that need a pattern, or one spelling of their letters.
  private let known = CellTexts()

  /// - Parameters:
  ///   - constants: keeps the constant text as long as the reading lives.
  ///   - override: what the user says where the source says nothing.
  init(_ rule: TextRule, _ row: inout CellRow, constants: TextArena, override: String? = nil) throws {
    slots = row.slots(rule.columns)
    first = slots.first ?? CellRow.absent
    others = Array(slots.dropFirst())
    constant = (override ?? rule.constant).map { constants.copy($0) } ?? Bytes(start: nil, count: 0)
    prefix = Array((rule.prefix ?? "").utf8)
    hasPrefix = !prefix.isEmpty
    isComposed = rule.isComposed
    pattern = try rule.pattern.map { try Pattern($0) }
  }

  /// Whether there is any place that the text can come from.
  var isPossible: Bool { !slots.isEmpty || constant.count > 0 }

  /// The slot that is to blame for a text.
  var slot: Int? { slots.first }

  @inline(__always)
  func text(_ row: CellRow) -> Bytes {
    if isComposed { return composed(row) }
    let text = text(row[first], row)
    if text.count > 0 { return text }
    return others.isEmpty ? constant : otherText(row)
  }

  private func otherText(_ row: CellRow) -> Bytes {
    for slot in others {
      let text = text(row[slot], row)
      if text.count > 0 { return text }
    }
    return constant
  }

  /// What a cell says; empty where it says nothing.
  @inline(__always)
  private func text(_ cell: Bytes, _ row: CellRow) -> Bytes {
    guard cell.count > 0 else { return cell }
    let own = hasPrefix ? withoutPrefix(cell) : cell
    return pattern == nil && ByteSearch.isASCII(own) ? own : careful(own, row.arena)
  }

  /// The texts of all slots; blank where one of them is.
  private func composed(_ row: CellRow) -> Bytes {
    var limit = 0
    for slot in slots {
      if row[slot].count == 0 { return constant }
      limit += row[slot].count + 1
    }
    row.arena.begin(limit: limit)
    for (index, slot) in slots.enumerated() {
      if index > 0 { row.arena.append(UInt8(ascii: "|")) }
      row.arena.append(row[slot])
    }
    return row.arena.end()
  }

  private func withoutPrefix(_ cell: Bytes) -> Bytes {
    guard cell.count >= prefix.count else { return cell }
    for index in 0..<prefix.count where cell[index] != prefix[index] { return cell }
    return CellRow.trimmed(Bytes(rebasing: cell[prefix.count...]))
  }

  @inline(never)
  private func careful(_ cell: Bytes, _ arena: TextArena) -> Bytes {
    if let text = known.text(of: cell) { return text }
    // One spelling of each letter, as in canonical files.
    var text = String(decoding: cell, as: UTF8.self).precomposedStringWithCanonicalMapping
    if let pattern { text = pattern.match(text) }
    let made = arena.copy(text)
    known.remember(cell, made)
    return made
  }

  /// A regular expression behind a reference: a plain one makes every check of an optional reading slow.
  private final class Pattern {
    private let regex: Regex<AnyRegexOutput>

    init(_ text: String) throws { regex = try Regex(text) }

    /// The first group of the first match, or the whole match; empty where there is none.
    func match(_ text: String) -> String {
      guard let match = try? regex.firstMatch(in: text) else { return "" }
      return String(match.output.count > 1 ? match.output[1].substring ?? "" : text[match.range])
    }
  }
}
