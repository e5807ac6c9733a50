internal import CZlib

/// Unpacks gzip data, also several members in a row.
public final class GzipSource: ByteSource {
  private var base: any ByteSource
  private var stream = z_stream()
  private var input: UnsafeMutableRawBufferPointer
  private var readBytes: Int64 = 0
  private var baseEnded = false
  private var insideMember = false
  private var finished = false

  public init(_ base: any ByteSource) {
    self.base = base
    input = .allocate(byteCount: 1 << 16, alignment: 16)
    // 15 window bits, +16 = gzip headers only.
    inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
  }

  deinit {
    inflateEnd(&stream)
    input.deallocate()
  }

  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(ByteSourceError) -> Int {
    guard !finished, buffer.count > 0 else { return 0 }
    stream.next_out = buffer.baseAddress?.assumingMemoryBound(to: Bytef.self)
    stream.avail_out = uInt(buffer.count)
    while stream.avail_out > 0 {
      if stream.avail_in == 0 { try refill() }
      if stream.avail_in == 0 {
        if insideMember { throw .gzipCutOff(byte: readBytes) }
        finished = true
        break
      }
      insideMember = true
      let code = inflate(&stream, Z_NO_FLUSH)
      if code == Z_STREAM_END {
        insideMember = false
        inflateReset(&stream)
      } else if code != Z_OK {
        let detail = stream.msg.map { String(cString: $0) } ?? "zlib code \(code)"
        throw .gzipDamaged(detail: detail, byte: readBytes - Int64(stream.avail_in))
      }
    }
    return buffer.count - Int(stream.avail_out)
  }

  private func refill() throws(ByteSourceError) {
    guard !baseEnded else { return }
    let count = try base.read(into: input)
    baseEnded = count == 0
    readBytes += Int64(count)
    stream.next_in = input.baseAddress?.assumingMemoryBound(to: Bytef.self)
    stream.avail_in = uInt(count)
  }
}

/// Recognises gzip by its first bytes, whatever the file is called.
public enum GzipDetection {
  /// The source itself, or its unpacked content where it is gzip.
  public static func unwrapped(_ source: any ByteSource) throws(ByteSourceError) -> any ByteSource {
    var source = source
    var head: [UInt8] = []
    while head.count < 2 {
      var piece = [UInt8](repeating: 0, count: 2 - head.count)
      let count = try read(&source, into: &piece)
      if count == 0 { break }
      head += piece.prefix(count)
    }
    let peeked = PeekedSource(head: head, rest: source)
    return head == [0x1F, 0x8B] ? GzipSource(peeked) : peeked
  }

  private static func read(
    _ source: inout any ByteSource, into piece: inout [UInt8]
  ) throws(ByteSourceError) -> Int {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: piece.count, alignment: 1)
    defer { buffer.deallocate() }
    let count = try source.read(into: buffer)
    for index in 0..<count { piece[index] = buffer[index] }
    return count
  }
}

/// Bytes that were looked at already, then the rest of their source.
struct PeekedSource: ByteSource {
  var head: [UInt8]
  var rest: any ByteSource

  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(ByteSourceError) -> Int {
    guard !head.isEmpty else { return try rest.read(into: buffer) }
    let count = min(head.count, buffer.count)
    for index in 0..<count { buffer[index] = head[index] }
    head.removeFirst(count)
    return count
  }
}
