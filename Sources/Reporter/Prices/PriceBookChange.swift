public import TriageModel

/// What spend is under the price book that holds, and would be under another one.
public struct PriceBookChange: Hashable, Sendable {
  /// One model in one month.
  public struct Line: Hashable, Sendable {
    public var month: Month
    public var provider: String?
    public var model: String
    public var rows: Int128
    public var now: Money
    public var then: Money
    /// Rows without a cost.
    public var unpricedNow: Int128
    public var unpricedThen: Int128

    public init(
      month: Month, provider: String?, model: String, rows: Int128, now: Money, then: Money, unpricedNow: Int128,
      unpricedThen: Int128
    ) {
      self.month = month
      self.provider = provider
      self.model = model
      self.rows = rows
      self.now = now
      self.then = then
      self.unpricedNow = unpricedNow
      self.unpricedThen = unpricedThen
    }

    var changes: Bool { now != then || unpricedNow != unpricedThen }
  }

  /// By month, provider and model.
  public let lines: [Line]

  public init(lines: [Line]) { self.lines = lines }

  /// Sums of each month, in its order; the model is blank.
  var months: [Line] {
    var sums: [Line] = []
    for line in lines {
      if sums.last?.month == line.month {
        sums[sums.count - 1].add(line)
      } else {
        var sum = line
        (sum.provider, sum.model) = (nil, "")
        sums.append(sum)
      }
    }
    return sums
  }

  /// The sum of all; nil without lines.
  var total: Line? {
    guard var sum = lines.first else { return nil }
    (sum.provider, sum.model) = (nil, "")
    for line in lines.dropFirst() { sum.add(line) }
    return sum
  }
}

extension PriceBookChange.Line {
  fileprivate mutating func add(_ other: PriceBookChange.Line) {
    rows += other.rows
    now = Money(nanos: now.nanos + other.now.nanos)
    then = Money(nanos: then.nanos + other.then.nanos)
    unpricedNow += other.unpricedNow
    unpricedThen += other.unpricedThen
  }
}
