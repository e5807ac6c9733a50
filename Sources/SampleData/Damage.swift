/// The ways in which files of figures get damaged on their way, by name.
public enum Damage: String, Hashable, Sendable, CaseIterable {
  // Nothing is lost: the file must be read as if it were whole.
  case byteOrderMark = "byte-order-mark"
  case carriageReturns = "carriage-returns"
  case noFinalNewline = "no-final-newline"
  case columnsSwapped = "columns-swapped"
  case quotedFields = "quoted-fields"
  case headerInCapitals = "header-in-capitals"
  case repeatedRow = "repeated-row"
  // Something is wrong: the file must be refused.
  case cutInMidRow = "cut-in-mid-row"
  case unclosedQuote = "unclosed-quote"
  case quoteInField = "quote-in-field"
  case textAfterQuote = "text-after-quote"
  case missingField = "missing-field"
  case extraField = "extra-field"
  case nulByte = "nul-byte"
  case invalidUTF8 = "invalid-utf-8"
  case utf16 = "utf-16"
  case repeatedHeader = "repeated-header"
  case totalsRow = "totals-row"
  case blankKey = "blank-key"
  case misspeltColumn = "misspelt-column"
  case columnTwice = "column-twice"
  case otherBody = "other-body"
  case decimalComma = "decimal-comma"
  case currencySign = "currency-sign"
  case exponent = "exponent"
  case noTimeZone = "no-time-zone"
  case thirtiethOfFebruary = "thirtieth-of-february"
  case afterMidnight = "after-midnight"
  case negativeCount = "negative-count"
  case countTooLarge = "count-too-large"

  /// Whether a reader must get the same rows from the damaged file as from the good one.
  public var isHarmless: Bool {
    switch self {
    case .byteOrderMark, .carriageReturns, .noFinalNewline, .columnsSwapped, .quotedFields, .headerInCapitals,
      .repeatedRow:
      true
    default: false
    }
  }
}
