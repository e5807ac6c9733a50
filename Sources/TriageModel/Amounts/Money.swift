/// An exact amount of US dollars, counted in nano-dollars (1 USD = 10⁹).
///
/// Files and the database hold amounts as `Int64`; sums are kept in `Int128`, so adding up any number of
/// 64-bit amounts that a database can hold cannot overflow.
public struct Money: Hashable, Sendable {
  /// The amount in nano-dollars.
  public var nanos: Int128

  public init(nanos: Int128) { self.nanos = nanos }

  public static let zero = Money(nanos: 0)

  /// The amount as a floating-point number of dollars, for statistics only.
  public var dollars: Double { Double(nanos) / 1e9 }

  public var isNegative: Bool { nanos < 0 }

  /// The exact decimal text in whole dollars, with at least two and at most nine decimals: `-12.50`.
  public var decimalText: String {
    ScaledDecimal.text(nanos, scale: 9, minimumDecimals: 2)
  }
}

extension Money: Comparable {
  public static func < (left: Money, right: Money) -> Bool { left.nanos < right.nanos }
}

extension Money: AdditiveArithmetic {
  public static func + (left: Money, right: Money) -> Money { Money(nanos: left.nanos + right.nanos) }
  public static func - (left: Money, right: Money) -> Money { Money(nanos: left.nanos - right.nanos) }
  public static prefix func - (amount: Money) -> Money { Money(nanos: -amount.nanos) }
}

extension Sequence where Element == Money {
  /// The exact sum.
  public func total() -> Money { reduce(.zero, +) }
}
