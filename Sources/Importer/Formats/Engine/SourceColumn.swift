/// One value of a source's row: a column by its name in the header, or a value inside the JSON that a column holds.
struct SourceColumn: Hashable, Sendable, ExpressibleByStringLiteral {
  /// Trimmed and case folded, as a header is read.
  var name: String
  /// Keys that lead to the value inside of the column's JSON; empty = the cell itself.
  var path: [String] = []

  init(stringLiteral name: String) { self.name = name }

  init(_ name: String, _ path: [String] = []) {
    self.name = name
    self.path = path
  }

  static func json(_ name: String, _ path: String...) -> SourceColumn { SourceColumn(name, path) }

  /// `usagedetails.input`, as messages name it.
  var text: String { ([name] + path).joined(separator: ".") }
}
