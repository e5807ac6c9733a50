/// A point in time: nanoseconds since 1970-01-01T00:00:00Z.
///
/// 64 bits reach from 1677 to 2262; a text outside of that is refused.
public struct Instant: Hashable, Comparable, Sendable {
  public var nanosSinceEpoch: Int64

  public init(nanosSinceEpoch: Int64) { self.nanosSinceEpoch = nanosSinceEpoch }

  public static let nanosPerSecond: Int64 = 1_000_000_000
  public static let nanosPerDay: Int64 = 86_400 * nanosPerSecond

  public static func < (left: Instant, right: Instant) -> Bool { left.nanosSinceEpoch < right.nanosSinceEpoch }

  /// Whole days since 1970-01-01, rounded down.
  @inlinable
  public var daysSinceEpoch: Int {
    let (quotient, remainder) = nanosSinceEpoch.quotientAndRemainder(dividingBy: Instant.nanosPerDay)
    return Int(remainder < 0 ? quotient - 1 : quotient)
  }

  /// Whether a clock in UTC shows midnight.
  public var isMidnight: Bool { nanosSinceEpoch % Instant.nanosPerDay == 0 }

  /// The moment by which a whole day of a calendar is kept: 10:00 UTC of its date, given by that date's midnight in UTC.
  ///
  /// It lies in the same date in every zone from ten hours behind UTC to less than fourteen ahead of it.
  public static func standing(forDayAt midnightNanos: Int64) -> Int64 { midnightNanos + 10 * 3600 * nanosPerSecond }

  /// ISO 8601 in UTC with as many fractional digits as needed: `2026-07-01T00:00:00Z`.
  public var text: String {
    let days = daysSinceEpoch
    let date = CivilDate(daysSinceEpoch: days)
    let nanos = nanosSinceEpoch - Int64(days) * Instant.nanosPerDay
    let seconds = Int(nanos / Instant.nanosPerSecond)
    var fraction = Instant.padded(Int(nanos % Instant.nanosPerSecond), 9)
    while fraction.last == "0" { fraction.removeLast() }
    let time =
      "\(Instant.padded(seconds / 3600, 2)):\(Instant.padded(seconds / 60 % 60, 2)):\(Instant.padded(seconds % 60, 2))"
    return "\(dateText(date))T\(time)\(fraction.isEmpty ? "" : "." + fraction)Z"
  }

  /// The date in UTC: `2026-07-01`.
  public var dateText: String { dateText(CivilDate(daysSinceEpoch: daysSinceEpoch)) }

  private func dateText(_ date: CivilDate) -> String {
    "\(Instant.padded(date.year, 4))-\(Instant.padded(date.month, 2))-\(Instant.padded(date.day, 2))"
  }

  static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
