/// Writes the columns of one segment: gathers a field of each row, packs it, goes on.
struct SegmentColumns: ~Copyable {
  private let count: Int
  private var values: [Int64]
  private var bits: [UInt64]

  init(count: Int) {
    self.count = count
    values = [Int64](repeating: 0, count: count)
    bits = [UInt64](repeating: 0, count: (count + 63) / 64)
  }

  mutating func append(
    to buffer: inout ByteBuffer, scaled: Bool = false, _ value: (Int) -> Int64
  ) {
    values.withUnsafeMutableBufferPointer { target in
      for index in 0..<count { target[index] = value(index) }
      PackedColumn.append(UnsafeBufferPointer(target), scaled: scaled, to: &buffer)
    }
  }

  /// A column of which some values may be unknown.
  mutating func append(
    to buffer: inout ByteBuffer, scaled: Bool = false, isPresent: (Int) -> Bool, _ value: (Int) -> Int64
  ) {
    bits.withUnsafeMutableBufferPointer { bits in
      for index in bits.indices { bits[index] = 0 }
      values.withUnsafeMutableBufferPointer { target in
        for index in 0..<count {
          let known = isPresent(index)
          target[index] = known ? value(index) : 0
          bits[index >> 6] |= (known ? 1 : 0) << UInt64(index & 63)
        }
        PackedColumn.append(
          UnsafeBufferPointer(target), present: UnsafeBufferPointer(bits), scaled: scaled, to: &buffer)
      }
    }
  }
}

/// The tasks of a segment's rows: each once, with its hash, its text, and where its rows begin.
struct SegmentTasks {
  /// For each row the position of its task.
  var taskOfRow: [Int64] = []
  var hashes: [UInt64] = []
  var places: [TextPlace] = []

  /// - Parameter rows: in the order of their tasks; equal neighbours are one task.
  init(count: Int, arena: borrowing ByteBuffer, row: (Int) -> (hash: UInt64, text: TextPlace)) {
    taskOfRow.reserveCapacity(count)
    for index in 0..<count {
      let (hash, text) = row(index)
      if hash != hashes.last || !Self.isEqual(arena, text, places.last) {
        hashes.append(hash)
        places.append(text)
      }
      taskOfRow.append(Int64(hashes.count - 1))
    }
  }

  private static func isEqual(_ arena: borrowing ByteBuffer, _ left: TextPlace, _ right: TextPlace?) -> Bool {
    guard let right, left.count == right.count else { return false }
    return left == right || Bytes.areEqual(arena.text(left), arena.text(right))
  }
}
