/// One line of a provider's bill: what was charged for a span of time (formats, parts 1 and 2).
public struct InvoiceRow: Hashable, Sendable {
  /// What a line charges for.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Tokens and requests, which usage rows can be compared with.
    case usage
    /// Discounts and refunds, as a rule negative.
    case credit
    case tax
    /// Commitments, storage and whatever else is not metered.
    case purchase
    case adjustment
  }

  public var provider: String
  /// nil where the source does not name it.
  public var invoiceID: String?
  public var start: Instant
  /// The first instant that is no longer covered.
  public var end: Instant
  /// nil = the line names no model.
  public var model: String?
  public var kind = Kind.usage
  /// Nano-dollars.
  public var amountNanos: Int64
  /// The same at list price, in nano-dollars; nil where the source does not say it.
  public var listNanos: Int64?
  /// Identifies the line: the same key is the same line, in whatever file it comes.
  public var key: String
  /// The format by name that the line was read from: `invoices`, `openai-cost`.
  public var format: String

  public init(
    provider: String, start: Instant, end: Instant, amountNanos: Int64, key: String, format: String
  ) {
    self.provider = provider
    self.start = start
    self.end = end
    self.amountNanos = amountNanos
    self.key = key
    self.format = format
  }

  private static let centNanos: Int64 = 10_000_000

  /// By how much rounding can have changed the amount, in nano-dollars: half a cent where it is written in whole cents.
  public var roundingNanos: Int64 { Self.roundingNanos(ofAmount: amountNanos) }

  /// By how much rounding can have changed an amount; both in nano-dollars.
  public static func roundingNanos(ofAmount nanos: Int64) -> Int64 { nanos % centNanos == 0 ? centNanos / 2 : 0 }

  /// The span of a line as it is kept: a line that begins and ends at midnights of the clocks that it was written by
  /// stands for those calendar dates, which are kept as midnights of UTC; any other line for its moments.
  ///
  /// - Parameters:
  ///   - startShift: nanoseconds by which the clock of the start is ahead of UTC.
  ///   - endShift: the same of the end, which may have another one in summer.
  public static func span(
    start: Instant, startShift: Int64, end: Instant, endShift: Int64
  ) -> (start: Instant, end: Instant) {
    let first = Instant(nanosSinceEpoch: start.nanosSinceEpoch &+ startShift)
    let last = Instant(nanosSinceEpoch: end.nanosSinceEpoch &+ endShift)
    return first.isMidnight && last.isMidnight && last > first ? (first, last) : (start, end)
  }

  /// The months that the line covers, as a company in `zone` compares them with its usage.
  public func months(in zone: ReportingZone) -> (first: Month, last: Month) {
    Self.months(from: start, to: end, in: zone)
  }

  /// The months that a line covers, as a company in `zone` compares them with its usage.
  ///
  /// Providers cut bills at midnights: a line from one of them to another has the months of those dates in every zone,
  /// and any other line the months of its moments in `zone`.
  public static func months(
    from start: Instant, to end: Instant, in zone: ReportingZone
  ) -> (first: Month, last: Month) {
    let last = Instant(nanosSinceEpoch: end.nanosSinceEpoch - 1)
    if start.isMidnight, end.isMidnight { return (Month(containing: start), Month(containing: last)) }
    let first = zone.month(containing: start)
    // As a usage row of an hour or a day does, such a line lies where it begins: it joins no two months.
    let isBucket = end.nanosSinceEpoch - start.nanosSinceEpoch <= Self.longestDayNanos
    return (first, isBucket ? first : zone.month(containing: last))
  }

  /// A day on which clocks are set back by an hour.
  private static let longestDayNanos: Int64 = 25 * 3600 * Instant.nanosPerSecond
}
