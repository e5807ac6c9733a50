/// Where an amount of dollars comes from, and what its text may hold beside digits.
struct MoneyRule: Sendable {
  enum Word: Sendable {
    /// A seat or flat rate pays for the row.
    case allocated
    /// Nobody is charged for the row.
    case free
    case unknown
  }

  /// Words of another column that decide before the amount does.
  struct Deciding: Sendable {
    var column: SourceColumn
    /// In lower case.
    var words: [String: Word]
    /// How other texts of that column begin, in lower case.
    var prefixes: [String: Word] = [:]
    /// Words after which the amount counts, in lower case; where there are some, any other word is warned of.
    var paid: [String] = []
  }

  /// The first of these columns that is not blank.
  var columns: [SourceColumn]
  /// `$` before the digits and commas between thousands.
  var isWritten = false
  /// `1.2e-05`, as programs print small numbers.
  var hasExponent = false
  /// Words in place of a number, in lower case.
  var words: [String: Word] = [:]
  var deciding: Deciding?
  /// The price before discounts: where it is more than zero and nothing is left of it, a seat pays for the row.
  var gross: SourceColumn?
  /// Whether the amount is never more than the price before discounts.
  var isAtMostGross = false
  /// What another bill charges for the row: where it is more than zero, the amount is a fee beside it and not the cost.
  var elsewhere: SourceColumn?
  /// Decimals of the text that make a nano-dollar: 9 for dollars, 7 for cents.
  var scale = 9
  /// A column that names the currency, which has to be US dollars.
  var currency: SourceColumn?

  init(
    _ columns: SourceColumn..., isWritten: Bool = false, hasExponent: Bool = false, words: [String: Word] = [:],
    deciding: Deciding? = nil, gross: SourceColumn? = nil, isAtMostGross: Bool = false, elsewhere: SourceColumn? = nil,
    currency: SourceColumn? = nil
  ) {
    self.columns = columns
    self.isWritten = isWritten
    self.hasExponent = hasExponent
    self.words = words
    self.deciding = deciding
    self.gross = gross
    self.isAtMostGross = isAtMostGross
    self.elsewhere = elsewhere
    self.currency = currency
  }
}
