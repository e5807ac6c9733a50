import TriageModel

/// The months to review and, where the policy names none, why these.
struct ReviewPeriod {
  let period: Period
  let note: String?

  /// The period that the policy names, otherwise the latest calendar quarter of which each month has a task or a
  /// request, otherwise the latest quarter with any.
  ///
  /// - Parameters:
  ///   - named: the policy's period.
  ///   - months: months with a task or a request.
  /// - Throws: `AnalysisError.noRows`, `AnalysisError.emptyPeriod`.
  init(named: Period?, months: Set<Month>) throws(AnalysisError) {
    guard let latest = months.max() else { throw .noRows }
    if let named {
      guard months.contains(where: named.contains) else { throw .emptyPeriod(named, months: months.sorted()) }
      period = named
      note = nil
      return
    }
    let quarters = months.sorted(by: >).map(Period.quarter(containing:))
    if let full = quarters.first(where: { ReviewPeriod.missing(in: $0, months).isEmpty }) {
      period = full
      note = "last full quarter in the data"
      return
    }
    period = Period.quarter(containing: latest)
    let gaps = ReviewPeriod.missing(in: period, months).map(\.text).joined(separator: ", ")
    note = "latest quarter in the data; it is not full: no rows in \(gaps)"
  }

  private static func missing(in period: Period, _ months: Set<Month>) -> [Month] {
    (period.first.index..<period.end.index).map(Month.init(index:)).filter { !months.contains($0) }
  }

  /// Every month that a timestamp can name.
  static let everything = Period(first: Month(year: 1678, month: 1), end: Month(year: 2262, month: 1))
}
