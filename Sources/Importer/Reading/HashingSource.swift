internal import CSVCodec
internal import Crypto

/// Passes a file's bytes on and keeps their SHA-256 and number.
final class HashingSource: ByteSource {
  private var base: any ByteSource
  private var hash = SHA256()
  private(set) var byteCount: Int64 = 0

  init(_ base: any ByteSource) { self.base = base }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ByteSourceError) -> Int {
    let count = try base.read(into: buffer)
    if count > 0 {
      hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      byteCount += Int64(count)
    }
    return count
  }

  /// Lower-case hexadecimal digits.
  var sha256: String {
    hash.finalize().map { byte in
      let text = String(byte, radix: 16)
      return text.utf8.count == 1 ? "0" + text : text
    }.joined()
  }
}
