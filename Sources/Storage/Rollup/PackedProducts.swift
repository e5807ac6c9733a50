internal import TriageModel

/// The fifteen product sums of cells, each in as many bytes as the largest of its kind needs; those of a cell lie together.
///
/// Layout: one byte of width for each of `Products.names` and a spare one; then, cell by cell, the numbers in that order,
/// in two's complement.
enum PackedProducts {
  private static let names = Products.names.count

  // MARK: Writing

  static func append(_ products: [Products], to buffer: inout ByteBuffer) {
    var widths = [Int](repeating: 0, count: names)
    for cell in products {
      for (place, number) in cell.values.enumerated() { widths[place] = max(widths[place], bytes(of: number)) }
    }
    for start in [0, 8] {
      var word: UInt64 = 0
      for place in start..<min(start + 8, names) { word |= UInt64(widths[place]) << UInt64(8 * (place - start)) }
      buffer.append(word)
    }
    buffer.reserve(products.count * widths.reduce(0, +) + 8)
    for cell in products {
      for (number, width) in zip(cell.values, widths) {
        buffer.appendReserved(UInt64(truncatingIfNeeded: number), width: min(width, 8))
        if width > 8 { buffer.appendReserved(UInt64(truncatingIfNeeded: number >> 64), width: width - 8) }
      }
    }
  }

  /// Bytes that bear a number and its sign; none for zero.
  private static func bytes(of number: Int128) -> Int {
    guard number != 0 else { return 0 }
    let magnitude = number < 0 ? ~number : number
    return (128 - magnitude.leadingZeroBitCount) / 8 + 1
  }

  // MARK: Reading

  /// Products of stored bytes, with random access.
  struct View {
    /// Widths of the first eight numbers and of the others, the first in the lowest byte.
    private let widths: (first: UInt64, others: UInt64)
    private let bytesOfCell: Int
    private let data: UnsafeRawBufferPointer

    /// - Parameter reading: stands at the products; goes on behind them, where eight bytes follow.
    init(_ reading: inout ByteReading, count: Int) throws(ByteReading.Damaged) {
      widths = (try reading.word(), try reading.word())
      var sum = 0
      for place in 0..<PackedProducts.names {
        let width = Int(
          (place < 8 ? widths.first >> UInt64(8 * place) : widths.others >> UInt64(8 * place - 64)) & 0xFF)
        guard width <= 16 else { throw ByteReading.Damaged() }
        sum += width
      }
      bytesOfCell = sum
      data = try reading.run(count * sum)
    }

    @inline(__always)
    subscript(place: Int) -> Products {
      var products = Products()
      guard var start = data.baseAddress else { return products }
      start += place &* bytesOfCell
      products.vv = Self.next(&start, widths.first)
      products.vk = Self.next(&start, widths.first >> 8)
      products.vr = Self.next(&start, widths.first >> 16)
      products.vw = Self.next(&start, widths.first >> 24)
      products.vp = Self.next(&start, widths.first >> 32)
      products.kk = Self.next(&start, widths.first >> 40)
      products.kr = Self.next(&start, widths.first >> 48)
      products.kw = Self.next(&start, widths.first >> 56)
      products.kp = Self.next(&start, widths.others)
      products.rr = Self.next(&start, widths.others >> 8)
      products.rw = Self.next(&start, widths.others >> 16)
      products.rp = Self.next(&start, widths.others >> 24)
      products.ww = Self.next(&start, widths.others >> 32)
      products.wp = Self.next(&start, widths.others >> 40)
      products.pp = Self.next(&start, widths.others >> 48)
      return products
    }

    /// - Parameter width: in the lowest byte. Whole words are loaded, of which at most seven bytes are of what follows.
    @inline(__always)
    private static func next(_ start: inout UnsafeRawPointer, _ width: UInt64) -> Int128 {
      let width = width & 0xFF
      guard width > 0 else { return 0 }
      let low = start.loadUnaligned(as: UInt64.self).littleEndian
      defer { start += Int(width) }
      guard width > 8 else {
        let spare = Int64(64 &- 8 &* width)
        return Int128((Int64(bitPattern: low) &<< spare) &>> spare)
      }
      let high = Int64(bitPattern: start.loadUnaligned(fromByteOffset: 8, as: UInt64.self).littleEndian)
      let spare = Int64(128 &- 8 &* width)
      return Int128((high &<< spare) &>> spare) << 64 | Int128(low)
    }
  }
}
