/// The ways in which files of figures get damaged on their way, by name.
///
/// What no reader can see is not among them, such as keys that a spreadsheet robbed of their leading zeros in every
/// row, or `1.234` that meant more than a thousand dollars.
public enum Damage: String, Hashable, Sendable, CaseIterable {
  // Nothing is lost: the file must be read as if it were whole.
  case byteOrderMark = "byte-order-mark"
  case carriageReturns = "carriage-returns"
  case carriageReturnsAlone = "carriage-returns-alone"
  case mixedLineEnds = "mixed-line-ends"
  case noFinalNewline = "no-final-newline"
  case blankLinesAtEnd = "blank-lines-at-end"
  case semicolons
  case tabs
  case columnsSwapped = "columns-swapped"
  case columnUnknown = "column-unknown"
  case quotedFields = "quoted-fields"
  case spacesAroundFields = "spaces-around-fields"
  case headerInCapitals = "header-in-capitals"
  case repeatedRow = "repeated-row"
  case moreDecimals = "more-decimals"
  case countWithPoint = "count-with-point"
  case zoneAsOffset = "zone-as-offset"
  // The bytes are wrong: the file must be refused, here and below.
  case cutInMidRow = "cut-in-mid-row"
  case nulByte = "nul-byte"
  case invalidUTF8 = "invalid-utf-8"
  case windows1252 = "windows-1252"
  case utf16 = "utf-16"
  case utf16BigEndian = "utf-16-big-endian"
  case trailingGarbage = "trailing-garbage"
  case filesGlued = "files-glued"
  case emptyFile = "empty-file"
  case headerOnly = "header-only"
  // Quotes and columns.
  case unclosedQuote = "unclosed-quote"
  case quoteInField = "quote-in-field"
  case textAfterQuote = "text-after-quote"
  case misspeltColumn = "misspelt-column"
  case columnTwice = "column-twice"
  case tooManyColumns = "too-many-columns"
  case fieldTooLong = "field-too-long"
  // Rows.
  case missingField = "missing-field"
  case extraField = "extra-field"
  case halfRowInMiddle = "half-row-in-middle"
  case rowsJoined = "rows-joined"
  case rowInQuotes = "row-in-quotes"
  case cellsShifted = "cells-shifted"
  case repeatedHeader = "repeated-header"
  case totalsRow = "totals-row"
  case totalsRowWithoutKey = "totals-row-without-key"
  case blankKey = "blank-key"
  case otherBody = "other-body"
  case scientificKeys = "scientific-keys"
  // Numbers.
  case decimalComma = "decimal-comma"
  case thousandsComma = "thousands-comma"
  case thousandsPoint = "thousands-point"
  case thousandsSpace = "thousands-space"
  case currencySign = "currency-sign"
  case currencyCode = "currency-code"
  case percent
  case exponent
  case scientificCount = "scientific-count"
  case notAvailable = "not-available"
  case notANumber = "not-a-number"
  case dash
  case spreadsheetError = "spreadsheet-error"
  case bracketedNegative = "bracketed-negative"
  case typographicMinus = "typographic-minus"
  case wideDigits = "wide-digits"
  case fractionOfCount = "fraction-of-count"
  case negativeCount = "negative-count"
  case countTooLarge = "count-too-large"
  case amountTooLarge = "amount-too-large"
  case partAboveWhole = "part-above-whole"
  case unknownWord = "unknown-word"
  // Times.
  case noTimeZone = "no-time-zone"
  case dateOnly = "date-only"
  case thirtiethOfFebruary = "thirtieth-of-february"
  case afterMidnight = "after-midnight"
  case lostLeadingZeros = "lost-leading-zeros"
  case monthFirstDate = "month-first-date"
  case dayFirstDate = "day-first-date"
  case serialDate = "serial-date"
  case minutesOnly = "minutes-only"
  case unixTime = "unix-time"
  case noSuchOffset = "no-such-offset"

  /// Whether a reader must get the same rows from the damaged file as from the good one.
  public var isHarmless: Bool {
    switch self {
    case .byteOrderMark, .carriageReturns, .carriageReturnsAlone, .mixedLineEnds, .noFinalNewline, .blankLinesAtEnd,
      .semicolons, .tabs, .columnsSwapped, .columnUnknown, .quotedFields, .spacesAroundFields, .headerInCapitals,
      .repeatedRow,
      .moreDecimals, .countWithPoint, .zoneAsOffset:
      true
    default: false
    }
  }

  /// What of a file a damage changes.
  enum Extent {
    case bytes
    case columns
    case rows
    case field
  }

  var extent: Extent {
    switch self {
    case .byteOrderMark, .carriageReturns, .mixedLineEnds, .noFinalNewline, .blankLinesAtEnd, .semicolons, .tabs,
      .cutInMidRow, .nulByte, .invalidUTF8, .utf16, .utf16BigEndian, .carriageReturnsAlone, .trailingGarbage,
      .filesGlued, .emptyFile, .headerOnly:
      .bytes
    case .columnsSwapped, .columnUnknown, .quotedFields, .spacesAroundFields, .headerInCapitals, .misspeltColumn,
      .columnTwice, .tooManyColumns:
      .columns
    case .repeatedRow, .missingField, .extraField, .halfRowInMiddle, .rowsJoined, .rowInQuotes, .cellsShifted,
      .repeatedHeader, .totalsRow, .totalsRowWithoutKey, .otherBody, .scientificKeys:
      .rows
    default: .field
    }
  }
}
