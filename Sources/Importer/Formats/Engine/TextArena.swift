/// Memory for texts that are made while one row is read: ids, unescaped and composed texts.
///
/// Owns its memory; what it gave out holds until `reset`.
final class TextArena {
  private static let chunkBytes = 1 << 16

  private var chunks: [UnsafeMutableBufferPointer<UInt8>] = []
  private var chunk = 0
  private var used = 0
  /// Where the text that is being written began.
  private var start = 0

  init() { chunks = [.allocate(capacity: Self.chunkBytes)] }

  deinit { for chunk in chunks { chunk.deallocate() } }

  func reset() {
    chunk = 0
    used = 0
    start = 0
  }

  /// Starts a text of at most `limit` bytes.
  func begin(limit: Int) {
    if used + limit > chunks[chunk].count {
      let next = (chunk + 1..<chunks.count).first { chunks[$0].count >= limit }
      if let next {
        chunk = next
      } else {
        chunks.append(.allocate(capacity: max(Self.chunkBytes, limit)))
        chunk = chunks.count - 1
      }
      used = 0
    }
    start = used
  }

  /// Adds to the text; never beyond its limit.
  @inline(__always)
  func append(_ byte: UInt8) {
    guard used < chunks[chunk].count else { return }
    chunks[chunk][used] = byte
    used += 1
  }

  @inline(__always)
  func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let base = bytes.baseAddress, used + bytes.count <= chunks[chunk].count,
      let target = chunks[chunk].baseAddress
    else { return }
    (target + used).update(from: base, count: bytes.count)
    used += bytes.count
  }

  /// The text since `begin`.
  func end() -> UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: chunks[chunk][start..<used]) }

  func copy(_ text: String) -> UnsafeBufferPointer<UInt8> {
    begin(limit: text.utf8.count)
    for byte in text.utf8 { append(byte) }
    return end()
  }
}
