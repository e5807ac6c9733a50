/// Finds the logarithmic bucket of an amount without a logarithm per amount (method 0.1, R2).
///
/// Bucket i covers [γ^i, γ^(i+1)), γ = (1+α)/(1−α), α = 0.01. The table has one cell per binary exponent and 64th of
/// a mantissa; a cell is narrower than a bucket, so one comparison settles the rest.
struct LogScale: Sendable {
  static let accuracy = 0.01
  static let gamma = (1 + accuracy) / (1 - accuracy)
  /// Amounts beyond 2¹²⁰ nano-dollars share the last bucket.
  private static let exponents = 120

  /// γ^i.
  private let boundaries: [Double]
  private let firstBuckets: [Int16]

  init() {
    let step = Elementary.logarithm(LogScale.gamma)
    let count = Int(Double(LogScale.exponents) * Elementary.logarithm(2) / step) + 2
    let boundaries = (0...count).map { Elementary.exponential(Double($0) * step) }
    var bucket = 0
    firstBuckets = (0..<LogScale.exponents << 6).map { cell in
      let bits = UInt64(cell >> 6 + 1023) << 52 | UInt64(cell & 63) << 46
      while boundaries[bucket + 1] <= Double(bitPattern: bits) { bucket += 1 }
      return Int16(bucket)
    }
    self.boundaries = boundaries
  }

  /// ⌊ln x / ln γ⌋ for x ≥ 1.
  @inline(__always)
  func bucket(of x: Double) -> Int {
    let cell = Int(x.bitPattern >> 46) - 1023 << 6
    guard cell < firstBuckets.count else { return Int(firstBuckets[firstBuckets.count - 1]) }
    let bucket = Int(firstBuckets[max(0, cell)])
    // Which side of a boundary an amount is on cannot be foreseen: adding costs less than a wrong guess.
    let isBeyond = (boundaries[bucket &+ 1].bitPattern &- 1 &- x.bitPattern) >> 63
    return bucket &+ Int(truncatingIfNeeded: isBeyond)
  }

  /// 2γ^(i+1)/(γ+1): within α of every amount in the bucket.
  func value(of bucket: Int) -> Double { 2 * boundaries[min(bucket + 1, boundaries.count - 1)] / (LogScale.gamma + 1) }
}
