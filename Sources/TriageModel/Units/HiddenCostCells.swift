/// What the spend of a period hides, by department and category (method 6), and the shapes of agent trees.
public struct HiddenCostCells: Hashable, Sendable {
  /// Exact sums over the period's requests of one place.
  public struct Sums: Hashable, Sendable {
    public var rows: Int64 = 0
    public var spend = Money.zero
    public var inputTokens: Int128 = 0
    public var cacheWriteTokens: Int128 = 0
    public var outputTokens: Int128 = 0
    public var reasoningTokens: Int128 = 0
    /// Requests that say how many cache-write or reasoning tokens they had, and those that have a status: without any,
    /// the figure is unknown, not 0.
    public var rowsWithCacheWrite: Int64 = 0
    public var rowsWithReasoning: Int64 = 0
    public var rowsWithStatus: Int64 = 0
    /// Reasoning and cache-write tokens at list price.
    public var reasoningCost = Money.zero
    public var cacheWriteCost = Money.zero
    /// Requests with such tokens and no list price; their cost is not in the two sums.
    public var rowsWithoutPrice: Int64 = 0
    /// Requests with a parent.
    public var subAgentRows: Int64 = 0
    public var subAgentSpend = Money.zero
    /// Requests whose status is an error.
    public var failedRequestSpend = Money.zero
    /// Requests before the last root of a succeeded task with several roots: an upper bound of repeated attempts.
    public var supersededSpend = Money.zero
    /// Requests of tasks without an outcome (ledger line c).
    public var abandonedSpend = Money.zero

    public init() {}

    public mutating func add(_ other: Sums) {
      rows += other.rows
      spend += other.spend
      inputTokens += other.inputTokens
      cacheWriteTokens += other.cacheWriteTokens
      outputTokens += other.outputTokens
      reasoningTokens += other.reasoningTokens
      rowsWithCacheWrite += other.rowsWithCacheWrite
      rowsWithReasoning += other.rowsWithReasoning
      rowsWithStatus += other.rowsWithStatus
      reasoningCost += other.reasoningCost
      cacheWriteCost += other.cacheWriteCost
      rowsWithoutPrice += other.rowsWithoutPrice
      subAgentRows += other.subAgentRows
      subAgentSpend += other.subAgentSpend
      failedRequestSpend += other.failedRequestSpend
      supersededSpend += other.supersededSpend
      abandonedSpend += other.abandonedSpend
    }
  }

  /// Tasks whose agent trees have one depth and one widest fan-out.
  public struct Shape: Hashable, Sendable {
    /// Requests from a root to the deepest one; from `limit` up they are one.
    public var depth: Int
    /// Children of the request that has most; from `limit` up they are one.
    public var fanOut: Int
    public var tasks: Int64
    /// Cost of the period's requests of these tasks.
    public var spend: Money

    public init(depth: Int, fanOut: Int, tasks: Int64, spend: Money) {
      self.depth = depth
      self.fanOut = fanOut
      self.tasks = tasks
      self.spend = spend
    }

    public static let limit = 32
  }

  /// Every place once, in the order of names, blank last.
  public var places: [(place: SpendUnits.Place, sums: Sums)]
  /// By depth, then fan-out.
  public var shapes: [Shape]
  /// Requests whose parent is not among the requests of their task.
  public var orphans: Int64
  /// Requests that are their own ancestor, or descend from one that is.
  public var cyclic: Int64

  public init(places: [(place: SpendUnits.Place, sums: Sums)], shapes: [Shape], orphans: Int64, cyclic: Int64) {
    self.places = places
    self.shapes = shapes
    self.orphans = orphans
    self.cyclic = cyclic
  }

  public static func == (left: HiddenCostCells, right: HiddenCostCells) -> Bool {
    left.places.elementsEqual(right.places) { $0.place == $1.place && $0.sums == $1.sums }
      && left.shapes == right.shapes && left.orphans == right.orphans && left.cyclic == right.cyclic
  }

  public func hash(into hasher: inout Hasher) {
    for entry in places { hasher.combine(entry.sums) }
    hasher.combine(shapes)
  }
}
