/// Integer rounding rules that money and minutes use.
public enum Rounding {
  /// `value / divisor`, rounded to the nearest integer, halves away from zero. `divisor` is positive.
  @inlinable
  public static func divideHalfAwayFromZero(_ value: Int128, by divisor: Int128) -> Int128 {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    guard remainder.magnitude * 2 >= divisor.magnitude else { return quotient }
    return value < 0 ? quotient - 1 : quotient + 1
  }

  /// Splits `total` into integer parts in proportion to `weights`, so that the parts add up to `total` exactly
  /// (largest remainder; equal remainders go to the earlier part).
  ///
  /// - Parameters:
  ///   - total: any integer.
  ///   - weights: not negative; if all are zero the whole goes to the first part.
  public static func split(_ total: Int128, weights: [Int128]) -> [Int128] {
    guard !weights.isEmpty else { return [] }
    let sum = weights.reduce(0, +)
    guard sum > 0 else { return [total] + Array(repeating: 0, count: weights.count - 1) }
    let sign: Int128 = total < 0 ? -1 : 1
    let magnitude = total * sign
    var parts: [Int128] = []
    var remainders: [(index: Int, remainder: Int128)] = []
    for (index, weight) in weights.enumerated() {
      let (quotient, remainder) = (magnitude * weight).quotientAndRemainder(dividingBy: sum)
      parts.append(quotient)
      remainders.append((index, remainder))
    }
    let missing = Int(magnitude - parts.reduce(0, +))
    remainders.sort { $0.remainder != $1.remainder ? $0.remainder > $1.remainder : $0.index < $1.index }
    for entry in remainders.prefix(missing) { parts[entry.index] += 1 }
    return parts.map { $0 * sign }
  }

  /// Rounds each amount to a multiple of `unit` so that the rounded amounts add up to the rounded total
  /// (largest remainder; equal remainders go to the earlier amount).
  public static func roundToAdd(_ amounts: [Int128], unit: Int128) -> [Int128] {
    let target = divideHalfAwayFromZero(amounts.reduce(0, +), by: unit)
    var floors: [Int128] = []
    var remainders: [(index: Int, remainder: Int128)] = []
    for (index, amount) in amounts.enumerated() {
      var (quotient, remainder) = amount.quotientAndRemainder(dividingBy: unit)
      if remainder < 0 {
        quotient -= 1
        remainder += unit
      }
      floors.append(quotient)
      remainders.append((index, remainder))
    }
    let missing = Int(target - floors.reduce(0, +))
    remainders.sort { $0.remainder != $1.remainder ? $0.remainder > $1.remainder : $0.index < $1.index }
    for entry in remainders.prefix(max(0, missing)) { floors[entry.index] += 1 }
    return floors.map { $0 * unit }
  }

  /// `value` rounded to nine significant digits.
  ///
  /// Every statistic passes through here before it meets a threshold or paper, so that two engines which add
  /// in another order agree.
  public static func nineSignificantDigits(_ value: Double) -> Double {
    guard value.isFinite, value != 0 else { return value }
    let exponent = magnitudeExponent(value.magnitude)
    let scaleExponent = 8 - exponent
    // Powers up to 10²² are exact, and so the one multiplication or division rounds once.
    if (0...22).contains(scaleExponent) {
      let power = powerOfTen(scaleExponent)
      return (value * power).rounded(.toNearestOrAwayFromZero) / power
    }
    if (-22...0).contains(scaleExponent) {
      let power = powerOfTen(-scaleExponent)
      return (value / power).rounded(.toNearestOrAwayFromZero) * power
    }
    // Two factors, because 10^scaleExponent alone overflows for very small values.
    let first = powerOfTen(scaleExponent / 2)
    let second = powerOfTen(scaleExponent - scaleExponent / 2)
    return (value * first * second).rounded(.toNearestOrAwayFromZero) / first / second
  }

  /// The decimal exponent of a positive number: 3 for 1,234.
  private static func magnitudeExponent(_ magnitude: Double) -> Int {
    var exponent = 0
    var rest = magnitude
    while rest >= 10 {
      rest /= 10
      exponent += 1
    }
    while rest < 1 {
      rest *= 10
      exponent -= 1
    }
    return exponent
  }

  private static func powerOfTen(_ exponent: Int) -> Double {
    var result = 1.0
    for _ in 0..<exponent.magnitude { result *= 10 }
    return exponent < 0 ? 1 / result : result
  }
}
