internal import TriageModel

/// Reads an amount of dollars by its rule; behind a reference, so that no row copies it.
final class MoneyReading {
  enum Answer {
    case amount(Int64)
    case allocated
    case free
    case unknown
    /// Another bill charges the nano-dollars, beside a fee of this source.
    case elsewhere(Int64, fee: Int64)
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
  private let decidingPrefixes: WordList
  private let prefixMeanings: [MoneyRule.Word]
  private let paidWords: WordList
  /// Rows with a word that is not known, the first such word, and their amounts, which count.
  private(set) var unknownWords: (rows: Int64, first: String, nanos: Int128) = (0, "", 0)
  private let gross: Int
  private let elsewhere: Int
  private let rates: [(currency: [UInt8], nanos: Int64)]

  /// - Parameter rates: nano-dollars for one unit of other currencies, as the user states them.
  init(_ rule: MoneyRule, _ row: inout CellRow, rates: [String: Int64] = [:]) {
    self.rule = rule
    self.rates = rates.sorted { $0.key < $1.key }.map { (Array($0.key.lowercased().utf8), $0.value) }
    slots = row.slots(rule.columns)
    currency = rule.currency.map { row.slot($0) } ?? CellRow.absent
    let sorted = rule.words.sorted { $0.key < $1.key }
    words = WordList(sorted.map(\.key))
    meanings = sorted.map(\.value)
    let first = (rule.deciding?.words ?? [:]).sorted { $0.key < $1.key }
    deciding = rule.deciding.map { row.slot($0.column) } ?? CellRow.absent
    decidingWords = WordList(first.map(\.key))
    decidingMeanings = first.map(\.value)
    let prefixes = (rule.deciding?.prefixes ?? [:]).sorted { $0.key < $1.key }
    decidingPrefixes = WordList(prefixes.map(\.key))
    prefixMeanings = prefixes.map(\.value)
    paidWords = WordList(rule.deciding?.paid ?? [])
    gross = rule.gross.map { row.slot($0) } ?? CellRow.absent
    elsewhere = rule.elsewhere.map { row.slot($0) } ?? CellRow.absent
  }

  @inline(__always)
  func read(_ row: CellRow, _ problems: inout [CellProblem]) -> Answer {
    if deciding >= 0 {
      if let place = decidingWords.place(row[deciding]) { return Self.answer(decidingMeanings[place]) }
      if let place = decidingPrefixes.placeOfPrefix(row[deciding]) { return Self.answer(prefixMeanings[place]) }
      if !paidWords.isEmpty, row[deciding].count > 0, !paidWords.holds(row[deciding]) { noteUnknownWord(row) }
    }
    if elsewhere >= 0, let charged = charge(elsewhere, row, &problems), charged > 0 {
      var fee: Int64?
      for slot in slots where fee == nil { fee = charge(slot, row, &problems) }
      return .elsewhere(charged, fee: fee ?? 0)
    }
    for slot in slots where row[slot].count > 0 {
      let cell = row[slot]
      if hasNoCurrency(row), isZero(cell) { return .amount(0) }
      guard let rate = rate(row, &problems) else { return .unknown }
      if !words.isEmpty, cell[0] &- 48 > 9, let place = words.place(cell) { return Self.answer(meanings[place]) }
      switch AmountReading.decimal(cell, scale: rule.scale, isWritten: rule.isWritten, hasExponent: rule.hasExponent) {
      case .value(0) where isDiscounted(row): return .allocated
      case .value(let nanos) where rule.isAtMostGross && isMoreThanGross(nanos, row):
        problems.append(
          row.problem(
            slot, "identity-fails", "is more than the price before discounts beside it",
            "The row was changed after the export, or the columns are the wrong way round: get the file again."))
      case .value(let nanos): return converted(nanos, rate, slot, row, &problems)
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
  private func isDiscounted(_ row: CellRow) -> Bool { (grossNanos(row) ?? 0) > 0 }

  private func isMoreThanGross(_ nanos: Int64, _ row: CellRow) -> Bool { grossNanos(row).map { nanos > $0 } ?? false }

  /// The price before discounts; nil where the row does not say it.
  private func grossNanos(_ row: CellRow) -> Int64? {
    guard gross >= 0 else { return nil }
    let price = AmountReading.decimal(
      row[gross], scale: rule.scale, isWritten: rule.isWritten, hasExponent: rule.hasExponent)
    if case .value(let nanos) = price { return nanos }
    return nil
  }

  @inline(never)
  private func noteUnknownWord(_ row: CellRow) {
    unknownWords.rows += 1
    if unknownWords.first.isEmpty { unknownWords.first = String(decoding: row[deciding], as: UTF8.self) }
    for slot in slots where row[slot].count > 0 {
      var problems: [CellProblem] = []
      unknownWords.nanos += Int128(charge(slot, row, &problems) ?? 0)
      return
    }
  }

  /// Says that words of the deciding column are not known; nil where all are.
  func note(file: String) -> Diagnostic? {
    guard unknownWords.rows > 0, let column = rule.deciding?.column.text else { return nil }
    let (rows, first, nanos) = unknownWords
    return Diagnostic(
      severity: .warning, code: "unknown-kind", position: SourcePosition(file: file), field: column,
      value: PrintableText.cut(first, limit: 40),
      message: "is not known, in \(rows) \(rows == 1 ? "row" : "rows"), whose "
        + "\(Money(nanos: nanos).decimalText) USD count as charged",
      remedy: "If a seat pays for them or nobody, they count too much: take the import back and leave those rows out, "
        + "or read the file with a --mapping.")
  }

  /// What another bill charges; nil where the cell is blank or no amount.
  private func charge(_ slot: Int, _ row: CellRow, _ problems: inout [CellProblem]) -> Int64? {
    switch AmountReading.decimal(
      row[slot], scale: rule.scale, isWritten: rule.isWritten, hasExponent: rule.hasExponent)
    {
    case .value(let nanos): return nanos
    case .blank: return nil
    case .bad(let message, let remedy):
      problems.append(row.problem(slot, "bad-number", message, remedy))
      return nil
    }
  }

  /// Whether a cell says USD, in whatever case.
  @inline(__always)
  private static func isDollars(_ cell: CellRow.Bytes) -> Bool {
    cell.count == 3 && cell[0] | 0x20 == UInt8(ascii: "u") && cell[1] | 0x20 == UInt8(ascii: "s")
      && cell[2] | 0x20 == UInt8(ascii: "d")
  }

  @inline(__always)
  private func hasNoCurrency(_ row: CellRow) -> Bool { currency >= 0 && row[currency].count == 0 }

  /// Whether the amount is the same in every currency.
  private func isZero(_ cell: CellRow.Bytes) -> Bool {
    if case .value(0) = AmountReading.decimal(
      cell, scale: rule.scale, isWritten: rule.isWritten, hasExponent: rule.hasExponent)
    {
      return true
    }
    return false
  }

  private static let one: Int64 = 1_000_000_000

  /// Nano-dollars for one unit of the row's currency; nil with a problem where it is not known.
  @inline(__always)
  private func rate(_ row: CellRow, _ problems: inout [CellProblem]) -> Int64? {
    if hasNoCurrency(row) {
      problems.append(
        row.problem(
          currency, "missing-currency", "must not be blank: a currency is never assumed",
          "Export the file again; a line without a currency cannot be counted."))
      return nil
    }
    if currency < 0 || Self.isDollars(row[currency]) { return Self.one }
    if let stated = rates.first(where: { CellRow.holds(row[currency], $0.currency) }) { return stated.nanos }
    let written = String(decoding: row[currency], as: UTF8.self).uppercased()
    let code = written.utf8.count == 3 ? written : "CODE"
    problems.append(
      row.problem(
        currency, "other-currency", "is not USD",
        "State a rate that you can prove: --rate \(code)=RATE, the US dollars that one \(code) is worth."))
    return nil
  }

  private func converted(
    _ nanos: Int64, _ rate: Int64, _ slot: Int, _ row: CellRow, _ problems: inout [CellProblem]
  ) -> Answer {
    if rate == Self.one { return .amount(nanos) }
    let dollars = Rounding.divideHalfAwayFromZero(Int128(nanos) * Int128(rate), by: Int128(Self.one))
    if let narrow = Int64(exactly: dollars) { return .amount(narrow) }
    problems.append(row.problem(slot, "out-of-range", "is too large", nil))
    return .unknown
  }
}
