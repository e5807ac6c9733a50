/// A growing window over a byte stream: the bytes from the current record on, and as many after it as were read.
///
/// The one place of the reader that owns unsafe memory. All offsets are relative to the window's start and checked
/// against `count` by the reader's loops.
struct ByteWindow: ~Copyable {
  private var source: any ByteSource
  private var memory: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// Offset of the window's first byte in the stream.
  private var streamOffset = 0
  /// Bytes in the window.
  private(set) var count = 0
  /// The stream has no more bytes than those in the window.
  private(set) var ended = false
  /// Where the next record starts.
  var consumed = 0

  /// How many bytes it asks its source for at least.
  private var chunk: Int
  /// Bytes behind the window that `word` and who copies 16 bytes at a time may read.
  private static let spare = 16

  init(source: any ByteSource, chunk: Int = 1 << 18) {
    self.source = source
    self.chunk = chunk
    capacity = 4 * chunk
    memory = Self.memory(capacity)
  }

  /// A window over nothing.
  static var none: ByteWindow { ByteWindow(source: NoSource(), chunk: 0) }

  private static func memory(_ capacity: Int) -> UnsafeMutablePointer<UInt8> {
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + spare)
    memory.initialize(repeating: 0, count: capacity + spare)
    return memory
  }

  deinit { memory.deallocate() }

  /// Eight bytes from a place on; those behind the window's end mean nothing.
  @inline(__always)
  func word(at index: Int) -> UInt64 {
    UnsafeRawPointer(memory + index).loadUnaligned(as: UInt64.self).littleEndian
  }

  @inline(__always)
  subscript(index: Int) -> UInt8 { memory[index] }

  /// The place of the next quote from a place on, with a byte behind it in the window; -1 where there is none, or a
  /// control character before it.
  ///
  /// - Parameter seen: all bytes before it are or-ed to it.
  @inline(__always)
  func quote(from start: Int, _ seen: inout UInt64) -> Int {
    var index = start
    while index < count {
      let word = word(at: index)
      let found = WordScan.places(of: UInt8(ascii: "\""), in: word) | WordScan.below(0x20, in: word)
      if found == 0 {
        seen |= word
        index += 8
        continue
      }
      let shift = UInt64(found.trailingZeroBitCount & ~7)
      seen |= word & ((1 << shift) &- 1)
      index += Int(shift >> 3)
      return UInt8(truncatingIfNeeded: word >> shift) == UInt8(ascii: "\"") && index + 1 < count ? index : -1
    }
    return -1
  }

  /// The first byte.
  var start: UnsafePointer<UInt8> { UnsafePointer(memory) }

  func bytes(_ start: Int, _ end: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: memory + start, count: end - start)
  }

  func offset(of index: Int) -> Int { streamOffset + index }

  /// Drops the bytes before `start`, which becomes 0.
  mutating func drop(before start: Int) {
    guard start > 0 else { return }
    memory.update(from: memory + start, count: count - start)
    count -= start
    consumed -= start
    streamOffset += start
  }

  /// Whether more bytes can be read without moving those that are there.
  var hasRoom: Bool { capacity - count >= chunk }

  /// Reads at least one more byte, or learns that there is none.
  mutating func fill() throws(ByteSourceError) {
    guard !ended else { return }
    if !hasRoom { grow() }
    let free = UnsafeMutableRawBufferPointer(start: memory + count, count: capacity - count)
    let read = try source.read(into: free)
    if read == 0 { ended = true }
    count += read
  }

  /// Fills the window until it holds a line end, or as much of the stream as says what kind of file it is.
  mutating func fillFirstLine() throws(ByteSourceError) {
    var looked = 0
    while !ended, count < chunk {
      try fill()
      while looked < count {
        if memory[looked] == 0x0A || memory[looked] == 0x0D { return }
        looked += 1
      }
    }
  }

  /// Leaves its bytes to another window, whose memory it takes, and goes on with those behind `consumed`.
  mutating func leave(to other: inout ByteWindow) {
    let rest = count - consumed
    other.makeRoom(for: rest)
    other.memory.update(from: memory + consumed, count: rest)
    swap(&memory, &other.memory)
    swap(&capacity, &other.capacity)
    chunk = other.chunk
    (other.count, other.consumed, other.streamOffset) = (count, consumed, streamOffset)
    streamOffset += consumed
    (count, consumed) = (rest, 0)
  }

  /// Makes its memory as large as a window with so many bytes needs it; what it held is lost.
  private mutating func makeRoom(for bytes: Int) {
    var wanted = 4 * chunk
    while wanted - bytes < chunk { wanted *= 2 }
    // One long record must not leave large memory behind for all that come after it.
    guard capacity != wanted else { return }
    memory.deallocate()
    memory = Self.memory(wanted)
    capacity = wanted
  }

  private mutating func grow() {
    let larger = Self.memory(capacity * 2)
    larger.update(from: memory, count: count)
    memory.deallocate()
    memory = larger
    capacity *= 2
  }

  /// Line ends (LF, CRLF, lone CR) between two places.
  func newlines(from start: Int, to end: Int) -> Int {
    var lines = 0
    for index in start..<max(start, end) {
      let byte = memory[index]
      if byte == 0x0A || (byte == 0x0D && !(index + 1 < count && memory[index + 1] == 0x0A)) { lines += 1 }
    }
    return lines
  }

  /// Byte column of a place within its physical line, from 1; lines before the record are not looked at.
  func column(of place: Int, recordStart: Int) -> Int {
    var index = place
    while index > recordStart, memory[index - 1] != 0x0A, memory[index - 1] != 0x0D { index -= 1 }
    // The byte-order mark is no column of the first line.
    return place - index + 1
  }
}
