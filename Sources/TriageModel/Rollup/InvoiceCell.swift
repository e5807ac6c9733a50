/// Bill lines of one provider, model, kind and span of months, added up.
public struct InvoiceCell: Hashable, Sendable {
  public var provider: String
  /// nil = the lines name no model.
  public var model: String?
  public var kind: InvoiceRow.Kind
  public var firstMonth: Month
  public var lastMonth: Month
  public var rows: Int128
  public var amountNanos: Int128
  /// By how much rounding of the lines can have changed the sum.
  public var roundingNanos: Int128
  /// The sum at list price; nil unless every line has one.
  public var listNanos: Int128?
  /// The first moment that a line covers; nil = the start of the first month.
  public var start: Instant?
  /// The end of the last line, no longer covered; nil = that of the last month.
  public var end: Instant?

  public init(
    provider: String, model: String?, kind: InvoiceRow.Kind, firstMonth: Month, lastMonth: Month, rows: Int128,
    amountNanos: Int128, roundingNanos: Int128, listNanos: Int128? = nil,
    start: Instant? = nil, end: Instant? = nil
  ) {
    self.provider = provider
    self.model = model
    self.kind = kind
    self.firstMonth = firstMonth
    self.lastMonth = lastMonth
    self.rows = rows
    self.amountNanos = amountNanos
    self.roundingNanos = roundingNanos
    self.listNanos = listNanos
    self.start = start
    self.end = end
  }
}
