/// Texts of the fields of a record, or of many, from which doubled quotes were taken out, one after the other.
///
/// Owns its memory; what it gave out holds until more is appended or all is removed.
struct UnquotedText: ~Copyable {
  private var memory: UnsafeMutablePointer<UInt8>
  private var capacity = 1 << 12
  private(set) var count = 0

  init() { memory = .allocate(capacity: capacity) }

  deinit { memory.deallocate() }

  /// The first byte.
  var start: UnsafePointer<UInt8> { UnsafePointer(memory) }

  mutating func removeAll() { count = 0 }

  /// Forgets what was appended behind a place.
  mutating func shorten(to place: Int) { count = place }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    reserve(1)
    memory[count] = byte
    count += 1
  }

  /// Appends the first `length` bytes of a word.
  @inline(__always)
  mutating func append(_ word: UInt64, length: Int) {
    reserve(8)
    UnsafeMutableRawPointer(memory + count).storeBytes(of: word.littleEndian, as: UInt64.self)
    count += length
  }

  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    reserve(bytes.count)
    guard let base = bytes.baseAddress else { return }
    (memory + count).update(from: base, count: bytes.count)
    count += bytes.count
  }

  /// Appends a text that mostly has at most 32 bytes, of memory with 16 more behind it.
  @inline(__always)
  mutating func append(short bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.count <= 32, let base = UnsafeRawPointer(bytes.baseAddress) else { return append(bytes) }
    reserve(32)
    let place = UnsafeMutableRawPointer(memory + count)
    place.storeBytes(of: base.loadUnaligned(as: SIMD2<UInt64>.self), as: SIMD2<UInt64>.self)
    if bytes.count > 16 {
      let rest = base.loadUnaligned(fromByteOffset: 16, as: SIMD2<UInt64>.self)
      place.storeBytes(of: rest, toByteOffset: 16, as: SIMD2<UInt64>.self)
    }
    count += bytes.count
  }

  func bytes(_ start: Int, _ end: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: memory + start, count: end - start)
  }

  @inline(__always)
  private mutating func reserve(_ length: Int) {
    if count + length > capacity { grow(length) }
  }

  @inline(never)
  private mutating func grow(_ length: Int) {
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2 + length)
    larger.update(from: memory, count: count)
    memory.deallocate()
    memory = larger
    capacity = capacity * 2 + length
  }
}
