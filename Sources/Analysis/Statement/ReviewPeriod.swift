import TriageModel

/// The months to review and, where the policy names none, why these.
struct ReviewPeriod {
  let period: Period
  let note: String?

  /// How far from the ends of a quarter, counted in UTC, its first and last row may lie: a weekend and some days off.
  private static let tolerance = 7 * Instant.nanosPerDay

  /// The period that the policy names, otherwise the last full quarter of the fiscal year, otherwise all months with rows.
  ///
  /// A quarter is full if each of its months has a task or a request and the data neither begin after its first
  /// week nor end before its last one.
  ///
  /// - Parameters:
  ///   - named: the policy's period.
  ///   - months: months with a task or a request.
  ///   - span: times of the first and the last row, where they are known.
  ///   - calendar: says what a quarter is.
  /// - Throws: `AnalysisError.noRows`, `AnalysisError.emptyPeriod`.
  init(
    named: Period?, months: Set<Month>, span: ClosedRange<Instant>? = nil,
    calendar: ReportingCalendar = ReportingCalendar()
  ) throws(AnalysisError) {
    guard let earliest = months.min(), let latest = months.max() else { throw .noRows }
    if let named {
      guard months.contains(where: named.contains) else { throw .emptyPeriod(named, months: months.sorted()) }
      period = Period(first: named.first, end: named.end, months: named.months, calendar: calendar)
      note = nil
      return
    }
    let quarters = months.sorted(by: >).map(calendar.quarter(containing:))
    if let full = quarters.first(where: { ReviewPeriod.isFull($0, months, span) }) {
      period = full
      note = "last full quarter in the data"
      return
    }
    period = Period(first: earliest, end: latest.advanced(by: 1), calendar: calendar)
    note = "no full quarter in the data: all months with rows"
  }

  private static func isFull(_ quarter: Period, _ months: Set<Month>, _ span: ClosedRange<Instant>?) -> Bool {
    guard missing(in: quarter, months).isEmpty else { return false }
    guard let span else { return true }
    return span.lowerBound.nanosSinceEpoch <= quarter.first.start.nanosSinceEpoch + tolerance
      && span.upperBound.nanosSinceEpoch >= quarter.end.start.nanosSinceEpoch - tolerance
  }

  private static func missing(in period: Period, _ months: Set<Month>) -> [Month] {
    (period.first.index..<period.end.index).map(Month.init(index:)).filter { !months.contains($0) }
  }
}
