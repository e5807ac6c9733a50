public import TriageModel

/// Where money goes unseen: overlapping views of the same spend, not addends (method 6). Only abandoned tasks and
/// failed tasks may be added.
///
/// Lines of categories add up to the company, and so do lines of departments. Groups of too few workers are one line
/// (method 5).
public struct HiddenCost: Hashable, Sendable {
  /// The views of one category, one department, or the company.
  public struct Line: Hashable, Sendable {
    /// nil = blank, or suppressed.
    public var name: String?
    /// Whether these are the groups of too few workers together.
    public var isSuppressed = false
    /// The period's requests: ledger lines a to d.
    public var usage = UsageSums()
    public var sums = HiddenSums()
    /// Ledger line c: requests of tasks without an outcome.
    public var abandonedSpend = Money.zero
    /// ΣK of ok tasks, completed in the period, that failed.
    public var failedTaskCost = Money.zero
    public var failedTasks: Int64 = 0
    /// Whether any request of the company names a parent: without one, sub-agents are unknown, not 0.
    public var namesParents = false

    public init(name: String?, isSuppressed: Bool = false) {
      self.name = name
      self.isSuppressed = isSuppressed
    }
  }

  public var company: Line
  /// By name, blank last, suppressed after it.
  public var categories: [Line]
  public var departments: [Line]

  public init(company: Line, categories: [Line], departments: [Line]) {
    self.company = company
    self.categories = categories
    self.departments = departments
  }
}

extension HiddenCost.Line {
  public var spend: Money { usage.cost }

  /// Failed and abandoned tasks: the two views that may be added.
  public var wastedSpend: Money { failedTaskCost + abandonedSpend }

  /// Σ reasoning tokens / Σ output tokens; nil without output, or where no request tells.
  public var reasoningShare: Double? {
    sums.reasoningRows > 0 ? HiddenCost.share(usage.reasoningTokens, of: usage.outputTokens) : nil
  }
  /// Spend of requests with a parent / spend.
  public var subAgentShare: Double? {
    namesParents ? HiddenCost.share(sums.subAgentNanos, of: usage.costNanos) : nil
  }
  /// Σ cache-write tokens / Σ input tokens; nil as above.
  public var cacheWriteShare: Double? {
    sums.cacheWriteRows > 0 ? HiddenCost.share(usage.cacheWriteTokens, of: usage.inputTokens) : nil
  }

  /// Reasoning at list price; nil where no request tells.
  public var reasoningCost: Money? { sums.reasoningRows > 0 ? sums.reasoningCost : nil }
  /// Cache writes at list price; nil where no request tells.
  public var cacheWriteCost: Money? { sums.cacheWriteRows > 0 ? sums.cacheWriteCost : nil }
  /// The premium of cache writes over plain input that cache reads did not earn back, at list price; never below zero,
  /// so that lines do not add up to the company.
  public var cacheWriteWaste: Money? {
    sums.cacheWriteRows > 0 ? Money(nanos: max(0, sums.writePremiumNanos - sums.readSavingNanos)) : nil
  }
  /// List cost above the base tier; nil where no list price has tiers.
  public var longContextSurcharge: Money? { sums.tieredRows > 0 ? sums.surcharge : nil }
  /// Requests that ended in an error; nil where no request has a status.
  public var failedRequestSpend: Money? { sums.statusRows > 0 ? sums.failedRequestSpend : nil }
  /// An upper bound of repeated attempts: normal work in several turns counts, too.
  public var supersededSpend: Money? { sums.rows > 0 ? sums.supersededSpend : nil }
  /// Requests with a parent; nil where no request of the company names one.
  public var subAgentSpend: Money? { namesParents ? sums.subAgentSpend : nil }

  mutating func add(_ other: HiddenCost.Line) {
    usage.add(other.usage)
    sums.add(other.sums)
    abandonedSpend += other.abandonedSpend
    failedTaskCost += other.failedTaskCost
    failedTasks += other.failedTasks
  }
}

extension HiddenCost {
  fileprivate static func share(_ part: Int128, of whole: Int128) -> Double? {
    whole > 0 ? Rounding.nineSignificantDigits(Double(part) / Double(whole)) : nil
  }
}
