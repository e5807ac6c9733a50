/// What the usage of one provider on a day of UTC costs, as reported or by the price book.
public struct UsageDay: Hashable, Sendable {
  public var provider: String?
  /// Since 1970.
  public var day: Int
  public var costNanos: Int128

  public init(provider: String?, day: Int, costNanos: Int128) {
    self.provider = provider
    self.day = day
    self.costNanos = costNanos
  }
}
