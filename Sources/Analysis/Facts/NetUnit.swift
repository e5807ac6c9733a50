import TriageModel

/// What the net values of one category are counted in while they are added up.
struct NetUnit: Sendable {
  /// Of `NetLine.scale` parts of a nano-dollar.
  let size: Int128
  /// The largest |y| in nano-dollars that is counted.
  let largestNanos: Double
  /// The largest magnitude of each figure but v.
  private let largest: Figures<UInt64>

  /// One part of `NetLine.scale`, for any amount up to `largestNet` of them.
  init(largestNet: Double) {
    size = 1
    largestNanos = largestNet / NetLine.scale.nearestDouble
    largest = Figures(v: 0, k: 0, r: 0, w: 0, p: 0)
  }

  /// The largest divisor that all coefficients have in common, for amounts of which as many as there are facts fit 64
  /// bits.
  ///
  /// - Returns: nil where figures other than v are too large for that.
  init?(_ lines: [NetLine], largest: Figures<UInt64>, count: Int) {
    size = NetUnit.divisor(lines)
    self.largest = largest
    largestNanos = 1e18 / Double(max(1, count)) * (size.nearestDouble / NetLine.scale.nearestDouble)
    guard lines.allSatisfy({ room($0) > 0 }) else { return nil }
  }

  /// |v| up to which the net value stays within `largestNanos`, whatever the other figures are.
  func largestV(_ line: NetLine) -> UInt64 {
    guard line.v != 0 else { return .max }
    return UInt64(min(max(0, room(line) / line.v.nearestDouble.magnitude), 1e18))
  }

  /// What the other figures leave to v, in parts of `NetLine.scale`; a millionth is kept back for what is rounded here.
  private func room(_ line: NetLine) -> Double {
    let others =
      line.constant.nearestDouble.magnitude + line.k.nearestDouble.magnitude * Double(largest.k)
      + line.r.nearestDouble.magnitude * Double(largest.r) + line.w.nearestDouble.magnitude * Double(largest.w)
      + line.p.nearestDouble.magnitude * Double(largest.p)
    return largestNanos * NetLine.scale.nearestDouble * 0.999_999 - others
  }

  private static func divisor(_ lines: [NetLine]) -> Int128 {
    var size = Int64(NetLine.scale)
    for line in lines where size > 1 {
      for coefficient in [line.constant, line.v, line.r, line.w, line.p] where coefficient != 0 {
        var (divisor, rest) = (size, Int64(coefficient % Int128(size)))
        while rest != 0 { (divisor, rest) = (rest, divisor % rest) }
        size = abs(divisor)
      }
    }
    return Int128(size)
  }
}
