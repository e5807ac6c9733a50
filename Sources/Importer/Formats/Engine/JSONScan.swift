/// Finds values in JSON text without building anything: a row needs a few values out of many.
enum JSONScan {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  /// How deep values may lie in each other.
  static let depthLimit = 64

  /// The value at a path, strings without their quotes; empty where there is none, or where it is null.
  ///
  /// A step into a list of `{"key": …, "value": {…}}` looks for the key, as OpenTelemetry writes attributes.
  static func find(_ bytes: Bytes, _ path: [[UInt8]], _ arena: TextArena, from place: Int = 0) -> Bytes {
    var start = skipSpace(bytes, place)
    for key in path {
      guard let next = step(bytes, start, key) else { return Bytes(start: nil, count: 0) }
      start = next
    }
    return text(bytes, start, arena)
  }

  /// The text of the value that starts at a place.
  static func text(_ bytes: Bytes, _ start: Int, _ arena: TextArena) -> Bytes {
    guard let end = valueEnd(bytes, start, 0) else { return Bytes(start: nil, count: 0) }
    return text(bytes, start, end: end, arena)
  }

  /// The text of the value between two places.
  static func text(_ bytes: Bytes, _ start: Int, end: Int, _ arena: TextArena) -> Bytes {
    guard bytes[start] == UInt8(ascii: "\"") else {
      return isNull(bytes, start, end) ? Bytes(start: nil, count: 0) : Bytes(rebasing: bytes[start..<end])
    }
    let inner = Bytes(rebasing: bytes[start + 1..<end - 1])
    return inner.contains(UInt8(ascii: "\\")) ? unescaped(inner, arena) : inner
  }

  private static func isNull(_ bytes: Bytes, _ start: Int, _ end: Int) -> Bool {
    end - start == 4 && bytes[start] == UInt8(ascii: "n") && bytes[start + 1] == UInt8(ascii: "u")
  }

  // MARK: Steps

  private static func step(_ bytes: Bytes, _ start: Int, _ key: [UInt8]) -> Int? {
    guard start < bytes.count else { return nil }
    if bytes[start] == UInt8(ascii: "{") { return member(bytes, start, key) }
    guard bytes[start] == UInt8(ascii: "[") else { return nil }
    var found: Int?
    forEachElement(bytes, start) { element in
      guard found == nil, let name = member(bytes, element, Array("key".utf8)), isString(bytes, name, key),
        let value = member(bytes, element, Array("value".utf8))
      else { return }
      found = bytes[value] == UInt8(ascii: "{") ? firstMember(bytes, value) : value
    }
    return found
  }

  /// Where the value of a key of the object at `start` starts.
  static func member(_ bytes: Bytes, _ start: Int, _ key: [UInt8]) -> Int? {
    guard start < bytes.count, bytes[start] == UInt8(ascii: "{") else { return nil }
    var index = skipSpace(bytes, start + 1)
    while index < bytes.count, bytes[index] == UInt8(ascii: "\"") {
      guard let keyEnd = stringEnd(bytes, index) else { return nil }
      let isWanted = isString(bytes, index, key)
      let value = skipSpace(bytes, skipSpace(bytes, keyEnd) + 1)
      if isWanted { return value }
      guard let end = valueEnd(bytes, value, 0) else { return nil }
      index = skipSpace(bytes, end)
      guard index < bytes.count, bytes[index] == UInt8(ascii: ",") else { return nil }
      index = skipSpace(bytes, index + 1)
    }
    return nil
  }

  private static func firstMember(_ bytes: Bytes, _ start: Int) -> Int? {
    let index = skipSpace(bytes, start + 1)
    guard index < bytes.count, let keyEnd = stringEnd(bytes, index) else { return nil }
    return skipSpace(bytes, skipSpace(bytes, keyEnd) + 1)
  }

  /// Calls `body` with the start of each element of the list at `start`.
  static func forEachElement(_ bytes: Bytes, _ start: Int, _ body: (Int) -> Void) {
    var index = skipSpace(bytes, start + 1)
    while index < bytes.count, bytes[index] != UInt8(ascii: "]") {
      body(index)
      guard let end = valueEnd(bytes, index, 0) else { return }
      index = skipSpace(bytes, end)
      guard index < bytes.count, bytes[index] == UInt8(ascii: ",") else { return }
      index = skipSpace(bytes, index + 1)
    }
  }

  /// Calls `body` with the starts of each key and value of the object at `start`.
  static func forEachMember(_ bytes: Bytes, _ start: Int, _ body: (_ key: Int, _ value: Int) -> Void) {
    var index = skipSpace(bytes, start + 1)
    while index < bytes.count, bytes[index] == UInt8(ascii: "\""), let keyEnd = stringEnd(bytes, index) {
      let value = skipSpace(bytes, skipSpace(bytes, keyEnd) + 1)
      body(index, value)
      guard let end = valueEnd(bytes, value, 0) else { return }
      index = skipSpace(bytes, end)
      guard index < bytes.count, bytes[index] == UInt8(ascii: ",") else { return }
      index = skipSpace(bytes, index + 1)
    }
  }

  private static func isString(_ bytes: Bytes, _ start: Int, _ text: [UInt8]) -> Bool {
    guard start < bytes.count, bytes[start] == UInt8(ascii: "\""), start + text.count + 1 < bytes.count,
      bytes[start + 1 + text.count] == UInt8(ascii: "\"")
    else { return false }
    for offset in 0..<text.count where bytes[start + 1 + offset] != text[offset] { return false }
    return true
  }

  // MARK: Extents

  @inline(__always)
  static func skipSpace(_ bytes: Bytes, _ start: Int) -> Int {
    var index = start
    while index < bytes.count, bytes[index] == 0x20 || (bytes[index] >= 0x09 && bytes[index] <= 0x0D) { index += 1 }
    return index
  }

  /// The end of the value at `start`; nil where it is no JSON.
  static func valueEnd(_ bytes: Bytes, _ start: Int, _ depth: Int) -> Int? {
    guard start < bytes.count, depth < depthLimit else { return nil }
    switch bytes[start] {
    case UInt8(ascii: "\""): return stringEnd(bytes, start)
    case UInt8(ascii: "{"): return containerEnd(bytes, start, UInt8(ascii: "}"), hasKeys: true, depth)
    case UInt8(ascii: "["): return containerEnd(bytes, start, UInt8(ascii: "]"), hasKeys: false, depth)
    default: return wordEnd(bytes, start)
    }
  }

  private static func containerEnd(
    _ bytes: Bytes, _ start: Int, _ closing: UInt8, hasKeys: Bool, _ depth: Int
  ) -> Int? {
    var index = skipSpace(bytes, start + 1)
    if index < bytes.count, bytes[index] == closing { return index + 1 }
    while true {
      if hasKeys {
        guard index < bytes.count, let end = stringEnd(bytes, index) else { return nil }
        index = skipSpace(bytes, end)
        guard index < bytes.count, bytes[index] == UInt8(ascii: ":") else { return nil }
        index = skipSpace(bytes, index + 1)
      }
      guard let end = valueEnd(bytes, index, depth + 1) else { return nil }
      index = skipSpace(bytes, end)
      guard index < bytes.count else { return nil }
      if bytes[index] == closing { return index + 1 }
      guard bytes[index] == UInt8(ascii: ",") else { return nil }
      index = skipSpace(bytes, index + 1)
    }
  }

  /// The place after the closing quote of the string at `start`; nil where there is none.
  @inline(__always)
  static func stringEnd(_ bytes: Bytes, _ start: Int) -> Int? {
    guard start < bytes.count, bytes[start] == UInt8(ascii: "\""), let base = bytes.baseAddress else { return nil }
    if start + 9 <= bytes.count {
      let word = UnsafeRawPointer(base + start + 1).loadUnaligned(as: UInt64.self).littleEndian
      let found =
        ByteSearch.places(of: UInt8(ascii: "\""), in: word) | ByteSearch.places(of: UInt8(ascii: "\\"), in: word)
      let end = start + 1 + found.trailingZeroBitCount >> 3
      if found != 0, bytes[end] == UInt8(ascii: "\"") { return end + 1 }
    }
    return longStringEnd(bytes, base, start + 1)
  }

  @inline(never)
  private static func longStringEnd(_ bytes: Bytes, _ base: UnsafePointer<UInt8>, _ start: Int) -> Int? {
    var index = start
    while index + 8 <= bytes.count {
      let word = UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self).littleEndian
      let found =
        ByteSearch.places(of: UInt8(ascii: "\""), in: word) | ByteSearch.places(of: UInt8(ascii: "\\"), in: word)
      if found == 0 {
        index += 8
        continue
      }
      index += found.trailingZeroBitCount >> 3
      if bytes[index] == UInt8(ascii: "\"") { return index + 1 }
      index += 2
    }
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "\"") { return index + 1 }
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return nil
  }

  /// The end of a number, `true`, `false` or `null`.
  private static func wordEnd(_ bytes: Bytes, _ start: Int) -> Int? {
    var index = start
    while index < bytes.count, bytes[index] &- 48 <= 9 { index += 1 }
    if index > start, index < bytes.count, bytes[index] == UInt8(ascii: ".") {
      index += 1
      while index < bytes.count, bytes[index] &- 48 <= 9 { index += 1 }
    }
    // Nearly all are numbers with another member or the object's end behind them.
    if index > start, index < bytes.count,
      bytes[index] == UInt8(ascii: ",") || bytes[index] == UInt8(ascii: "}")
    {
      return index
    }
    while index < bytes.count, isWordByte(bytes[index]) { index += 1 }
    guard index > start else { return nil }
    if bytes[start] == UInt8(ascii: "-") || bytes[start] &- 48 <= 9 { return index }
    let isKnown =
      switch index - start {
      case 4: isWord(bytes, start, "true") || isWord(bytes, start, "null")
      case 5: isWord(bytes, start, "false")
      default: false
      }
    return isKnown ? index : nil
  }

  @inline(__always)
  private static func isWord(_ bytes: Bytes, _ start: Int, _ word: StaticString) -> Bool {
    for offset in 0..<word.utf8CodeUnitCount where bytes[start + offset] != word.utf8Start[offset] { return false }
    return true
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    byte &- 48 <= 9 || (byte | 0x20) &- 97 <= 25 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
      || byte == UInt8(ascii: ".")
  }

  // MARK: Escapes

  private static func unescaped(_ inner: Bytes, _ arena: TextArena) -> Bytes {
    arena.begin(limit: inner.count)
    var index = 0
    while index < inner.count {
      guard inner[index] == UInt8(ascii: "\\"), index + 1 < inner.count else {
        arena.append(inner[index])
        index += 1
        continue
      }
      let mark = inner[index + 1]
      index += 2
      switch mark {
      case UInt8(ascii: "n"): arena.append(0x0A)
      case UInt8(ascii: "r"): arena.append(0x0D)
      case UInt8(ascii: "t"): arena.append(0x09)
      case UInt8(ascii: "b"), UInt8(ascii: "f"): arena.append(0x20)
      case UInt8(ascii: "u"): index = appendScalar(inner, index, arena)
      default: arena.append(mark)
      }
    }
    return arena.end()
  }

  /// Appends the character of `\uXXXX`, whose digits start at `index`; a pair of halves is one character.
  private static func appendScalar(_ inner: Bytes, _ index: Int, _ arena: TextArena) -> Int {
    guard let first = unit(inner, index) else { return inner.count }
    var value = first
    var next = index + 4
    if (0xD800..<0xDC00).contains(first), next + 1 < inner.count, inner[next] == UInt8(ascii: "\\"),
      let second = unit(inner, next + 2), (0xDC00..<0xE000).contains(second)
    {
      value = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
      next += 6
    }
    for byte in String(Unicode.Scalar(value) ?? "\u{FFFD}").utf8 { arena.append(byte) }
    return next
  }

  private static func unit(_ inner: Bytes, _ index: Int) -> UInt32? {
    guard index + 4 <= inner.count else { return nil }
    return UInt32(String(decoding: inner[index..<index + 4], as: UTF8.self), radix: 16)
  }
}
