/// Puts rows in the order of their tasks: by hash, and by text where two tasks share a hash.
enum TaskOrder {
  /// Positions of the rows in order.
  static func sorted(count: Int, hash: (Int) -> UInt64) -> [Int32] {
    var pairs: [(hash: UInt64, row: Int32)] = []
    pairs.reserveCapacity(count)
    for row in 0..<count { pairs.append((hash(row), Int32(truncatingIfNeeded: row))) }
    if count > 64 { radixPasses(&pairs) }
    insertionSort(&pairs)
    return pairs.map(\.row)
  }

  /// Two passes over the 22 highest bits that differ: what is left for the insertion sort is nearly in order.
  private static func radixPasses(_ pairs: inout [(hash: UInt64, row: Int32)]) {
    var low = UInt64.max
    var high: UInt64 = 0
    for pair in pairs {
      low = min(low, pair.hash)
      high = max(high, pair.hash)
    }
    let bits = 64 - (low ^ high).leadingZeroBitCount
    let shift = UInt64(max(0, bits - 22))
    var other = pairs
    for pass in [shift, shift + 11] {
      var starts = [Int](repeating: 0, count: 2049)
      for pair in pairs { starts[Int(pair.hash >> pass & 2047) + 1] += 1 }
      for bucket in 1...2048 { starts[bucket] += starts[bucket - 1] }
      for pair in pairs {
        let bucket = Int(pair.hash >> pass & 2047)
        other[starts[bucket]] = pair
        starts[bucket] += 1
      }
      swap(&pairs, &other)
    }
  }

  private static func insertionSort(_ pairs: inout [(hash: UInt64, row: Int32)]) {
    pairs.withUnsafeMutableBufferPointer { pairs in
      for index in pairs.indices.dropFirst() {
        let pair = pairs[index]
        var place = index
        // Equal hashes keep the order in which they came.
        while place > 0, pairs[place - 1].hash > pair.hash {
          pairs[place] = pairs[place - 1]
          place -= 1
        }
        pairs[place] = pair
      }
    }
  }
}
