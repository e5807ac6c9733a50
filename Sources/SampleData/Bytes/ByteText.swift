/// Builds text as bytes and hands it on in chunks, so that a file of any size needs little memory.
struct ByteText {
  private(set) var bytes: [UInt8] = []
  private let chunkSize: Int

  init(chunkSize: Int = 1 << 18) {
    self.chunkSize = chunkSize
    bytes.reserveCapacity(chunkSize + 4096)
  }

  /// Hands the bytes on once they fill a chunk, or at the end of the file.
  mutating func flush<Failure: Error>(
    atEnd: Bool = false, into sink: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    guard bytes.count >= chunkSize || (atEnd && !bytes.isEmpty) else { return }
    try Self.send(bytes, into: sink)
    bytes.removeAll(keepingCapacity: true)
  }

  /// `withUnsafeBytes` of the standard library loses the type of the error; a result carries it across.
  private static func send<Failure: Error>(
    _ bytes: [UInt8], into sink: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    let result = bytes.withUnsafeBytes { buffer -> Result<Void, Failure> in
      do throws(Failure) { return .success(try sink(buffer)) } catch { return .failure(error) }
    }
    try result.get()
  }

  @inline(__always)
  mutating func append(_ byte: UInt8) { bytes.append(byte) }

  @inline(__always)
  mutating func append(_ text: [UInt8]) { bytes.append(contentsOf: text) }

  mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  @inline(__always)
  mutating func comma() { bytes.append(UInt8(ascii: ",")) }

  @inline(__always)
  mutating func newline() { bytes.append(UInt8(ascii: "\n")) }

  /// Decimal digits of a number from 0, padded with zeros to `width`.
  @inline(__always)
  mutating func append(number: Int, width: Int = 1) {
    var digits: (UInt64, UInt64, UInt64) = (0, 0, 0)
    withUnsafeMutableBytes(of: &digits) { scratch in
      var start = scratch.count
      var rest = UInt64(max(0, number))
      let limit = scratch.count - min(width, scratch.count)
      while rest > 0 || start > limit {
        start -= 1
        scratch[start] = 48 + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      }
      bytes.append(contentsOf: scratch[start...])
    }
  }

  /// Sixteen hexadecimal digits.
  @inline(__always)
  mutating func append(hex word: UInt64) {
    var digits: (UInt64, UInt64) = (0, 0)
    withUnsafeMutableBytes(of: &digits) { scratch in
      var rest = word
      for place in stride(from: 15, through: 0, by: -1) {
        let digit = UInt8(truncatingIfNeeded: rest & 15)
        scratch[place] = digit < 10 ? 48 + digit : 87 + digit
        rest >>= 4
      }
      bytes.append(contentsOf: scratch)
    }
  }
}
