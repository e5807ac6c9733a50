/// Where a JSON text stops being one.
enum JSONBreak {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  private enum Answer {
    case end(Int)
    case broken(Int)
  }

  /// The first byte at which the value that begins at `start` can be none; the number of bytes where they end too early.
  static func place(_ bytes: Bytes, _ start: Int) -> Int {
    switch value(bytes, start, 0) {
    case .end(let end): end
    case .broken(let place): place
    }
  }

  private static func value(_ bytes: Bytes, _ start: Int, _ depth: Int) -> Answer {
    guard start < bytes.count else { return .broken(bytes.count) }
    guard depth < JSONScan.depthLimit else { return .broken(start) }
    switch bytes[start] {
    case UInt8(ascii: "{"): return container(bytes, start, UInt8(ascii: "}"), hasKeys: true, depth)
    case UInt8(ascii: "["): return container(bytes, start, UInt8(ascii: "]"), hasKeys: false, depth)
    case UInt8(ascii: "\""): return JSONScan.stringEnd(bytes, start).map(Answer.end) ?? .broken(bytes.count)
    default:
      if let end = JSONScan.valueEnd(bytes, start, depth) { return .end(end) }
      let word = bytes[start...].prefix { ($0 | 0x20) &- 97 <= 25 }
      return .broken(!word.isEmpty && word.endIndex == bytes.count ? bytes.count : start)
    }
  }

  private static func container(
    _ bytes: Bytes, _ start: Int, _ closing: UInt8, hasKeys: Bool, _ depth: Int
  ) -> Answer {
    var index = JSONScan.skipSpace(bytes, start + 1)
    if index < bytes.count, bytes[index] == closing { return .end(index + 1) }
    while index < bytes.count {
      if hasKeys {
        guard bytes[index] == UInt8(ascii: "\"") else { return .broken(index) }
        guard let end = JSONScan.stringEnd(bytes, index) else { return .broken(bytes.count) }
        index = JSONScan.skipSpace(bytes, end)
        guard index < bytes.count else { break }
        guard bytes[index] == UInt8(ascii: ":") else { return .broken(index) }
        index = JSONScan.skipSpace(bytes, index + 1)
      }
      switch value(bytes, index, depth + 1) {
      case .broken(let place): return .broken(place)
      case .end(let end): index = JSONScan.skipSpace(bytes, end)
      }
      guard index < bytes.count else { break }
      if bytes[index] == closing { return .end(index + 1) }
      guard bytes[index] == UInt8(ascii: ",") else { return .broken(index) }
      index = JSONScan.skipSpace(bytes, index + 1)
    }
    return .broken(bytes.count)
  }
}
