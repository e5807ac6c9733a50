/// A column of integers in as few bytes as its range needs; nil stays apart from zero.
///
/// Layout: one byte each of width, scale exponent and presence, five spare; the base; where a value is missing, one bit
/// per row, set = present, padded to eight bytes; then `width` bytes per row, (value − base) / 10^scale.
enum PackedColumn {
  private static let headBytes = 16
  /// Powers of ten by which every value of a column may be divisible: whole seconds, micro-dollars.
  private static let scales: [(exponent: UInt8, factor: Int64)] = [(9, 1_000_000_000), (6, 1_000_000), (3, 1000)]

  // MARK: Writing

  /// Appends `values`; where `present` is given, rows whose bit is not set are nil and their value must be 0.
  static func append(
    _ values: UnsafeBufferPointer<Int64>, present: UnsafeBufferPointer<UInt64>? = nil, scaled: Bool = false,
    to buffer: inout ByteBuffer
  ) {
    let hasNil = present.map { hasMissing($0, count: values.count) } ?? false
    let (base, top) = range(values, present: hasNil ? present : nil)
    let scale = scaled ? commonScale(values) : (exponent: 0, factor: 1)
    // The spread of two Int64 always fits 64 bits without a sign.
    let spread = UInt64(bitPattern: top &- base) / UInt64(scale.factor)
    let width = (71 - spread.leadingZeroBitCount) / 8
    buffer.reserve(headBytes + (values.count + 63) / 64 * 8 + values.count * width + 8)
    buffer.append(UInt64(width) | UInt64(scale.exponent) << 8 | (hasNil ? 1 << 16 : 0))
    buffer.append(base)
    if hasNil, let present {
      for word in present { buffer.append(word) }
    }
    guard hasNil, let present else {
      return pack(values, base: base, factor: UInt64(scale.factor), width: width, to: &buffer)
    }
    // A missing row stands for the base, whose bytes are zeros: a sum over all bytes then needs no look at who is there.
    let filled = values.indices.map { present[$0 >> 6] >> UInt64($0 & 63) & 1 == 1 ? values[$0] : base }
    filled.withUnsafeBufferPointer {
      pack($0, base: base, factor: UInt64(scale.factor), width: width, to: &buffer)
    }
  }

  private static func pack(
    _ values: UnsafeBufferPointer<Int64>, base: Int64, factor: UInt64, width: Int, to buffer: inout ByteBuffer
  ) {
    guard width > 0 else { return }
    buffer.reserve(values.count * width + 8)
    let mask = width == 8 ? UInt64.max : (1 << UInt64(width * 8)) - 1
    if factor == 1 {
      for value in values { buffer.appendReserved(UInt64(bitPattern: value &- base) & mask, width: width) }
    } else {
      for value in values { buffer.appendReserved((UInt64(bitPattern: value &- base) / factor) & mask, width: width) }
    }
  }

  private static func hasMissing(_ present: UnsafeBufferPointer<UInt64>, count: Int) -> Bool {
    var set = 0
    for word in present { set += word.nonzeroBitCount }
    return set < count
  }

  private static func range(
    _ values: UnsafeBufferPointer<Int64>, present: UnsafeBufferPointer<UInt64>?
  ) -> (Int64, Int64) {
    var low = Int64.max
    var high = Int64.min
    if let present {
      for index in 0..<values.count where present[index >> 6] >> UInt64(index & 63) & 1 == 1 {
        low = min(low, values[index])
        high = max(high, values[index])
      }
    } else {
      for value in values {
        low = min(low, value)
        high = max(high, value)
      }
    }
    return low > high ? (0, 0) : (low, high)
  }

  private static func commonScale(_ values: UnsafeBufferPointer<Int64>) -> (exponent: UInt8, factor: Int64) {
    for scale in scales where values.allSatisfy({ $0 % scale.factor == 0 }) { return scale }
    return (0, 1)
  }

  // MARK: Reading

  /// What stands before a column's values.
  struct Head {
    let width: Int
    let exponent: UInt8
    let hasMissing: Bool
    let base: Int64

    /// - Parameter reading: stands at the column; goes on behind its head.
    init(_ reading: inout ByteReading) throws(ByteReading.Damaged) {
      let word = try reading.word()
      width = Int(word & 0xFF)
      exponent = UInt8(word >> 8 & 0xFF)
      hasMissing = word >> 16 & 1 == 1
      guard width <= 8, exponent <= 9 else { throw ByteReading.Damaged() }
      base = Int64(bitPattern: try reading.word())
    }
  }

  /// One column of stored bytes, with random access.
  struct View {
    let count: Int
    private let base: Int64
    private let factor: Int64
    private let width: Int
    private let mask: UInt64
    private let data: UnsafeRawBufferPointer
    private let present: UnsafeRawBufferPointer?

    /// - Parameter reading: stands at the column's head; goes on behind the column. Eight bytes follow the last column.
    init(_ reading: inout ByteReading, count: Int) throws(ByteReading.Damaged) {
      let head = try Head(&reading)
      (width, base) = (head.width, head.base)
      var factor: Int64 = 1
      for _ in 0..<head.exponent { factor *= 10 }
      self.factor = factor
      present = head.hasMissing ? try reading.run((count + 63) / 64 * 8) : nil
      mask = width == 8 ? UInt64.max : (1 << UInt64(width * 8)) - 1
      data = try reading.run(count * width)
      self.count = count
    }

    /// The value, 0 where it is missing.
    @inline(__always)
    subscript(index: Int) -> Int64 {
      if width == 0 { return present == nil || isPresent(index) ? base : 0 }
      if present != nil, !isPresent(index) { return 0 }
      guard let start = data.baseAddress else { return base }
      // The segment's last bytes are spare, so that eight bytes can be read from any place.
      let raw = start.loadUnaligned(fromByteOffset: index &* width, as: UInt64.self).littleEndian & mask
      return base &+ Int64(bitPattern: raw) &* factor
    }

    @inline(__always)
    func isPresent(_ index: Int) -> Bool {
      guard let present else { return true }
      return present[index >> 3] >> UInt8(index & 7) & 1 == 1
    }

    /// The exact sum of all values; missing ones count nothing.
    func total() -> Int128 {
      // Values of up to six bytes cannot leave 64 bits in a segment of some thousands.
      guard let start = data.baseAddress, width > 0, width <= 6, count <= 65_536 else {
        if width == 0 { return Int128(base) * Int128(rows) }
        var sum: Int128 = 0
        for index in 0..<count { sum += Int128(self[index]) }
        return sum
      }
      // The bytes of a missing row are zeros.
      let raw = sum(start)
      return Int128(base) * Int128(rows) + Int128(raw) * Int128(factor)
    }

    /// Rows that have a value.
    private var rows: Int {
      guard let present else { return count }
      var rows = 0
      for start in stride(from: 0, to: count, by: 64) {
        var word = present.loadUnaligned(fromByteOffset: start >> 3, as: UInt64.self).littleEndian
        if count - start < 64 { word &= (1 << UInt64(count - start)) - 1 }
        rows += word.nonzeroBitCount
      }
      return rows
    }

    /// Of the raw numbers, which take six bytes at most.
    private func sum(_ start: UnsafeRawPointer) -> UInt64 {
      var (sum, summed): (UInt64, Int) = (0, 0)
      switch width {
      case 1, 2, 4: while count - summed >= 16 / width { sum &+= sumOfBlock(start, &summed) }
      case 3, 6: while count - summed >= 48 / width { sum &+= sumOfBlockOfThrees(start, &summed) }
      default: break
      }
      for index in summed..<count {
        sum &+= start.loadUnaligned(fromByteOffset: index &* width, as: UInt64.self).littleEndian & mask
      }
      return sum
    }

    /// Of numbers of which some fill sixteen bytes.
    private func sumOfBlock(_ start: UnsafeRawPointer, _ summed: inout Int) -> UInt64 {
      var (bytes, shift) = (ByteSums(), UInt64(0))
      let steps = min((count - summed) * width / 16, ByteSums.most)
      var place = start + summed * width
      for _ in 0..<steps {
        bytes.add(place)
        place += 16
      }
      summed += steps * 16 / width
      return bytes.total(&shift, bits: UInt64(width) * 8)
    }

    /// Of numbers of which some fill 48 bytes.
    private func sumOfBlockOfThrees(_ start: UnsafeRawPointer, _ summed: inout Int) -> UInt64 {
      var (first, second, third, shift) = (ByteSums(), ByteSums(), ByteSums(), UInt64(0))
      let steps = min((count - summed) * width / 48, ByteSums.most)
      var place = start + summed * width
      for _ in 0..<steps {
        first.add(place)
        second.add(place + 16)
        third.add(place + 32)
        place += 48
      }
      summed += steps * 48 / width
      let bits = UInt64(width) * 8
      return first.total(&shift, bits: bits) &+ second.total(&shift, bits: bits) &+ third.total(&shift, bits: bits)
    }

    var hasMissing: Bool { present != nil }
    /// Whether every row that has a value has the same one.
    var isConstant: Bool { width == 0 }
  }
}
