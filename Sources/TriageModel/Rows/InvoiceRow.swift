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

  /// The months that the line covers, as a company in `zone` compares them with its usage.
  public func months(in zone: ReportingZone) -> (first: Month, last: Month) {
    Self.months(from: start, to: end, in: zone)
  }

  /// The months that a line covers, as a company in `zone` compares them with its usage.
  ///
  /// Providers cut bills at midnights of UTC: a line from one of them to another has the months of those dates in every
  /// zone, and any other line the months of its moments in `zone`.
  public static func months(
    from start: Instant, to end: Instant, in zone: ReportingZone
  ) -> (first: Month, last: Month) {
    let last = Instant(nanosSinceEpoch: end.nanosSinceEpoch - 1)
    let isCutInUTC = start.nanosSinceEpoch % Instant.nanosPerDay == 0 && end.nanosSinceEpoch % Instant.nanosPerDay == 0
    if isCutInUTC { return (Month(containing: start), Month(containing: last)) }
    return (zone.month(containing: start), zone.month(containing: last))
  }
}
