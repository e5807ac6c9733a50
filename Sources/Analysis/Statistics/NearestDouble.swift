extension Int128 {
  /// The nearest floating-point number, up to a unit in the last place beyond 64 bits; zero only for zero.
  ///
  /// The standard library's conversion is generic and takes a hundred times as long.
  @inline(__always)
  var nearestDouble: Double {
    let number = magnitude.nearestDouble
    return self < 0 ? -number : number
  }
}

extension UInt128 {
  /// The nearest floating-point number, up to a unit in the last place beyond 64 bits.
  @inline(__always)
  var nearestDouble: Double {
    UInt64(truncatingIfNeeded: self >> 64).nearestDouble * 18_446_744_073_709_551_616
      + UInt64(truncatingIfNeeded: self).nearestDouble
  }
}

extension UInt64 {
  /// The nearest floating-point number: both halves are exact, and their sum is rounded once.
  ///
  /// Processors convert numbers with a sign; for the highest bit alone the standard library would have to guess.
  @inline(__always)
  fileprivate var nearestDouble: Double {
    Double(Int64(truncatingIfNeeded: self >> 32)) * 4_294_967_296
      + Double(Int64(truncatingIfNeeded: self & 0xFFFF_FFFF))
  }
}
