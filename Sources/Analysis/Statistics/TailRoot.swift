/// Finds where a falling tail probability reaches a level.
enum TailRoot {
  /// The x ≥ 0 with `tail(x)` = `level`, for a tail that falls from ½ at 0 towards 0, by Newton steps kept inside a
  /// bracket that bisection narrows.
  ///
  /// - Parameters:
  ///   - level: above 0 and at most ½.
  ///   - tail: P(X > x).
  ///   - density: −tail′(x).
  static func find(level: Double, tail: (Double) -> Double, density: (Double) -> Double) -> Double {
    guard level < 0.5 else { return 0 }
    var low = 0.0
    var high = 1.0
    while tail(high) > level, high < 1e300 {
      low = high
      high *= 2
    }
    var x = (low + high) / 2
    for _ in 0..<200 {
      let excess = tail(x) - level
      if excess > 0 { low = x } else { high = x }
      let step = excess / density(x)
      let next = x + step
      let inside = next > low && next < high
      let moved = inside ? next : (low + high) / 2
      if abs(moved - x) <= 1e-15 * max(1, abs(x)) { return moved }
      x = moved
    }
    return x
  }
}
