/// A growing run of bytes in memory of its own: the one place of the storage that owns unsafe memory.
///
/// Integers are little-endian. `padding` bytes after the end may be read as zeros, so that a value of any width can be
/// loaded as eight bytes.
public struct ByteBuffer: ~Copyable, @unchecked Sendable {
  static let padding = 16

  private(set) var memory: UnsafeMutableRawPointer
  private var capacity: Int
  public private(set) var count = 0

  public init(capacity: Int = 256) {
    self.capacity = max(64, capacity)
    memory = .allocate(byteCount: self.capacity + Self.padding, alignment: 16)
    memory.storeBytes(of: 0, as: UInt64.self)
    memory.storeBytes(of: 0, toByteOffset: 8, as: UInt64.self)
  }

  /// A copy of some bytes.
  init(copying bytes: UnsafeRawBufferPointer) {
    self.init(capacity: bytes.count)
    append(bytes)
  }

  deinit { memory.deallocate() }

  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: memory, count: count) }

  mutating func removeAll() { count = 0 }

  /// Makes room for `extra` more bytes.
  @inline(__always)
  mutating func reserve(_ extra: Int) {
    if count + extra > capacity { grow(extra) }
  }

  @inline(never)
  private mutating func grow(_ extra: Int) {
    let larger = max(capacity * 2, count + extra)
    let new = UnsafeMutableRawPointer.allocate(byteCount: larger + Self.padding, alignment: 16)
    new.copyMemory(from: memory, byteCount: count)
    memory.deallocate()
    memory = new
    capacity = larger
  }

  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    guard let base = bytes.baseAddress, bytes.count > 0 else { return }
    reserve(bytes.count)
    (memory + count).copyMemory(from: base, byteCount: bytes.count)
    count += bytes.count
    clearPadding()
  }

  mutating func append(byte: UInt8) {
    reserve(1)
    memory.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
    count += 1
    clearPadding()
  }

  mutating func append(_ value: UInt64) {
    reserve(8)
    memory.storeBytes(of: value.littleEndian, toByteOffset: count, as: UInt64.self)
    count += 8
    clearPadding()
  }

  mutating func append(_ value: Int64) { append(UInt64(bitPattern: value)) }

  /// Appends the `width` lowest bytes of a value. Room for them and eight more was reserved before.
  @inline(__always)
  mutating func appendReserved(_ value: UInt64, width: Int) {
    memory.storeBytes(of: value.littleEndian, toByteOffset: count, as: UInt64.self)
    count += width
  }

  /// Overwrites eight bytes that are there already.
  @inline(__always)
  mutating func replace(at offset: Int, with value: UInt64) {
    memory.storeBytes(of: value.littleEndian, toByteOffset: offset, as: UInt64.self)
  }

  /// Appends bytes for which `reserve` made room.
  @inline(__always)
  mutating func appendReserved(_ bytes: UnsafeRawBufferPointer) {
    guard let base = bytes.baseAddress else { return }
    Self.copy(base, to: memory + count, bytes.count)
    count += bytes.count
  }

  /// Copies what mostly is an id of some bytes: two overlapping words are faster than a call.
  @inline(__always)
  private static func copy(_ source: UnsafeRawPointer, to target: UnsafeMutableRawPointer, _ count: Int) {
    guard count >= 8, count <= 16 else { return target.copyMemory(from: source, byteCount: count) }
    let last = source.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
    target.storeBytes(of: source.loadUnaligned(as: UInt64.self), as: UInt64.self)
    target.storeBytes(of: last, toByteOffset: count - 8, as: UInt64.self)
  }

  /// Grows by `extra` bytes of any content and gives them to `fill`, which says how many it wrote.
  mutating func append<Failure: Error>(
    upTo extra: Int, _ fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Int
  ) throws(Failure) {
    reserve(extra)
    count += try fill(UnsafeMutableRawBufferPointer(start: memory + count, count: extra))
    clearPadding()
  }

  private func clearPadding() {
    memory.storeBytes(of: 0, toByteOffset: count, as: UInt64.self)
    memory.storeBytes(of: 0, toByteOffset: count + 8, as: UInt64.self)
  }
}
