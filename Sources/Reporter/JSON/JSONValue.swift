import TriageModel

/// A JSON value whose object members keep the order in which they were written.
public indirect enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case integer(Int128)
  /// A statistic: the shortest decimal text that reads back as the same number; null if not finite.
  case number(Double)
  /// An exact decimal, written as a string: money, and sums of fractions.
  case decimal(String)
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
  static func money(_ amount: Money) -> JSONValue { .decimal(amount.decimalText) }

  static func optional(_ value: Double?) -> JSONValue { value.map(JSONValue.number) ?? .null }
  static func optional(_ value: String?) -> JSONValue { value.map(JSONValue.string) ?? .null }
  static func integer(_ value: Int64) -> JSONValue { .integer(Int128(value)) }
  static func integer(_ value: Int) -> JSONValue { .integer(Int128(value)) }

  /// The text with two spaces per level and `\n` line ends; UTF-8, no final line break.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The UTF-8 bytes of `text`.
  var bytes: [UInt8] {
    var writer = JSONWriter()
    writer.write(self, indent: 0)
    return writer.bytes
  }
}

/// Writes values into one buffer of bytes.
private struct JSONWriter {
  var bytes: [UInt8] = []

  mutating func write(_ value: JSONValue, indent: Int) {
    switch value {
    case .null: append("null")
    case .bool(let value): append(value ? "true" : "false")
    case .integer(let value): append(String(value))
    case .number(let value): append(JSONWriter.shortest(value))
    case .decimal(let value), .string(let value): quote(value)
    case .array(let values):
      append("[")
      for (index, item) in values.enumerated() {
        breakLine(isFirst: index == 0, indent: indent + 1)
        write(item, indent: indent + 1)
      }
      close("]", isEmpty: values.isEmpty, indent: indent)
    case .object(let members):
      append("{")
      for (index, member) in members.enumerated() {
        breakLine(isFirst: index == 0, indent: indent + 1)
        quote(member.key)
        append(": ")
        write(member.value, indent: indent + 1)
      }
      close("}", isEmpty: members.isEmpty, indent: indent)
    }
  }

  private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func close(_ mark: String, isEmpty: Bool, indent: Int) {
    if !isEmpty { startLine(indent: indent) }
    append(mark)
  }

  private mutating func breakLine(isFirst: Bool, indent: Int) {
    if !isFirst { append(",") }
    startLine(indent: indent)
  }

  private mutating func startLine(indent: Int) {
    append("\n")
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * indent))
  }

  private static func shortest(_ value: Double) -> String {
    guard value.isFinite else { return "null" }
    if value == 0 { return "0" }
    let text = value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// Escapes what JSON requires, and every character that a terminal or a page could act on.
  private mutating func quote(_ value: String) {
    append("\"")
    defer { append("\"") }
    guard !value.utf8.allSatisfy(JSONWriter.isPlain) else { return append(value) }
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": append("\\\"")
      case "\\": append("\\\\")
      case "\n": append("\\n")
      case "\r": append("\\r")
      case "\t": append("\\t")
      case "<", ">", "&": escape(scalar)
      case " "..."~": bytes.append(UInt8(truncatingIfNeeded: scalar.value))
      default:
        if PrintableText.isUnsafe(scalar) { escape(scalar) } else { append(String(scalar)) }
      }
    }
  }

  /// Whether a byte stands for itself.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"): false
    default: 0x20...0x7E ~= byte
    }
  }

  private mutating func escape(_ scalar: Unicode.Scalar) {
    for unit in String(scalar).utf16 {
      let digits = String(unit, radix: 16)
      append("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
    }
  }
}
