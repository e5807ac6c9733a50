/// Recognises JSON by its first bytes, whatever the file is called.
public enum JSONDetection {
  private static let headBytes = 64

  /// The same bytes as a source, and whether they begin like an object or a list of objects.
  public static func peeked(_ source: any ByteSource) throws(ByteSourceError) -> (source: any ByteSource, isJSON: Bool)
  {
    var source = source
    var head: [UInt8] = []
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: headBytes, alignment: 1)
    defer { buffer.deallocate() }
    while head.count < headBytes {
      let count = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<(headBytes - head.count)]))
      if count == 0 { break }
      head += buffer[..<count]
    }
    return (PeekedSource(head: head, rest: source), isJSON(head[...]))
  }

  private static func isJSON(_ head: ArraySlice<UInt8>) -> Bool {
    var rest = head
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }
    rest = rest.drop(while: isSpace)
    if rest.first == UInt8(ascii: "[") {
      rest = rest.dropFirst().drop(while: isSpace)
      return rest.first == UInt8(ascii: "{") || rest.first == UInt8(ascii: "]")
    }
    guard rest.first == UInt8(ascii: "{") else { return false }
    let inside = rest.dropFirst().drop(while: isSpace)
    return inside.first == UInt8(ascii: "\"") || inside.first == UInt8(ascii: "}")
  }
}
