import TriageModel

/// A JSON value whose object members keep the order in which they were written.
public enum JSONValue: Hashable, Sendable {
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
  public var text: String {
    var writer = JSONWriter(sink: [UInt8]())
    writer.write(self, indent: 0)
    return String(decoding: writer.sink, as: UTF8.self)
  }
}
