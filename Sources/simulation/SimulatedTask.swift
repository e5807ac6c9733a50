import TriageModel

/// One task of a simulated quarter, with a measured value and a known token cost.
struct SimulatedTask {
  var category = "work"
  var tool: String
  var department: String?
  var complexity: Int
  var month = Month(year: 2026, month: 7)
  var worker: Int32
  /// y in dollars.
  var net: Double
  /// In dollars.
  var cost: Double

  var key: TaskCellKey {
    TaskCellKey(
      month: month, department: department, category: category, complexity: complexity, tool: tool,
      costState: .priced, valueBasis: .measured, succeeded: .yes)
  }

  var figures: Figures<Int64> {
    let nanos = Int64((cost * 1e9).rounded())
    return Figures(v: Int64((net * 1e9).rounded()) + nanos, k: nanos, r: 0, w: 0, p: 1_000_000)
  }
}

/// The rollup of simulated tasks, in memory.
struct SimulatedSource: RollupSource {
  private let cells: [TaskCell]
  private let spend: [SpendCell]
  private let facts: [String: TaskFacts]

  init(_ tasks: [SimulatedTask]) throws {
    var moments: [TaskCellKey: Moments] = [:]
    var facts: [String: (keys: [TaskCellKey], facts: [TaskFacts.Fact])] = [:]
    var positions: [TaskCellKey: Int32] = [:]
    var usage: [TaskCellKey: UsageSums] = [:]
    for task in tasks {
      let (key, figures) = (task.key, task.figures)
      try moments[key, default: Moments()].add(Moments(task: figures))
      usage[key, default: UsageSums()].costNanos += Int128(figures.k)
      usage[key, default: UsageSums()].rows += 1
      let position = positions[key] ?? Int32(facts[task.category]?.keys.count ?? 0)
      if positions.updateValue(position, forKey: key) == nil {
        facts[task.category, default: ([], [])].keys.append(key)
      }
      facts[task.category, default: ([], [])].facts.append(
        TaskFacts.Fact(keyIndex: position, sign: 1, worker: task.worker, pair: 0, figures: figures))
    }
    cells = moments.map { TaskCell(key: $0.key, moments: $0.value) }
    spend = usage.map { key, usage in
      SpendCell(
        month: key.month, line: .task(completed: key.month), department: key.department, category: key.category,
        tool: key.tool, usage: usage)
    }
    self.facts = facts.mapValues { TaskFacts(keys: $0.keys, facts: $0.facts) }
  }

  func taskCells(in period: Period) throws -> [TaskCell] { cells }
  func spendCells() throws -> [SpendCell] { spend }
  func modelCells(in period: Period) throws -> [ModelCell] { [] }
  func taskFacts(category: String, in period: Period) throws -> TaskFacts { facts[category] ?? TaskFacts() }
}
