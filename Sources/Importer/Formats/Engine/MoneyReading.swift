/// Reads an amount of dollars by its rule.
struct MoneyReading {
  enum Answer {
    case amount(Int64)
    case allocated
    case free
    case unknown
  }

  private let slots: [Int]
  private let currency: Int
  private let rule: MoneyRule
  private let words: WordList
  private let meanings: [MoneyRule.Word]
  /// Words of another column that decide first.
  private let deciding: Int
  private let decidingWords: WordList
  private let decidingMeanings: [MoneyRule.Word]
  private let gross: Int

  init(_ rule: MoneyRule, _ row: inout CellRow) {
    self.rule = rule
    slots = row.slots(rule.columns)
    currency = rule.currency.map { row.slot($0) } ?? CellRow.absent
    let sorted = rule.words.sorted { $0.key < $1.key }
    words = WordList(sorted.map(\.key))
    meanings = sorted.map(\.value)
    let first = (rule.deciding?.words ?? [:]).sorted { $0.key < $1.key }
    deciding = rule.deciding.map { row.slot($0.column) } ?? CellRow.absent
    decidingWords = WordList(first.map(\.key))
    decidingMeanings = first.map(\.value)
    gross = rule.gross.map { row.slot($0) } ?? CellRow.absent
  }

  @inline(__always)
  func read(_ row: CellRow, _ problems: inout [CellProblem]) -> Answer {
    if deciding >= 0, let place = decidingWords.place(row[deciding]) { return Self.answer(decidingMeanings[place]) }
    for slot in slots where row[slot].count > 0 {
      let cell = row[slot]
      if row[currency].count > 0, !CellRow.holds(row[currency], Array("usd".utf8)) {
        problems.append(
          row.problem(currency, "other-currency", "is not USD", "Convert the amounts at a rate that you can prove."))
        return .unknown
      }
      if !words.isEmpty, cell[0] &- 48 > 9, let place = words.place(cell) { return Self.answer(meanings[place]) }
      switch AmountReading.decimal(cell, scale: rule.scale, isWritten: rule.isWritten, hasExponent: rule.hasExponent) {
      case .value(let nanos): return nanos == 0 && isDiscounted(row) ? .allocated : .amount(nanos)
      case .blank: return .unknown
      case .bad(let message, let remedy): problems.append(row.problem(slot, "bad-number", message, remedy))
      }
      return .unknown
    }
    return .unknown
  }

  private static func answer(_ word: MoneyRule.Word) -> Answer {
    switch word {
    case .allocated: .allocated
    case .free: .free
    case .unknown: .unknown
    }
  }

  /// Whether the row had a price of which a discount left nothing.
  private func isDiscounted(_ row: CellRow) -> Bool {
    guard gross >= 0 else { return false }
    let price = AmountReading.decimal(
      row[gross], scale: rule.scale, isWritten: rule.isWritten, hasExponent: rule.hasExponent)
    if case .value(let nanos) = price { return nanos > 0 }
    return false
  }
}
