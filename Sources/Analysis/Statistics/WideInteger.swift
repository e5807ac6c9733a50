/// A signed integer of 512 bits for sums of squares that must stay exact (method 0.1).
///
/// Arithmetic wraps; `Valuation` bounds its coefficients so that no sum of tasks comes near the limit.
struct WideInteger: Hashable, AdditiveArithmetic, Sendable {
  /// Two's complement in limbs of 128 bits, lowest first.
  private var limb0: UInt128
  private var limb1: UInt128
  private var limb2: UInt128
  private var limb3: UInt128

  static let zero = WideInteger(0)

  init(_ value: Int128) {
    let sign: UInt128 = value < 0 ? UInt128.max : 0
    self.init(UInt128(truncatingIfNeeded: value), sign, sign, sign)
  }

  private init(_ limb0: UInt128, _ limb1: UInt128, _ limb2: UInt128, _ limb3: UInt128) {
    self.limb0 = limb0
    self.limb1 = limb1
    self.limb2 = limb2
    self.limb3 = limb3
  }

  var isNegative: Bool { limb3 >> 127 == 1 }

  static func + (left: WideInteger, right: WideInteger) -> WideInteger {
    let (sum0, carry0) = sum(left.limb0, right.limb0, carry: 0)
    let (sum1, carry1) = sum(left.limb1, right.limb1, carry: carry0)
    let (sum2, carry2) = sum(left.limb2, right.limb2, carry: carry1)
    return WideInteger(sum0, sum1, sum2, left.limb3 &+ right.limb3 &+ carry2)
  }

  @inline(__always)
  private static func sum(_ left: UInt128, _ right: UInt128, carry: UInt128) -> (sum: UInt128, carry: UInt128) {
    let (partial, first) = left.addingReportingOverflow(right)
    let (sum, second) = partial.addingReportingOverflow(carry)
    return (sum, first || second ? 1 : 0)
  }

  static prefix func - (value: WideInteger) -> WideInteger {
    WideInteger(~value.limb0, ~value.limb1, ~value.limb2, ~value.limb3) + WideInteger(1, 0, 0, 0)
  }

  static func - (left: WideInteger, right: WideInteger) -> WideInteger { left + -right }

  static func += (left: inout WideInteger, right: WideInteger) { left = left + right }

  static func * (left: WideInteger, right: Int128) -> WideInteger {
    if let narrow = left.narrow {
      let (product, overflow) = narrow.multipliedReportingOverflow(by: right)
      if !overflow { return WideInteger(product) }
    }
    return left * WideInteger(right)
  }

  static func * (left: WideInteger, right: WideInteger) -> WideInteger {
    if let first = left.narrow, let second = right.narrow {
      let (product, overflow) = first.multipliedReportingOverflow(by: second)
      if !overflow { return WideInteger(product) }
    }
    let negative = left.isNegative != right.isNegative
    let a = left.magnitude
    let b = right.magnitude
    var result = WideInteger.zero
    for (row, factor) in [a.limb0, a.limb1, a.limb2, a.limb3].enumerated() where factor != 0 {
      result += b.multiplied(by: factor).shifted(limbs: row)
    }
    return negative ? -result : result
  }

  /// The lowest 128 bits: the value where it is known to fit them.
  var truncated: Int128 { Int128(truncatingIfNeeded: limb0) }

  /// The value where it fits 128 bits.
  private var narrow: Int128? {
    let sign: UInt128 = limb0 >> 127 == 1 ? UInt128.max : 0
    guard limb1 == sign, limb2 == sign, limb3 == sign else { return nil }
    return Int128(truncatingIfNeeded: limb0)
  }

  /// The product of a magnitude and a factor of one limb.
  private func multiplied(by factor: UInt128) -> WideInteger {
    let product0 = limb0.multipliedFullWidth(by: factor)
    let product1 = limb1 == 0 ? (high: 0, low: 0) : limb1.multipliedFullWidth(by: factor)
    let product2 = limb2 == 0 ? (high: 0, low: 0) : limb2.multipliedFullWidth(by: factor)
    return WideInteger(product0.low, product1.low, product2.low, limb3 &* factor)
      + WideInteger(0, product0.high, product1.high, product2.high)
  }

  private func shifted(limbs: Int) -> WideInteger {
    switch limbs {
    case 0: self
    case 1: WideInteger(0, limb0, limb1, limb2)
    case 2: WideInteger(0, 0, limb0, limb1)
    default: WideInteger(0, 0, 0, limb0)
    }
  }

  /// The nearest floating-point number, up to a few units in the last place.
  var double: Double {
    if let narrow { return narrow.nearestDouble }
    let magnitude = self.magnitude
    let limbSize = 340_282_366_920_938_463_463_374_607_431_768_211_456.0
    var result = magnitude.limb3.nearestDouble
    for limb in [magnitude.limb2, magnitude.limb1, magnitude.limb0] { result = result * limbSize + limb.nearestDouble }
    return isNegative ? -result : result
  }

  private var magnitude: WideInteger { isNegative ? -self : self }
}

extension WideInteger: Comparable {
  static func < (left: WideInteger, right: WideInteger) -> Bool { (left - right).isNegative }
}
