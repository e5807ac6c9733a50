/// Finds the logarithmic bucket of an amount without a logarithm per amount (method 0.1, R2).
///
/// Bucket i covers [γ^i, γ^(i+1)), γ = (1+α)/(1−α), α = 0.01. The table has one cell per binary exponent and 64th of
/// a mantissa; a cell is narrower than a bucket, so one comparison settles the rest.
struct LogScale: Sendable {
  static let accuracy = 0.01
  static let gamma = (1 + accuracy) / (1 - accuracy)
  /// Amounts beyond 2¹²⁰ nano-dollars share the last bucket.
  private static let exponents = 120

  /// What is known of amounts with one exponent and one 64th of a mantissa.
  private struct Cell {
    /// The only boundary that may lie in the cell, as bits, which are in the order of the numbers.
    let boundary: UInt64
    /// The bucket below it.
    let bucket: Int
  }

  /// γ^i.
  private let boundaries: [Double]
  private let cells: [Cell]

  init() {
    let step = Elementary.logarithm(LogScale.gamma)
    let count = Int(Double(LogScale.exponents) * Elementary.logarithm(2) / step) + 2
    let boundaries = (0...count).map { Elementary.exponential(Double($0) * step) }
    var bucket = 0
    cells = (0..<LogScale.exponents << 6).map { cell in
      let bits = UInt64(cell >> 6 + 1023) << 52 | UInt64(cell & 63) << 46
      while boundaries[bucket + 1] <= Double(bitPattern: bits) { bucket += 1 }
      return Cell(boundary: boundaries[bucket + 1].bitPattern, bucket: bucket)
    }
    self.boundaries = boundaries
  }

  /// ⌊ln x / ln γ⌋; amounts below 1 belong to the first bucket.
  @inline(__always)
  func bucket(of x: Double) -> Int {
    let bits = max(1, x).bitPattern
    let cell = cells[min(Int(truncatingIfNeeded: bits >> 46) &- 1023 << 6, cells.count &- 1)]
    // Which side of a boundary an amount is on cannot be foreseen: adding costs less than a wrong guess.
    let isBeyond = (cell.boundary &- 1 &- bits) >> 63
    return cell.bucket &+ Int(truncatingIfNeeded: isBeyond)
  }

  /// 2γ^(i+1)/(γ+1): within α of every amount in the bucket.
  func value(of bucket: Int) -> Double { 2 * boundaries[min(bucket + 1, boundaries.count - 1)] / (LogScale.gamma + 1) }
}
