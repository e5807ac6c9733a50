import TriageModel

/// Net values of tasks, y × `NetLine.scale` / unit, in integers that hold every sum of them.
protocol NetNumber: AdditiveArithmetic, Sendable {
  /// The coefficients of a line.
  associatedtype Line: Sendable
  /// Sums of whole nano-dollars.
  associatedtype Whole: SignedInteger & FixedWidthInteger & Sendable

  static func line(_ line: NetLine, in unit: NetUnit) -> Line

  /// - Parameter isTooLarge: set where the net value of this fact may be one whose sums do not fit.
  static func net(_ line: Line, _ facts: FactRun.Numbers, _ index: Int, isTooLarge: inout Bool) -> Self

  /// The nearest whole number of nano-dollars, halves away from zero.
  ///
  /// - Parameter perNano: `NetLine.scale` / unit.
  func nanos(_ perNano: Double) -> Double

  /// Adds a sum of them to what is known of a worker.
  func add(to evidence: inout WorkerEvidence, group: Int, count: Int64)

  /// A sum of nano-dollars of which `nanos` made one.
  static func whole(_ size: Double) -> Whole
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
  static func net(_ line: Line, _ facts: FactRun.Numbers, _ index: Int, isTooLarge: inout Bool) -> Int64 {
    let v = facts.v[index]
    if v.magnitude > line.largestV { isTooLarge = true }
    let value = line.v &* v &+ line.k &* facts.k[index] &+ line.p &* facts.p[index]
    return line.constant &+ value &+ line.r &* facts.r[index] &+ line.w &* facts.w[index]
  }

  @inline(__always)
  func nanos(_ perNano: Double) -> Double {
    guard perNano != 1 else { return Double(self) }
    let exact = Double(self) / perNano
    let whole = Double(Int64(exact))
    let rest = exact - whole
    return rest >= 0.5 ? whole + 1 : rest <= -0.5 ? whole - 1 : whole
  }

  func add(to evidence: inout WorkerEvidence, group: Int, count: Int64) { evidence.add(group, count, small: self) }

  @inline(__always)
  static func whole(_ size: Double) -> Int64 { Int64(size) }
}

/// Of amounts whose sums fit 128 bits.
extension Int128: NetNumber {
  static func line(_ line: NetLine, in unit: NetUnit) -> NetLine { line }

  @inline(__always)
  static func net(_ line: NetLine, _ facts: FactRun.Numbers, _ index: Int, isTooLarge: inout Bool) -> Int128 {
    let value = line.constant &+ line.v &* Int128(facts.v[index]) &- NetLine.scale &* Int128(facts.k[index])
    return value &+ line.r &* Int128(facts.r[index]) &+ line.w &* Int128(facts.w[index])
      &+ line.p &* Int128(facts.p[index])
  }

  @inline(__always)
  func nanos(_ perNano: Double) -> Double { (nearestDouble / perNano).rounded(.toNearestOrAwayFromZero) }

  func add(to evidence: inout WorkerEvidence, group: Int, count: Int64) { evidence.add(group, count, self) }

  @inline(__always)
  static func whole(_ size: Double) -> Int128 { size < 9e15 ? Int128(Int64(size)) : Int128(Swift.min(size, 1e36)) }
}

/// Of amounts however large.
extension WideInteger: NetNumber {
  static func line(_ line: NetLine, in unit: NetUnit) -> NetLine { line }

  static func net(_ line: NetLine, _ facts: FactRun.Numbers, _ index: Int, isTooLarge: inout Bool) -> WideInteger {
    line.sum(
      count: 1,
      Figures<Int128>(
        v: Int128(facts.v[index]), k: Int128(facts.k[index]), r: Int128(facts.r[index]), w: Int128(facts.w[index]),
        p: Int128(facts.p[index])))
  }

  func nanos(_ perNano: Double) -> Double { (double / perNano).rounded(.toNearestOrAwayFromZero) }

  func add(to evidence: inout WorkerEvidence, group: Int, count: Int64) { evidence.add(group, count, wide: self) }

  static func whole(_ size: Double) -> Int128 { Int128.whole(size) }
}
