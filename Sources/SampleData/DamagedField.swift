/// What a damage does to one field: the columns it may stand in, and the text that comes out.
struct DamagedField {
  private static let counts = ["input_tokens", "output_tokens", "requests", "complexity"]
  private static let amounts = ["cost_usd", "value_usd", "review_minutes"]
  private static let times = ["timestamp", "completed_at"]

  /// The first of these that the file has and the row fills.
  let columns: [String]
  let change: ([UInt8]) -> [UInt8]

  /// A damage of a field; the key of a file is in its first column.
  init(_ damage: Damage, key: String) {
    switch damage {
    case .unclosedQuote, .quoteInField, .textAfterQuote, .blankKey, .windows1252, .fieldTooLong:
      self.init(text: damage, key: key)
    case .scientificCount, .fractionOfCount, .negativeCount, .countTooLarge, .countWithPoint, .thousandsComma,
      .thousandsPoint, .thousandsSpace, .partAboveWhole, .unknownWord:
      self.init(count: damage)
    case .noTimeZone, .dateOnly, .thirtiethOfFebruary, .afterMidnight, .lostLeadingZeros, .monthFirstDate,
      .dayFirstDate, .serialDate, .minutesOnly, .unixTime, .noSuchOffset, .zoneAsOffset:
      self.init(time: damage)
    default: self.init(amount: damage)
    }
  }

  private init(_ columns: [String], _ change: @escaping ([UInt8]) -> [UInt8]) {
    self.columns = columns
    self.change = change
  }

  private init(_ columns: [String], before: String = "", after: String) {
    self.init(columns) { Array(before.utf8) + $0 + Array(after.utf8) }
  }

  private init(_ columns: [String], becomes text: String) {
    self.init(columns) { _ in Array(text.utf8) }
  }

  private init(text damage: Damage, key: String) {
    switch damage {
    case .unclosedQuote: self.init([key], before: "\"", after: "")
    case .quoteInField: self.init([key], after: "\"")
    case .textAfterQuote: self.init([key], before: "\"", after: "\"x")
    case .windows1252: self.init(["department"]) { $0 + [UInt8(ascii: " "), 0xE9, UInt8(ascii: "t"), 0xE9] }
    case .fieldTooLong: self.init(["department"], after: String(repeating: "x", count: 1 << 20))
    default: self.init([key], becomes: "")
    }
  }

  private init(count damage: Damage) {
    switch damage {
    case .scientificCount: self.init(Self.counts, becomes: "1.23E+05")
    case .fractionOfCount: self.init(Self.counts, after: ".5")
    case .countWithPoint: self.init(Self.counts, after: ".0")
    case .thousandsComma: self.init(Self.counts, becomes: "\"1,234\"")
    case .thousandsPoint: self.init(Self.counts, becomes: "1.234")
    case .thousandsSpace: self.init(Self.counts, becomes: "1 234")
    case .negativeCount: self.init(Self.counts, before: "-", after: "")
    case .countTooLarge: self.init(Self.counts, becomes: "1000000000000001")
    case .unknownWord: self.init(["status", "succeeded"], becomes: "perhaps")
    default: self.init(["cached_input_tokens", "cache_write_tokens"], becomes: "999999999")
    }
  }

  private init(amount damage: Damage) {
    switch damage {
    case .moreDecimals: self.init(Self.amounts, after: "000000000000")
    case .decimalComma: self.init(Self.amounts, becomes: "\"1,5\"")
    case .currencySign: self.init(Self.amounts, before: "$", after: "")
    case .currencyCode: self.init(Self.amounts, after: " USD")
    case .percent: self.init(Self.amounts, after: "%")
    case .exponent: self.init(Self.amounts, after: "e3")
    case .notAvailable: self.init(Self.amounts, becomes: "N/A")
    case .notANumber: self.init(Self.amounts, becomes: "NaN")
    case .dash: self.init(Self.amounts, becomes: "-")
    case .spreadsheetError: self.init(Self.amounts, becomes: "#REF!")
    case .bracketedNegative: self.init(Self.amounts, before: "(", after: ")")
    case .typographicMinus: self.init(Self.amounts, before: "\u{2212}", after: "")
    case .wideDigits: self.init(Self.amounts, becomes: "\u{FF11}\u{FF12}.50")
    default: self.init(Self.amounts, becomes: "99999999999999999999")
    }
  }

  private init(time damage: Damage) {
    switch damage {
    case .zoneAsOffset: self.init(Self.times) { $0.dropLast() + Array("+00:00".utf8) }
    case .noTimeZone: self.init(Self.times) { Array($0.dropLast()) }
    case .dateOnly: self.init(Self.times) { Array($0.prefix(10)) }
    case .thirtiethOfFebruary: self.init(Self.times, becomes: "2026-02-30T00:00:00Z")
    case .lostLeadingZeros: self.init(Self.times, becomes: "2026-7-1T9:30:00Z")
    case .monthFirstDate: self.init(Self.times, becomes: "7/1/2026 9:30")
    case .dayFirstDate: self.init(Self.times, becomes: "01.07.2026 09:30:00")
    case .serialDate: self.init(Self.times, becomes: "46204.39583")
    case .minutesOnly: self.init(Self.times, becomes: "30:00.0")
    case .unixTime: self.init(Self.times, becomes: "1782898200")
    case .noSuchOffset: self.init(Self.times) { $0.dropLast() + Array("+25:00".utf8) }
    default: self.init(Self.times, becomes: "2026-07-01T24:00:01Z")
    }
  }
}
