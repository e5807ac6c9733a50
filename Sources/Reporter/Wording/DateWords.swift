import TriageModel

/// How people read a date: `18 Sep 2026`. Files for machines keep ISO dates.
enum DateWords {
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// The day of an instant in UTC.
  static func text(_ instant: Instant) -> String {
    let month = Month(containing: instant)
    let day = instant.daysSinceEpoch - month.start.daysSinceEpoch + 1
    return "\(day) \(months[month.month - 1]) \(month.year)"
  }
}
