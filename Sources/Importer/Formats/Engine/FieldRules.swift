/// Where a text of the canonical row comes from.
struct TextRule: Sendable, ExpressibleByStringLiteral, ExpressibleByArrayLiteral {
  /// The first of these columns that is not blank gives the text.
  var columns: [SourceColumn] = []
  /// Where no column gives one.
  var constant: String?
  /// A text in front of the value that does not belong to it.
  var prefix: String?
  /// A regular expression: its first group, or its whole match, is the text; without a match the text is blank.
  var pattern: String?

  init(stringLiteral name: String) { columns = [SourceColumn(name)] }
  init(arrayLiteral columns: SourceColumn...) { self.columns = columns }
  init(columns: [SourceColumn] = [], constant: String? = nil, prefix: String? = nil, pattern: String? = nil) {
    self.columns = columns
    self.constant = constant
    self.prefix = prefix
    self.pattern = pattern
  }

  static let none = TextRule(columns: [])
  static func always(_ text: String) -> TextRule { TextRule(constant: text) }
}

/// Where the time of a row comes from.
struct TimeRule: Sendable {
  enum Source: Sendable {
    /// The first of these columns that is not blank.
    case columns([SourceColumn])
    /// The file has no dates: the start of the period that the user names.
    case period
  }

  enum Shape: String, Sendable {
    /// `2026-07-01`, `2026-07-01 10:00`, `2026-07-01T10:00:00.5+02:00`.
    case iso
    case epochSeconds
    case epochMillis
    case epochNanos
    /// `7/31/26 16:05`, `07/31/2026 4:05 PM`; ISO is read, too.
    case monthFirst
    /// `31/Jul/26 4:05 PM`, `31/07/2026 16:05`; ISO is read, too.
    case dayFirst
  }

  var source: Source
  var shape = Shape.iso

  static func iso(_ columns: SourceColumn...) -> TimeRule { TimeRule(source: .columns(columns)) }
  static func shaped(_ shape: Shape, _ columns: SourceColumn...) -> TimeRule {
    TimeRule(source: .columns(columns), shape: shape)
  }
  static let period = TimeRule(source: .period)
}

/// What a time without a zone means.
enum ZoneRule: Sendable {
  /// An error: the source writes zones.
  case written
  /// UTC, as the source documents.
  case utc
  /// The user has to say it.
  case asked
}

/// Where an amount of dollars comes from, and what its text may hold beside digits.
struct MoneyRule: Sendable {
  enum Word: Sendable {
    /// Nothing was billed for the row.
    case zero
    case unknown
  }

  /// The first of these columns that is not blank.
  var columns: [SourceColumn]
  /// `$` before the digits and commas between thousands.
  var isWritten = false
  /// `1.2e-05`, as programs print small numbers.
  var hasExponent = false
  /// Words in place of a number, in lower case.
  var words: [String: Word] = [:]
  /// Decimals of the text that make a nano-dollar: 9 for dollars, 7 for cents.
  var scale = 9
  /// A column that names the currency, which has to be US dollars.
  var currency: SourceColumn?

  init(
    _ columns: SourceColumn..., isWritten: Bool = false, hasExponent: Bool = false, words: [String: Word] = [:],
    currency: SourceColumn? = nil
  ) {
    self.columns = columns
    self.isWritten = isWritten
    self.hasExponent = hasExponent
    self.words = words
    self.currency = currency
  }
}

/// The id of a row, the same in every export that holds the row.
enum KeyRule: Sendable {
  case column(SourceColumn)
  /// The format's name, the time where the format has one, and these columns, divided by `|`.
  case parts([SourceColumn])
}
