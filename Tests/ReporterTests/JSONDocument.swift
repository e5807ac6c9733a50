/// A strict JSON reader for the tests; it shares no code with the writer.
indirect enum JSONDocument: Hashable {
  case null
  case bool(Bool)
  /// The number's text as written.
  case number(String)
  case string(String)
  case array([JSONDocument])
  case object([(key: String, value: JSONDocument)])

  struct Malformed: Error { let offset: Int }

  init(_ text: String) throws {
    var reader = Reader(bytes: Array(text.utf8))
    self = try reader.value()
    reader.skipSpace()
    guard reader.index == reader.bytes.count else { throw Malformed(offset: reader.index) }
  }

  static func == (left: JSONDocument, right: JSONDocument) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.number(let left), .number(let right)): left == right || Double(left) == Double(right)
    case (.string(let left), .string(let right)): left == right
    case (.array(let left), .array(let right)): left == right
    case (.object(let left), .object(let right)):
      left.count == right.count && zip(left, right).allSatisfy { $0.key == $1.key && $0.value == $1.value }
    default: false
    }
  }

  func hash(into hasher: inout Hasher) {}

  /// A member by key, an item by position.
  subscript(_ step: String) -> JSONDocument? {
    switch self {
    case .object(let members): members.first { $0.key == step }?.value
    case .array(let items): Int(step).flatMap { items.indices.contains($0) ? items[$0] : nil }
    default: nil
    }
  }

  /// The value at a path of keys and positions: `categories.3.spend`.
  func at(_ path: String) -> JSONDocument? {
    path.split(separator: ".").reduce(self as JSONDocument?) { $0?[String($1)] }
  }

  var keys: [String] { if case .object(let members) = self { members.map(\.key) } else { [] } }
  var items: [JSONDocument] { if case .array(let items) = self { items } else { [] } }
  var string: String? { if case .string(let text) = self { text } else { nil } }
  var number: Double? { if case .number(let text) = self { Double(text) } else { nil } }

  private struct Reader {
    let bytes: [UInt8]
    var index = 0

    var failure: Malformed { Malformed(offset: index) }
    var current: UInt8? { index < bytes.count ? bytes[index] : nil }

    mutating func skipSpace() {
      while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
    }

    mutating func expect(_ text: String) throws {
      guard bytes[index...].starts(with: text.utf8) else { throw failure }
      index += text.utf8.count
    }

    mutating func value() throws -> JSONDocument {
      skipSpace()
      switch current {
      case UInt8(ascii: "{"): return try object()
      case UInt8(ascii: "["): return try array()
      case UInt8(ascii: "\""): return .string(try string())
      case UInt8(ascii: "t"):
        try expect("true")
        return .bool(true)
      case UInt8(ascii: "f"):
        try expect("false")
        return .bool(false)
      case UInt8(ascii: "n"):
        try expect("null")
        return .null
      default: return .number(try number())
      }
    }

    mutating func object() throws -> JSONDocument {
      try expect("{")
      var members: [(key: String, value: JSONDocument)] = []
      skipSpace()
      while current != UInt8(ascii: "}") {
        if !members.isEmpty { try expect(",") }
        skipSpace()
        let key = try string()
        guard !members.contains(where: { $0.key == key }) else { throw failure }
        skipSpace()
        try expect(":")
        members.append((key, try value()))
        skipSpace()
      }
      try expect("}")
      return .object(members)
    }

    mutating func array() throws -> JSONDocument {
      try expect("[")
      var items: [JSONDocument] = []
      skipSpace()
      while current != UInt8(ascii: "]") {
        if !items.isEmpty { try expect(",") }
        items.append(try value())
        skipSpace()
      }
      try expect("]")
      return .array(items)
    }

    mutating func number() throws -> String {
      let start = index
      while let byte = current, byte &- 48 <= 9 || "+-.eE".utf8.contains(byte) { index += 1 }
      let text = String(decoding: bytes[start..<index], as: UTF8.self)
      guard let first = text.utf8.first(where: { $0 != UInt8(ascii: "-") }), first &- 48 <= 9, Double(text) != nil
      else {
        throw failure
      }
      return text
    }

    mutating func string() throws -> String {
      try expect("\"")
      var units: [UInt16] = []
      var plain: [UInt8] = []
      func flushed(_ units: [UInt16], _ plain: [UInt8]) -> [UInt16] {
        units + String(decoding: plain, as: UTF8.self).utf16
      }
      while let byte = current, byte != UInt8(ascii: "\"") {
        guard byte >= 0x20 else { throw failure }
        index += 1
        guard byte == UInt8(ascii: "\\") else {
          plain.append(byte)
          continue
        }
        units = flushed(units, plain)
        plain = []
        units.append(try escape())
      }
      try expect("\"")
      return String(decoding: flushed(units, plain), as: UTF16.self)
    }

    mutating func escape() throws -> UInt16 {
      guard let byte = current else { throw failure }
      index += 1
      switch byte {
      case UInt8(ascii: "n"): return 0x0A
      case UInt8(ascii: "r"): return 0x0D
      case UInt8(ascii: "t"): return 0x09
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return UInt16(byte)
      case UInt8(ascii: "u"):
        guard index + 4 <= bytes.count,
          let unit = UInt16(String(decoding: bytes[index..<index + 4], as: UTF8.self), radix: 16)
        else { throw failure }
        index += 4
        return unit
      default: throw failure
      }
    }
  }
}
