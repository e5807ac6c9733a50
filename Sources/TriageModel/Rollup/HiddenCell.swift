/// What the requests of one month hide in one department and category (method 6), as exact sums.
public struct HiddenCell: Hashable, Sendable {
  /// Month of the requests' timestamps.
  public var month: Month
  /// Of the outcome where there is one, otherwise of the request; nil where blank.
  public var department: String?
  public var category: String?
  public var sums: HiddenSums

  public init(month: Month, department: String?, category: String?, sums: HiddenSums) {
    self.month = month
    self.department = department
    self.category = category
    self.sums = sums
  }
}

/// Sums over usage rows, each of them additive: no figure needs a row again.
///
/// Costs are in nano-dollars. Views overlap: one request may count in several of them.
public struct HiddenSums: Hashable, Sendable {
  /// Usage rows and the cost of the priced ones, as in the spend ledger.
  public var rows: Int128 = 0
  public var costNanos: Int128 = 0
  /// Rows that say how many cache-write or reasoning tokens they had, those that have a status, and those with a list
  /// price that has tiers: without any, the figure is unknown, not 0.
  public var cacheWriteRows: Int128 = 0
  public var reasoningRows: Int128 = 0
  public var statusRows: Int128 = 0
  public var tieredRows: Int128 = 0
  /// Rows with reasoning or cache-write tokens and no list price; they are in none of the sums at list price.
  public var unlistedRows: Int128 = 0
  /// Reasoning tokens at the list price of output, cache-write tokens at theirs.
  public var reasoningNanos: Int128 = 0
  public var cacheWriteNanos: Int128 = 0
  /// What cache writes cost above plain input, and what cache reads cost below it, at list price.
  public var writePremiumNanos: Int128 = 0
  public var readSavingNanos: Int128 = 0
  /// List cost of tokens above what they would cost in the base tier of their price.
  public var surchargeNanos: Int128 = 0
  /// Rows with a parent, and their cost.
  public var subAgentRows: Int128 = 0
  public var subAgentNanos: Int128 = 0
  /// Cost of rows whose status is an error.
  public var failedRequestNanos: Int128 = 0
  /// Cost of rows before the last root of a succeeded task that has several roots.
  public var supersededNanos: Int128 = 0

  public init() {}

  /// All sums in the order of the columns that hold them, the number of rows first.
  public var values: [Int128] {
    [
      rows, costNanos, cacheWriteRows, reasoningRows, statusRows, tieredRows, unlistedRows, reasoningNanos,
      cacheWriteNanos, writePremiumNanos, readSavingNanos, surchargeNanos, subAgentRows, subAgentNanos,
      failedRequestNanos, supersededNanos,
    ]
  }

  /// How many sums there are.
  public static let count = 16

  /// The sums from `values` in their order; missing ones are 0.
  public init(values: [Int128]) {
    func value(_ index: Int) -> Int128 { index < values.count ? values[index] : 0 }
    rows = value(0)
    costNanos = value(1)
    cacheWriteRows = value(2)
    reasoningRows = value(3)
    statusRows = value(4)
    tieredRows = value(5)
    unlistedRows = value(6)
    reasoningNanos = value(7)
    cacheWriteNanos = value(8)
    writePremiumNanos = value(9)
    readSavingNanos = value(10)
    surchargeNanos = value(11)
    subAgentRows = value(12)
    subAgentNanos = value(13)
    failedRequestNanos = value(14)
    supersededNanos = value(15)
  }

  public mutating func add(_ other: HiddenSums) {
    rows += other.rows
    costNanos += other.costNanos
    cacheWriteRows += other.cacheWriteRows
    reasoningRows += other.reasoningRows
    statusRows += other.statusRows
    tieredRows += other.tieredRows
    unlistedRows += other.unlistedRows
    reasoningNanos += other.reasoningNanos
    cacheWriteNanos += other.cacheWriteNanos
    writePremiumNanos += other.writePremiumNanos
    readSavingNanos += other.readSavingNanos
    surchargeNanos += other.surchargeNanos
    subAgentRows += other.subAgentRows
    subAgentNanos += other.subAgentNanos
    failedRequestNanos += other.failedRequestNanos
    supersededNanos += other.supersededNanos
  }

  public var reasoningCost: Money { Money(nanos: reasoningNanos) }
  public var cacheWriteCost: Money { Money(nanos: cacheWriteNanos) }
  public var surcharge: Money { Money(nanos: surchargeNanos) }
  public var subAgentSpend: Money { Money(nanos: subAgentNanos) }
  public var failedRequestSpend: Money { Money(nanos: failedRequestNanos) }
  public var supersededSpend: Money { Money(nanos: supersededNanos) }
}
