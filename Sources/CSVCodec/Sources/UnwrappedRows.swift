/// Takes one more pair of quotes off rows that lie in one: `"2026-07-01,ann,""GPT-5"""` becomes `2026-07-01,ann,"GPT-5"`.
///
/// Some spreadsheets and mail gateways wrap a whole row like that. Other rows are passed on as they are.
public struct UnwrappedRows: ByteSource {
  private static let headBytes = 1 << 16
  private static let quote = UInt8(ascii: "\"")

  private var rest: any ByteSource
  /// Bytes that were read and not passed on yet: the beginning of a line.
  private var waiting: [UInt8]
  /// Bytes to pass on, and how many of them went.
  private var ready: [UInt8] = []
  private var passed = 0
  private var isAtEnd = false

  /// The same bytes as a source, and whether rows are taken out of a pair of quotes.
  public static func unwrapping(
    _ source: any ByteSource
  ) throws(ByteSourceError) -> (source: any ByteSource, isWrapped: Bool) {
    var source = source
    var head: [UInt8] = []
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: headBytes, alignment: 1)
    defer { buffer.deallocate() }
    // The first two lines decide.
    while head.count < headBytes, head.count(where: { $0 == 0x0A }) < 2 {
      let count = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<(headBytes - head.count)]))
      if count == 0 { break }
      head += buffer[..<count]
    }
    let lines = head.split(separator: 0x0A, maxSplits: 2).prefix(2)
    guard lines.contains(where: { isWrapped($0) }) else {
      return (PeekedSource(head: head, rest: source), false)
    }
    return (UnwrappedRows(rest: source, waiting: head), true)
  }

  private init(rest: any ByteSource, waiting: [UInt8]) {
    self.rest = rest
    self.waiting = waiting
  }

  /// Whether a line is one field in quotes which itself has at least two separators.
  private static func isWrapped(_ line: ArraySlice<UInt8>) -> Bool {
    guard let inside = inside(line) else { return false }
    return inside.count { $0 == UInt8(ascii: ",") } >= 2
  }

  /// What stands between the quotes of a line that is one field; nil for any other line.
  private static func inside(_ line: ArraySlice<UInt8>) -> [UInt8]? {
    var text = line
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { text = text.dropFirst(3) }
    if text.last == 0x0D { text = text.dropLast() }
    guard text.count >= 2, text.first == quote, text.last == quote else { return nil }
    var inside: [UInt8] = []
    var index = text.startIndex + 1
    let end = text.endIndex - 1
    while index < end {
      if text[index] == quote {
        guard index + 1 < end, text[index + 1] == quote else { return nil }
        index += 1
      }
      inside.append(text[index])
      index += 1
    }
    return inside
  }

  public mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(ByteSourceError) -> Int {
    while passed == ready.count {
      if isAtEnd { return 0 }
      try prepare(buffer.count)
    }
    let count = min(buffer.count, ready.count - passed)
    ready.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[passed..<passed + count])) }
    passed += count
    return count
  }

  /// Unwraps the whole lines of what was read; reads more where there is none.
  private mutating func prepare(_ size: Int) throws(ByteSourceError) {
    ready.removeAll(keepingCapacity: true)
    passed = 0
    var start = 0
    while let end = waiting[start...].firstIndex(of: 0x0A) {
      append(waiting[start..<end], newline: true)
      start = end + 1
    }
    waiting.removeFirst(start)
    if !ready.isEmpty { return }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: max(size, Self.headBytes), alignment: 1)
    defer { buffer.deallocate() }
    let count = try rest.read(into: buffer)
    waiting += buffer[..<count]
    if count == 0 {
      isAtEnd = true
      if !waiting.isEmpty { append(waiting[...], newline: false) }
      waiting = []
    }
  }

  private mutating func append(_ line: ArraySlice<UInt8>, newline: Bool) {
    if Self.isWrapped(line), let inside = Self.inside(line) { ready += inside } else { ready += line }
    if newline { ready.append(0x0A) }
  }
}
