import TriageModel

/// Where the UTF-8 bytes of a JSON text go.
protocol JSONSink {
  mutating func put(_ byte: UInt8)
  mutating func put(_ bytes: UnsafeBufferPointer<UInt8>)
}

extension [UInt8]: JSONSink {
  mutating func put(_ byte: UInt8) { append(byte) }
  mutating func put(_ bytes: UnsafeBufferPointer<UInt8>) { append(contentsOf: bytes) }
}

/// Writes values with two spaces per level and `\n` line ends.
struct JSONWriter<Sink: JSONSink> {
  private(set) var sink: Sink

  init(sink: Sink) { self.sink = sink }

  mutating func write(_ value: JSONValue, indent: Int) {
    switch value {
    case .null: append("null")
    case .bool(let value): append(value ? "true" : "false")
    case .integer(let value): append(Int64(exactly: value).map { String($0) } ?? String(value))
    case .number(let value): append(value)
    case .decimal(let value), .string(let value): quote(value)
    case .array(let values):
      sink.put(UInt8(ascii: "["))
      for (index, item) in values.enumerated() {
        startLine(isFirst: index == 0, indent: indent + 1)
        write(item, indent: indent + 1)
      }
      close(UInt8(ascii: "]"), isEmpty: values.isEmpty, indent: indent)
    case .object(let members): write(members, indent: indent)
    }
  }

  mutating func write(_ members: [JSONValue.Member], indent: Int) {
    sink.put(UInt8(ascii: "{"))
    for (index, member) in members.enumerated() {
      startLine(isFirst: index == 0, indent: indent + 1)
      quote(member.key)
      sink.put(UInt8(ascii: ":"))
      sink.put(UInt8(ascii: " "))
      write(member.value, indent: indent + 1)
    }
    close(UInt8(ascii: "}"), isEmpty: members.isEmpty, indent: indent)
  }

  mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { sink.put($0) }
  }

  private mutating func append(_ value: Double) {
    guard value.isFinite else { return append("null") }
    if value == 0 { return append("0") }
    var text = value.description
    text.withUTF8 { bytes in
      let isWhole = bytes.count > 2 && bytes[bytes.count - 2] == UInt8(ascii: ".") && bytes.last == UInt8(ascii: "0")
      sink.put(isWhole ? UnsafeBufferPointer(rebasing: bytes.dropLast(2)) : bytes)
    }
  }

  private mutating func close(_ mark: UInt8, isEmpty: Bool, indent: Int) {
    if !isEmpty { startLine(isFirst: true, indent: indent) }
    sink.put(mark)
  }

  private mutating func startLine(isFirst: Bool, indent: Int) {
    if !isFirst { sink.put(UInt8(ascii: ",")) }
    sink.put(UInt8(ascii: "\n"))
    for _ in 0..<2 * indent { sink.put(UInt8(ascii: " ")) }
  }

  /// Escapes what JSON requires, and every character that a terminal or a page could act on.
  private mutating func quote(_ value: String) {
    var value = value
    sink.put(UInt8(ascii: "\""))
    let isDone = value.withUTF8 { bytes in
      guard JSONWriter.arePlain(bytes) else { return false }
      sink.put(bytes)
      return true
    }
    if !isDone { for scalar in value.unicodeScalars { appendEscaped(scalar) } }
    sink.put(UInt8(ascii: "\""))
  }

  /// Whether every byte stands for itself. No early end: most texts are plain, and so are looked at many bytes at once.
  private static func arePlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var others: UInt8 = 0
    for byte in bytes {
      let isOther =
        byte &- 0x20 > 0x5E || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "<")
        || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "&")
      others |= isOther ? 1 : 0
    }
    return others == 0
  }

  private mutating func appendEscaped(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\"": append("\\\"")
    case "\\": append("\\\\")
    case "\n": append("\\n")
    case "\r": append("\\r")
    case "\t": append("\\t")
    case "<", ">", "&": escape(scalar)
    case " "..."~": sink.put(UInt8(truncatingIfNeeded: scalar.value))
    default:
      if PrintableText.isUnsafe(scalar) { escape(scalar) } else { append(String(scalar)) }
    }
  }

  private mutating func escape(_ scalar: Unicode.Scalar) {
    for unit in String(scalar).utf16 {
      let digits = String(unit, radix: 16)
      append("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
    }
  }
}
