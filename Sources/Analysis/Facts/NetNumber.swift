import TriageModel

/// Net values of tasks, y × `NetLine.scale` / unit, in integers that hold every sum of them.
protocol NetNumber: AdditiveArithmetic, Sendable {
  /// The coefficients of a line.
  associatedtype Line: Sendable
  /// Sums of magnitudes.
  associatedtype Size: SignedInteger & FixedWidthInteger & Sendable

  static func line(_ line: NetLine, in unit: NetUnit) -> Line

  /// Net values of the facts of one line, one behind the other.
  ///
  /// - Parameter start: place of the first.
  /// - Returns: false where the net value of any of them may be one whose sums do not fit.
  static func fill(
    _ nets: inout MutableSpan<Self>, from start: Int, _ line: Line, _ numbers: FactRun.Numbers, _ facts: Range<Int>
  ) -> Bool

  /// The magnitude in nano-dollars.
  ///
  /// - Parameter nanosPerUnit: unit / `NetLine.scale`.
  func nanos(_ nanosPerUnit: Double) -> Double

  /// The magnitude as a part of a sum of magnitudes, in one unit for all that are added up together.
  var size: Size { get }

  var isNegative: Bool { get }

  /// What residuals from the mean of a group are made of: n and Y, in the unit of sums.
  associatedtype Mean: Sendable

  /// - Returns: the mean, and what turns residuals from it into dollars.
  static func mean(of group: GroupInfluence) -> (mean: Mean, factor: Double)

  /// n·Y_j − n_j·Y, exact before it is rounded; zero where nobody has tasks.
  static func residual(_ share: WorkerShare<Self>, from mean: Mean) -> Double

  static func evidence(_ shares: WorkerShares<Self>) -> WorkerEvidence.Shares
}

/// Of amounts whose sums fit 64 bits: most are, once what all coefficients have in common is taken out.
extension Int64: NetNumber {
  struct Line: Sendable {
    let constant: Int64
    let v: Int64
    let k: Int64
    let r: Int64
    let w: Int64
    let p: Int64
    /// The largest magnitude of v with which sums fit: some facts have nano-dollars there and others milli-minutes,
    /// so that the column says little about the facts of one line.
    let largestV: UInt64
  }

  static func line(_ line: NetLine, in unit: NetUnit) -> Line {
    func part(_ coefficient: Int128) -> Int64 { Int64(truncatingIfNeeded: coefficient / unit.size) }
    return Line(
      constant: part(line.constant), v: part(line.v), k: part(line.k), r: part(line.r), w: part(line.w),
      p: part(line.p), largestV: unit.largestV(line))
  }

  @inline(__always)
  static func fill(
    _ nets: inout MutableSpan<Int64>, from start: Int, _ line: Line, _ numbers: FactRun.Numbers, _ facts: Range<Int>
  ) -> Bool {
    let (v, k, r, w) = (numbers.v, numbers.k, numbers.r, numbers.w)
    var largest: UInt64 = 0
    var place = start
    for index in facts {
      largest = Swift.max(largest, v[index].magnitude)
      let value = line.v &* v[index] &+ line.k &* k[index]
      nets[place] = line.constant &+ value &+ line.r &* r[index] &+ line.w &* w[index]
      place &+= 1
    }
    guard line.p != 0 else { return largest <= line.largestV }
    // Few policies value a success by itself.
    place = start
    for index in facts {
      nets[place] &+= line.p &* numbers.p[index]
      place &+= 1
    }
    return largest <= line.largestV
  }

  @inline(__always)
  func nanos(_ nanosPerUnit: Double) -> Double { Double(self).magnitude * nanosPerUnit }

  @inline(__always)
  var size: Int64 { Int64(truncatingIfNeeded: magnitude) }

  @inline(__always)
  var isNegative: Bool { self < 0 }

  struct Mean: Sendable {
    let count: Int64
    let net: Int64
  }

  static func mean(of group: GroupInfluence) -> (mean: Mean, factor: Double) {
    // A sum of these nets is a whole number of units, and fits.
    let net = Int64(truncatingIfNeeded: group.net.truncated / group.unit)
    return (Mean(count: group.count, net: net), group.factor * group.unit.nearestDouble)
  }

  @inline(__always)
  static func residual(_ share: WorkerShare<Int64>, from mean: Mean) -> Double {
    (Int128(share.net) &* Int128(mean.count) &- Int128(mean.net) &* Int128(share.count)).nearestDouble
  }

  static func evidence(_ shares: WorkerShares<Int64>) -> WorkerEvidence.Shares { .small(shares) }
}

/// Of amounts whose sums fit 128 bits.
extension Int128: NetNumber {
  static func line(_ line: NetLine, in unit: NetUnit) -> NetLine { line }

  static func fill(
    _ nets: inout MutableSpan<Int128>, from start: Int, _ line: NetLine, _ numbers: FactRun.Numbers,
    _ facts: Range<Int>
  ) -> Bool {
    for (place, index) in facts.enumerated() {
      let value =
        line.constant &+ line.v &* Int128(numbers.v[index]) &- NetLine.scale &* Int128(numbers.k[index])
      nets[start + place] =
        value &+ line.r &* Int128(numbers.r[index]) &+ line.w &* Int128(numbers.w[index])
        &+ line.p &* Int128(numbers.p[index])
    }
    return true
  }

  func nanos(_ nanosPerUnit: Double) -> Double { nearestDouble.magnitude * nanosPerUnit }

  var size: Int128 { Int128(truncatingIfNeeded: magnitude) }

  var isNegative: Bool { self < 0 }

  struct Mean: Sendable {
    let count: Int128
    let net: Int128
  }

  static func mean(of group: GroupInfluence) -> (mean: Mean, factor: Double) {
    (Mean(count: Int128(group.count), net: group.net.truncated), group.factor)
  }

  static func residual(_ share: WorkerShare<Int128>, from mean: Mean) -> Double {
    (share.net &* mean.count &- mean.net &* Int128(share.count)).nearestDouble
  }

  static func evidence(_ shares: WorkerShares<Int128>) -> WorkerEvidence.Shares { .medium(shares) }
}

/// Of amounts however large.
extension WideInteger: NetNumber {
  static func line(_ line: NetLine, in unit: NetUnit) -> NetLine { line }

  static func fill(
    _ nets: inout MutableSpan<WideInteger>, from start: Int, _ line: NetLine, _ numbers: FactRun.Numbers,
    _ facts: Range<Int>
  ) -> Bool {
    for (place, index) in facts.enumerated() {
      nets[start + place] = line.sum(
        count: 1,
        Figures<Int128>(
          v: Int128(numbers.v[index]), k: Int128(numbers.k[index]), r: Int128(numbers.r[index]),
          w: Int128(numbers.w[index]), p: Int128(numbers.p[index])))
    }
    return true
  }

  func nanos(_ nanosPerUnit: Double) -> Double { double.magnitude * nanosPerUnit }

  /// In nano-dollars; amounts that no number of tasks could add up to an end together.
  var size: Int128 { Int128(Swift.min(double.magnitude / NetLine.scale.nearestDouble, 1e30)) }

  struct Mean: Sendable {
    let count: Int128
    let net: WideInteger
  }

  static func mean(of group: GroupInfluence) -> (mean: Mean, factor: Double) {
    (Mean(count: Int128(group.count), net: group.net), group.factor)
  }

  static func residual(_ share: WorkerShare<WideInteger>, from mean: Mean) -> Double {
    (share.net * mean.count - mean.net * Int128(share.count)).double
  }

  static func evidence(_ shares: WorkerShares<WideInteger>) -> WorkerEvidence.Shares { .wide(shares) }
}
