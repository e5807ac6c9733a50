import TriageModel

/// A JSON value whose object members keep the order in which they were written.
public indirect enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case integer(Int128)
  /// A statistic: the shortest decimal text that reads back as the same number; null if not finite.
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([Member])

  /// A key and its value.
  public struct Member: Hashable, Sendable {
    public var key: String
    public var value: JSONValue

    public init(_ key: String, _ value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// Exact money as a decimal string in whole dollars.
  static func money(_ amount: Money) -> JSONValue { .string(amount.decimalText) }

  static func optional(_ value: Double?) -> JSONValue { value.map(JSONValue.number) ?? .null }
  static func optional(_ value: String?) -> JSONValue { value.map(JSONValue.string) ?? .null }
  static func integer(_ value: Int64) -> JSONValue { .integer(Int128(value)) }
  static func integer(_ value: Int) -> JSONValue { .integer(Int128(value)) }

  /// The text with two spaces per level and `\n` line ends; UTF-8, no final line break.
  public var text: String {
    var text = ""
    write(to: &text, indent: 0)
    return text
  }

  private func write(to text: inout String, indent: Int) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .number(let value): text += JSONValue.shortest(value)
    case .string(let value): JSONValue.quote(value, to: &text)
    case .array(let values):
      JSONValue.writeLines("[", "]", values.count, to: &text, indent: indent) { index, text in
        values[index].write(to: &text, indent: indent + 1)
      }
    case .object(let members):
      JSONValue.writeLines("{", "}", members.count, to: &text, indent: indent) { index, text in
        JSONValue.quote(members[index].key, to: &text)
        text += ": "
        members[index].value.write(to: &text, indent: indent + 1)
      }
    }
  }

  private static func writeLines(
    _ open: String, _ close: String, _ count: Int, to text: inout String, indent: Int,
    writeItem: (Int, inout String) -> Void
  ) {
    guard count > 0 else {
      text += open + close
      return
    }
    text += open
    for index in 0..<count {
      text += index == 0 ? "\n" : ",\n"
      text += String(repeating: "  ", count: indent + 1)
      writeItem(index, &text)
    }
    text += "\n" + String(repeating: "  ", count: indent) + close
  }

  private static func shortest(_ value: Double) -> String {
    guard value.isFinite else { return "null" }
    if value == 0 { return "0" }
    let text = value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// Escapes what JSON requires, and every character that a terminal or a page could act on.
  private static func quote(_ value: String, to text: inout String) {
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "<", ">", "&": text += escape(scalar)
      default:
        if PrintableText.isUnsafe(scalar) { text += escape(scalar) } else { text.unicodeScalars.append(scalar) }
      }
    }
    text += "\""
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    String(scalar).utf16.map { unit in
      let digits = String(unit, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }.joined()
  }
}
