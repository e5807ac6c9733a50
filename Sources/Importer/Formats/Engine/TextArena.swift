/// Memory for texts that are made while one row is read: ids, unescaped and composed texts.
///
/// Owns its memory; what it gave out holds until `reset`.
final class TextArena {
  private static let chunkBytes = 1 << 16

  private var chunks: [UnsafeMutableBufferPointer<UInt8>] = []
  private var chunk = 0
  /// Of the chunk that is written.
  private var memory: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private var used = 0
  /// Where the text that is being written began.
  private var start = 0

  init() {
    memory = .allocate(capacity: Self.chunkBytes)
    capacity = Self.chunkBytes
    chunks = [UnsafeMutableBufferPointer(start: memory, count: capacity)]
  }

  deinit { for chunk in chunks { chunk.deallocate() } }

  func reset() {
    if chunk != 0 { select(0) }
    used = 0
    start = 0
  }

  private func select(_ number: Int) {
    guard let base = chunks[number].baseAddress else { return }
    chunk = number
    memory = base
    capacity = chunks[number].count
  }

  /// Starts a text of at most `limit` bytes.
  @inline(__always)
  func begin(limit: Int) {
    if used + limit > capacity { makeRoom(limit) }
    start = used
  }

  @inline(never)
  private func makeRoom(_ limit: Int) {
    let next = (chunk + 1..<chunks.count).first { chunks[$0].count >= limit }
    if next == nil { chunks.append(.allocate(capacity: max(Self.chunkBytes, limit))) }
    select(next ?? chunks.count - 1)
    used = 0
  }

  /// Adds to the text; never beyond its limit.
  @inline(__always)
  func append(_ byte: UInt8) {
    guard used < capacity else { return }
    memory[used] = byte
    used += 1
  }

  @inline(__always)
  func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let base = bytes.baseAddress, used + bytes.count <= capacity else { return }
    ByteSearch.copy(base, to: memory + used, count: bytes.count)
    used += bytes.count
  }

  /// Adds the eight bytes of a word, the lowest one first; never beyond the limit.
  @inline(__always)
  func append(word: UInt64) {
    guard used + 8 <= capacity else { return }
    UnsafeMutableRawPointer(memory + used).storeBytes(of: word.littleEndian, as: UInt64.self)
    used += 8
  }

  /// The text since `begin`.
  @inline(__always)
  func end() -> UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: memory + start, count: used - start) }

  /// Where the text goes on, up to its limit.
  @inline(__always)
  var open: OpenText { OpenText(place: memory + used, end: memory + capacity) }

  /// Takes what was added there.
  @inline(__always)
  func take(_ text: OpenText) { used = text.place - memory }

  func copy(_ text: String) -> UnsafeBufferPointer<UInt8> {
    begin(limit: text.utf8.count)
    for byte in text.utf8 { append(byte) }
    return end()
  }
}
