/// Sixteen numbers in few bytes: eight bytes with the width of each, four bits each, then each in as many bytes as it
/// needs.
enum NumberCoding {
  static let headBytes = 8
  /// Bytes to reserve for a head, sixteen numbers, one more, and a spare word.
  static let mostBytes = headBytes + 18 * 8

  @inline(__always)
  static func zigzag(_ value: Int64) -> UInt64 { UInt64(bitPattern: (value << 1) ^ (value >> 63)) }

  @inline(__always)
  static func unzigzag(_ value: UInt64) -> Int64 {
    Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  /// Writes numbers one after the other and keeps their widths.
  struct Writer {
    private var widths: UInt64 = 0
    private var shift: UInt64 = 0
    private let start: Int

    /// Room for the numbers was reserved before.
    @inline(__always)
    init(_ buffer: inout ByteBuffer) {
      start = buffer.count
      buffer.appendReserved(0, width: headBytes)
    }

    @inline(__always)
    mutating func put(_ value: UInt64, _ buffer: inout ByteBuffer) {
      let width = (71 - value.leadingZeroBitCount) >> 3
      buffer.appendReserved(value, width: width)
      widths |= UInt64(width) << shift
      shift += 4
    }

    @inline(__always)
    mutating func put(_ value: Int32, _ buffer: inout ByteBuffer) { put(UInt64(UInt32(bitPattern: value)), &buffer) }

    @inline(__always)
    func finish(_ buffer: inout ByteBuffer) { buffer.replace(at: start, with: widths) }
  }

  /// Reads numbers one after the other.
  struct Reader {
    private var widths: UInt64
    private(set) var place: UnsafeRawPointer

    @inline(__always)
    init(_ record: UnsafeRawPointer) {
      widths = record.loadUnaligned(as: UInt64.self).littleEndian
      place = record + headBytes
    }

    @inline(__always)
    mutating func number() -> UInt64 {
      let width = Int(widths & 15)
      widths >>= 4
      let mask = width >= 8 ? UInt64.max : (1 << UInt64(width &* 8)) &- 1
      let value = place.loadUnaligned(as: UInt64.self).littleEndian & mask
      place += width
      return value
    }

    /// Eight bytes behind the numbers.
    mutating func wholeNumber() -> UInt64 {
      defer { place += 8 }
      return place.loadUnaligned(as: UInt64.self).littleEndian
    }

    @inline(__always)
    mutating func narrow() -> Int32 { Int32(truncatingIfNeeded: number()) }
  }

  /// Three lengths of up to 2²¹−1 bytes in one number.
  @inline(__always)
  static func lengths(_ a: Int, _ b: Int, _ c: Int) -> UInt64 {
    UInt64(a) | UInt64(b) << 21 | UInt64(c) << 42
  }
}
