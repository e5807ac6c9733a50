/// An exact length of working time, counted in milli-minutes (1 minute = 10³).
public struct Minutes: Hashable, Comparable, Sendable {
  /// The length in thousandths of a minute.
  public var millis: Int128

  public init(millis: Int128) { self.millis = millis }

  public static let zero = Minutes(millis: 0)

  /// The length in minutes, for statistics and display only.
  public var minutes: Double { Double(millis) / 1e3 }

  public static func < (left: Minutes, right: Minutes) -> Bool { left.millis < right.millis }
  public static func + (left: Minutes, right: Minutes) -> Minutes { Minutes(millis: left.millis + right.millis) }
}

/// A price of working time, counted in micro-dollars per hour (1 USD/h = 10⁶).
public struct HourlyRate: Hashable, Comparable, Sendable {
  public var microsPerHour: Int64

  public init(microsPerHour: Int64) { self.microsPerHour = microsPerHour }

  public var dollarsPerHour: Double { Double(microsPerHour) / 1e6 }

  /// The exact decimal text in dollars per hour.
  public var decimalText: String { ScaledDecimal.text(Int128(microsPerHour), scale: 6, minimumDecimals: 0) }

  /// What `minutes` cost at this rate: `round_half_away(milli_min × micro_rate / 60)` nano-dollars (method 0).
  public func money(_ minutes: Minutes) -> Money {
    Money(nanos: Rounding.divideHalfAwayFromZero(minutes.millis * Int128(microsPerHour), by: 60))
  }

  public static func < (left: HourlyRate, right: HourlyRate) -> Bool { left.microsPerHour < right.microsPerHour }
}
