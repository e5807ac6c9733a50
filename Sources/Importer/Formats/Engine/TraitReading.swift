internal import Storage
internal import TriageModel

/// Reads mode, cache lifetime and length of prompt of a source's row.
struct TraitReading {
  private let modes: [Int]
  /// What the cells of each of these slots were, and of `context`, when they were looked at last: most rows repeat them.
  private var lastModes: [LastCell<PriceMode?>]
  private var lastContext = LastCell(RequestTraits.Context.unknown)
  private let firstModeCounts: Bool
  private let hint: (slot: Int, words: WordList, mode: PriceMode)?
  private let standardWords: [[UInt8]]
  private let longWrites: [Int]
  private let context: Int
  private let isAggregated: Bool
  private let isGrouped: Bool
  private let tokensPerUnit: Int64
  /// Rows of a mode that has no name here, and the first such name.
  private(set) var unknownModes: Int64 = 0
  private(set) var firstUnknown = ""

  /// - Parameters:
  ///   - isGrouped: counts may have commas between thousands.
  ///   - tokensPerUnit: tokens that one counted unit stands for.
  init(_ rule: TraitFields, _ row: inout CellRow, isGrouped: Bool, tokensPerUnit: Int64) {
    self.isGrouped = isGrouped
    self.tokensPerUnit = tokensPerUnit
    modes = row.slots(rule.modes)
    lastModes = modes.map { _ in LastCell(nil) }
    firstModeCounts = rule.firstModeCounts
    hint = rule.hint.map { (row.slot($0.column), WordList($0.words), $0.mode) }
    standardWords = rule.standardWords.map { Array($0.utf8) }
    longWrites = row.slots(rule.longWrites)
    context = rule.context.map { row.slot($0) } ?? CellRow.absent
    isAggregated = rule.isAggregated
  }

  mutating func read(_ row: CellRow, _ record: inout RequestRecord, _ problems: inout [CellProblem]) {
    record.traits.isAggregate = isAggregated
    if context >= 0, row[context].count > 0 { readContext(row[context], &record.traits) }
    for (place, slot) in modes.enumerated() where row[slot].count > 0 {
      let mode = mode(row[slot], place)
      if mode == nil {
        unknownModes += 1
        if firstUnknown.isEmpty { firstUnknown = String(decoding: row[slot], as: UTF8.self) }
      }
      if mode != .standard {
        record.traits.mode = mode ?? .other
        break
      }
      if firstModeCounts { break }
    }
    if let hint, hint.words.holds(row[hint.slot]) { record.traits.mode = hint.mode }
    var long: Int64 = 0
    for slot in longWrites {
      switch AmountReading.tokens(row[slot], isGrouped: isGrouped, perUnit: tokensPerUnit) {
      case .value(let tokens): long += tokens
      case .blank: break
      // Said once, where the column is one of those that cache-write tokens are added up of, too.
      case .bad(let message, let remedy): problems.append(row.problem(slot, "bad-number", message, remedy))
      }
    }
    if long > record.cacheWriteTokens {
      problems.append(
        row.problem(
          longWrites.first, "tokens-disagree", "is more than all cache-write tokens, which it is part of",
          "Where the source counts writes for five minutes and for an hour apart, add both up for cache_write_tokens."))
    } else {
      record.traits.longWriteTokens = long
    }
  }

  @inline(__always)
  private mutating func mode(_ cell: CellRow.Bytes, _ place: Int) -> PriceMode? {
    if !lastModes[place].holds(cell) { lastModes[place].remember(cell, newMode(cell)) }
    return lastModes[place].value
  }

  @inline(never)
  private func newMode(_ cell: CellRow.Bytes) -> PriceMode? {
    for word in standardWords where CellRow.holds(cell, word) { return .standard }
    return PriceMode(String(decoding: cell, as: UTF8.self))
  }

  private mutating func readContext(_ cell: CellRow.Bytes, _ traits: inout RequestTraits) {
    if !lastContext.holds(cell) { lastContext.remember(cell, Self.context(cell)) }
    traits.context = lastContext.value
    if cell.count == 5, CellRow.holds(cell, Self.mixed) { traits.isAggregate = true }
  }

  private static let mixed = Array("mixed".utf8)

  private static func context(_ cell: CellRow.Bytes) -> RequestTraits.Context {
    guard cell.count > 0 else { return .unknown }
    if CellRow.holds(cell, Array("long".utf8)) { return .long }
    if CellRow.holds(cell, Array("short".utf8)) { return .short }
    if cell[0] == UInt8(ascii: ">") || cell.starts(with: "200k-".utf8) { return .long }
    if cell.starts(with: "≤".utf8) || cell[0] == UInt8(ascii: "<") || cell.starts(with: "0-".utf8) { return .short }
    return .unknown
  }

  func note(file: String) -> Diagnostic? {
    guard unknownModes > 0 else { return nil }
    return Diagnostic(
      severity: .warning, code: "unknown-mode", position: SourcePosition(file: file),
      message:
        "\(unknownModes) rows are of the mode \"\(PrintableText.cut(firstUnknown, limit: 40))\" or another that has "
        + "no price here: where they have no cost of their own, it is unknown",
      remedy: "Known modes are \(PriceMode.priced.map(\.name).joined(separator: ", ")).")
  }
}
