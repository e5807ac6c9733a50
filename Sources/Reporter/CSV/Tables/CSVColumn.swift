import CSVCodec

/// One figure of a record of the JSON report as one column, or three for an estimate.
struct CSVColumn {
  /// Keys of the members to follow.
  let path: [String]
  let isEstimate: Bool

  /// - Parameter text: the keys with points between them; an estimate ends in `±`: `statement.net_value`, `freed±`.
  init(_ text: String) {
    isEstimate = text.hasSuffix("±")
    path = (isEstimate ? text.dropLast() : text[...]).split(separator: ".").map(String.init)
  }

  /// The JSON names, joined by `_`.
  var names: [String] {
    let name = path.joined(separator: "_")
    return isEstimate ? [name, name + "_lo", name + "_hi"] : [name]
  }

  func cells(of record: JSONValue) -> [CSVCell] {
    let found = path.reduce(record as JSONValue?) { $0?[$1] }
    guard isEstimate else { return [found?.cell ?? .blank] }
    return ["value", "lo", "hi"].map { found?[$0]?.cell ?? .blank }
  }
}

extension JSONValue {
  /// The member of an object; nil where there is none.
  subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  var items: [JSONValue] {
    guard case .array(let items) = self else { return [] }
    return items
  }

  /// A scalar as a cell; several names in one cell with `; ` between them; null is blank.
  var cell: CSVCell {
    switch self {
    case .null, .object: .blank
    case .bool(let isTrue): .text(isTrue ? "true" : "false")
    case .integer, .number, .decimal: .number(plainText)
    case .string(let text): .text(text)
    case .array(let items): items.isEmpty ? .blank : .text(items.map(\.plainText).joined(separator: "; "))
    }
  }

  /// The digits of a number as JSON has them, the characters of a string; empty otherwise.
  private var plainText: String {
    switch self {
    case .integer(let value): String(value)
    case .number(let value): value.isFinite ? text : ""
    case .decimal(let digits): digits
    case .string(let text): text
    case .null, .bool, .array, .object: ""
    }
  }
}
