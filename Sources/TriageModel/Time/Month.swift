/// A calendar month, in whatever zone months are counted.
public struct Month: Hashable, Comparable, Sendable {
  /// Months since January of year 0.
  public var index: Int

  public init(index: Int) { self.index = index }

  /// - Parameter month: 1 to 12.
  public init(year: Int, month: Int) { index = year * 12 + month - 1 }

  /// The month that holds an instant, in UTC.
  public init(containing instant: Instant) {
    let date = CivilDate(daysSinceEpoch: instant.daysSinceEpoch)
    self.init(year: date.year, month: date.month)
  }

  public var year: Int { Int((Double(index) / 12).rounded(.down)) }
  public var month: Int { index - year * 12 + 1 }

  /// The first instant of the month in UTC.
  public var start: Instant {
    Instant(
      nanosSinceEpoch: Int64(CivilDate(year: year, month: month, day: 1).daysSinceEpoch) * Instant.nanosPerDay)
  }

  /// A moment that lies in the month in every zone: the start of its 15th day in UTC.
  public var middle: Instant { Instant(nanosSinceEpoch: start.nanosSinceEpoch + 14 * Instant.nanosPerDay) }

  public func advanced(by months: Int) -> Month { Month(index: index + months) }

  public static func < (left: Month, right: Month) -> Bool { left.index < right.index }

  /// `2026-07`.
  public var text: String { "\(Instant.padded(year, 4))-\(Instant.padded(month, 2))" }
}
