import Analysis
import TriageModel

/// One task of a test, from which rollup cells are made.
struct SampleTask {
  var category = "work"
  var tool = "big"
  var department: String? = "Ops"
  var complexity: Int? = 1
  var month = Month(year: 2026, month: 7)
  /// Millionths; nil = blank.
  var succeeded: Int64? = 1_000_000
  var valueUSD: Double?
  var savedMinutes: Double?
  var reviewMinutes = 0.0
  var reworkMinutes = 0.0
  /// nil = no usage row.
  var costUSD: Double? = 0
  var isUnpriced = false
  var worker: Int64?
  var pair: Int64?

  /// A success worth `net` dollars at no cost.
  static func worth(
    _ net: Double, tool: String = "big", complexity: Int? = 1, worker: Int64? = nil, pair: Int64? = nil
  ) -> SampleTask {
    SampleTask(tool: tool, complexity: complexity, valueUSD: net, worker: worker, pair: pair)
  }

  private var outcome: OutcomeRow {
    var row = OutcomeRow(taskID: "", completedAt: Instant(nanosSinceEpoch: 0), category: category, tool: tool)
    row.succeededMillionths = succeeded
    row.valueNanos = valueUSD.map { Int64(($0 * 1e9).rounded()) }
    row.savedMillis = savedMinutes.map { Int64(($0 * 1e3).rounded()) }
    return row
  }

  var key: TaskCellKey {
    TaskCellKey(
      month: month, department: department, category: category, complexity: complexity, tool: tool,
      costState: costUSD == nil ? .noUsage : isUnpriced ? .unpriced : .priced, valueBasis: outcome.valueBasis,
      succeeded: outcome.succeeded)
  }

  var figures: Figures<Int64> {
    Figures(
      v: outcome.valueMoment, k: Int64(((costUSD ?? 0) * 1e9).rounded()), r: Int64((reviewMinutes * 1e3).rounded()),
      w: Int64((reworkMinutes * 1e3).rounded()), p: succeeded ?? 0)
  }
}

/// Rollup cells of a handful of tasks, in memory.
struct SampleSource: RollupSource {
  var tasks: [SampleTask]
  /// Tasks whose facts were added and taken back again.
  var withdrawn: [SampleTask] = []
  /// Spend that belongs to no task of `tasks`.
  var otherSpend: [SpendCell] = []
  var models: [ModelCell] = []
  var bills: [InvoiceCell] = []
  /// Input tokens of each task's request, a fifth as many output tokens, a twentieth of those for reasoning.
  var tokensPerTask: Int128 = 0
  /// Applied to every list of cells before it is handed out.
  var reorder: @Sendable (Int) -> [Int] = { Array(0..<$0) }

  private func reordered<Cell>(_ cells: [Cell]) -> [Cell] { reorder(cells.count).map { cells[$0] } }

  func taskCells(in period: Period) throws -> [TaskCell] {
    var cells: [TaskCellKey: Moments] = [:]
    for task in tasks where period.contains(task.month) {
      try cells[task.key, default: Moments()].add(Moments(task: task.figures))
    }
    return reordered(cells.map { TaskCell(key: $0.key, moments: $0.value) })
  }

  func spendCells() throws -> [SpendCell] {
    let own = tasks.compactMap { task -> SpendCell? in
      guard task.costUSD != nil else { return nil }
      var usage = UsageSums()
      usage.rows = 1
      usage.requests = 1
      usage.costNanos = Int128(task.figures.k)
      usage.unpricedRows = task.isUnpriced ? 1 : 0
      usage.inputTokens = tokensPerTask
      usage.outputTokens = tokensPerTask / 5
      usage.reasoningTokens = tokensPerTask / 100
      return SpendCell(
        month: task.month, line: .task(completed: task.month), department: task.department, category: task.category,
        tool: task.tool, usage: usage)
    }
    return reordered(own + otherSpend)
  }

  /// Every request tells its reasoning tokens, and half of its cost is that of sub-agents.
  func hiddenCells(in period: Period) throws -> [HiddenCell] {
    try spendCells().filter { period.contains($0.month) }.map { cell in
      var sums = HiddenSums()
      sums.rows = cell.usage.rows
      sums.costNanos = cell.usage.costNanos
      sums.reasoningRows = cell.usage.rows
      sums.subAgentRows = cell.usage.rows
      sums.subAgentNanos = cell.usage.costNanos / 2
      return HiddenCell(month: cell.month, department: cell.department, category: cell.category, sums: sums)
    }
  }

  func invoiceCells() throws -> [InvoiceCell] { bills }

  func modelCells(in period: Period) throws -> [ModelCell] { reordered(models.filter { period.contains($0.month) }) }

  func taskFacts(category: String, in period: Period) throws -> TaskFacts {
    var (keys, facts): ([TaskCellKey], [TaskFacts.Fact]) = ([], [])
    var positions: [TaskCellKey: Int32] = [:]
    var signed: [(task: SampleTask, sign: Int32)] = tasks.map { ($0, 1) }
    for task in withdrawn { signed += [(task, 1), (task, -1)] }
    for (task, sign) in reordered(signed)
    where task.category.utf8.elementsEqual(category.utf8) && period.contains(task.month) {
      let position = positions[task.key] ?? Int32(keys.count)
      if positions.updateValue(position, forKey: task.key) == nil { keys.append(task.key) }
      facts.append(
        TaskFacts.Fact(
          keyIndex: position, sign: sign, worker: Int32(task.worker ?? 0), pair: task.pair ?? 0,
          figures: task.figures))
    }
    return TaskFacts(keys: keys, facts: facts)
  }
}

extension SpendCell {
  /// One priced request of `costUSD` dollars.
  static func request(
    _ costUSD: Double, line: Line, category: String? = nil, department: String? = nil,
    month: Month = Month(year: 2026, month: 7)
  ) -> SpendCell {
    var usage = UsageSums()
    usage.rows = 1
    usage.requests = 1
    usage.costNanos = Int128((costUSD * 1e9).rounded())
    return SpendCell(month: month, line: line, department: department, category: category, tool: nil, usage: usage)
  }
}

extension Policy {
  /// Three tiers, no migration cost, no worker rule, 2026Q3; the thresholds are the defaults.
  static var sample: Policy {
    var policy = Policy()
    policy.period = Period("2026Q3")
    policy.tools = [
      "big": ToolPolicy(tier: .frontier), "small": ToolPolicy(tier: .small), "soft": ToolPolicy(tier: .software),
    ]
    policy.minWorkers = 0
    return policy
  }
}

/// A small generator of pseudo-random numbers for laws over seeded data (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// `count` tasks with exactly this mean and nearly exactly (to a nano-dollar) this sample standard deviation.
func tasks(
  _ count: Int, mean: Double, deviation: Double, tool: String = "big", complexity: Int? = 1
) -> [SampleTask] {
  let n = Double(count)
  let even = count % 2 == 0
  let step = even ? deviation * ((n - 1) / n).squareRoot() : deviation
  return (0..<count).map { index in
    if !even, index == count - 1 { return .worth(mean, tool: tool, complexity: complexity) }
    return .worth(index % 2 == 0 ? mean + step : mean - step, tool: tool, complexity: complexity)
  }
}

func isClose(_ left: Double?, _ right: Double, within tolerance: Double = 1e-6) -> Bool {
  left.map { abs($0 - right) <= tolerance } ?? false
}
