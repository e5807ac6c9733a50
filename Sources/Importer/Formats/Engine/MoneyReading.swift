/// Reads an amount of dollars by its rule.
struct MoneyReading {
  enum Answer {
    case amount(Int64)
    case nothingBilled
    case unknown
  }

  private let slots: [Int]
  private let currency: Int
  private let rule: MoneyRule
  private let words: [(text: [UInt8], meaning: MoneyRule.Word)]

  init(_ rule: MoneyRule, _ row: inout CellRow) {
    self.rule = rule
    slots = row.slots(rule.columns)
    currency = rule.currency.map { row.slot($0) } ?? CellRow.absent
    words = rule.words.sorted { $0.key < $1.key }.map { (Array($0.key.utf8), $0.value) }
  }

  @inline(__always)
  func read(_ row: CellRow, _ problems: inout [CellProblem]) -> Answer {
    for slot in slots where row[slot].count > 0 {
      let cell = row[slot]
      if row[currency].count > 0, !CellRow.holds(row[currency], Array("usd".utf8)) {
        problems.append(
          row.problem(currency, "other-currency", "is not USD", "Convert the amounts at a rate that you can prove."))
        return .unknown
      }
      for word in words where CellRow.holds(cell, word.text) {
        return word.meaning == .zero ? .nothingBilled : .unknown
      }
      switch AmountReading.decimal(cell, scale: rule.scale, isWritten: rule.isWritten, hasExponent: rule.hasExponent) {
      case .value(let nanos): return .amount(nanos)
      case .blank: return .unknown
      case .bad(let message, let remedy): problems.append(row.problem(slot, "bad-number", message, remedy))
      }
      return .unknown
    }
    return .unknown
  }
}
