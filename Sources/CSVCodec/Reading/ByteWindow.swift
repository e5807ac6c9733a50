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

  private static let chunk = 1 << 18
  /// Bytes behind the window that `word` may read.
  private static let spare = 8

  init(source: any ByteSource) {
    self.source = source
    capacity = 4 * Self.chunk
    memory = .allocate(capacity: capacity + Self.spare)
    memory.initialize(repeating: 0, count: capacity + Self.spare)
  }

  deinit { memory.deallocate() }

  /// Eight bytes from a place on; those behind the window's end mean nothing.
  @inline(__always)
  func word(at index: Int) -> UInt64 {
    UnsafeRawPointer(memory + index).loadUnaligned(as: UInt64.self).littleEndian
  }

  @inline(__always)
  subscript(index: Int) -> UInt8 { memory[index] }

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

  /// Reads at least one more byte, or learns that there is none.
  mutating func fill() throws(ByteSourceError) {
    guard !ended else { return }
    if capacity - count < Self.chunk { grow() }
    let free = UnsafeMutableRawBufferPointer(start: memory + count, count: capacity - count)
    let read = try source.read(into: free)
    if read == 0 { ended = true }
    count += read
  }

  /// Fills the window until it holds a line end, or as much of the stream as says what kind of file it is.
  mutating func fillFirstLine() throws(ByteSourceError) {
    var looked = 0
    while !ended, count < Self.chunk {
      try fill()
      while looked < count {
        if memory[looked] == 0x0A || memory[looked] == 0x0D { return }
        looked += 1
      }
    }
  }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2 + Self.spare)
    larger.initialize(repeating: 0, count: capacity * 2 + Self.spare)
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
