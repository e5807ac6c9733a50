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

  /// Whether the texts of all columns are joined with `|`.
  var isComposed = false

  init(stringLiteral name: String) { columns = [SourceColumn(name)] }
  init(arrayLiteral columns: SourceColumn...) { self.columns = columns }
  init(columns: [SourceColumn] = [], constant: String? = nil, prefix: String? = nil, pattern: String? = nil) {
    self.columns = columns
    self.constant = constant
    self.prefix = prefix
    self.pattern = pattern
  }

  static func composed(_ columns: [SourceColumn]) -> TextRule {
    var rule = TextRule(columns: columns)
    rule.isComposed = true
    return rule
  }
  static let none = TextRule(columns: [])
  static func always(_ text: String) -> TextRule { TextRule(constant: text) }
}
