internal import TriageModel

/// All rollup cells while they are being made, keyed by the numbers of names (0 = blank).
struct RollupCells {
  struct TaskKey: Hashable {
    var month: Int
    var department: Int64
    var category: Int64
    var complexity: Int
    var tool: Int64
    var costState: CostState
    var basis: ValueBasis
    var succeeded: Succeeded
  }

  struct ClusterKey: Hashable {
    var task: TaskKey
    var worker: Int64
    var pair: Int64
  }

  struct SpendKey: Hashable {
    var month: Int
    /// The task's month, 0 without an outcome, -1 without a task.
    var completedMonth: Int
    var department: Int64
    var category: Int64
    var tool: Int64
  }

  struct ModelKey: Hashable {
    var month: Int
    var provider: Int64
    var model: Int64
  }

  struct ModelSums {
    var usage = UsageSums()
    var comparableRows: Int128 = 0
    var comparableReportedNanos: Int128 = 0
    var comparableListNanos: Int128 = 0
  }

  private(set) var tasks: [TaskKey: Moments] = [:]
  private(set) var clusters: [ClusterKey: (count: Int64, sums: Figures<Int128>)] = [:]
  private(set) var spend: [SpendKey: UsageSums] = [:]
  private(set) var models: [ModelKey: ModelSums] = [:]
  /// Numbers for pairs, in the order of their first task.
  private var pairs: [String: Int64] = [:]

  /// Adds a task with all of its usage rows; without an outcome, or without a task, `task` is nil.
  ///
  /// - Parameter usage: rows of one task, or one row without a task.
  mutating func add(usage: [UsageFact], task: TaskFact?) throws {
    for row in usage {
      add(toModels: row)
      add(toSpend: row, task: task)
    }
    if let task { try add(task: task, usage: usage) }
  }

  private mutating func add(toModels row: UsageFact) {
    let key = ModelKey(month: row.month, provider: row.provider, model: row.model)
    models[key, default: ModelSums()].usage.add(row.sums)
    if let reported = row.reportedNanos, let list = row.listNanos {
      models[key]?.comparableRows += 1
      models[key]?.comparableReportedNanos += reported
      models[key]?.comparableListNanos += list
    }
  }

  private mutating func add(toSpend row: UsageFact, task: TaskFact?) {
    guard let task else {
      let key = SpendKey(
        month: row.month, completedMonth: row.taskID == nil ? -1 : 0, department: row.department,
        category: row.category, tool: 0)
      spend[key, default: UsageSums()].add(row.sums)
      return
    }
    var sums = row.sums
    let disagrees =
      (row.department != 0 && row.department != task.department)
      || (row.category != 0 && row.category != task.category)
    sums.disagreeingRows = disagrees ? 1 : 0
    let key = SpendKey(
      month: row.month, completedMonth: task.month, department: task.department, category: task.category,
      tool: task.tool)
    spend[key, default: UsageSums()].add(sums)
  }

  private mutating func add(task: TaskFact, usage: [UsageFact]) throws {
    let isUnpriced = usage.contains { $0.isUnpriced }
    let cost = usage.reduce(Int128(0)) { $0 + $1.sums.costNanos }
    guard let costNanos = Int64(exactly: cost) else { throw StorageError.overflow(what: "the cost of a task") }
    let key = TaskKey(
      month: task.month, department: task.department, category: task.category, complexity: task.complexity,
      tool: task.tool, costState: usage.isEmpty ? .noUsage : isUnpriced ? .unpriced : .priced, basis: task.basis,
      succeeded: task.succeeded)
    let moments = Moments(
      task: Figures(
        v: task.value, k: costNanos, r: task.reviewMillis, w: task.reworkMillis, p: task.succeededMillionths))
    do {
      try tasks[key, default: Moments()].add(moments)
    } catch {
      throw StorageError.overflow(what: "the sum of the task figures")
    }
    let cluster = ClusterKey(task: key, worker: task.worker, pair: pairNumber(task.pairID))
    var entry = clusters[cluster] ?? (0, Figures(v: 0, k: 0, r: 0, w: 0, p: 0))
    entry.count += 1
    entry.sums.v += moments.sums.v
    entry.sums.k += moments.sums.k
    entry.sums.r += moments.sums.r
    entry.sums.w += moments.sums.w
    entry.sums.p += moments.sums.p
    clusters[cluster] = entry
  }

  private mutating func pairNumber(_ pairID: String?) -> Int64 {
    guard let pairID else { return 0 }
    if let number = pairs[pairID] { return number }
    let number = Int64(pairs.count + 1)
    pairs[pairID] = number
    return number
  }
}
