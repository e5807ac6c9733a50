internal import TriageModel

/// A sample quarter of an invented company: eleven categories of work, every verdict among them.
///
/// The small model got the easy code reviews, so that plain means mislead there; some requests have no task, some
/// tasks no outcome, one model no price.
public struct SampleQuarter: Sendable {
  public let usage: String
  public let outcomes: String
  /// What the provider bills for it.
  public let invoices: String

  /// - Parameter seed: another seed gives another quarter of the same company.
  public init(seed: UInt64 = 2026) {
    var writer = QuarterWriter(seed: seed)
    for category in SampleCategory.all { writer.add(category) }
    writer.addSpendWithoutTask()
    writer.addTasksWithoutOutcome()
    usage = QuarterWriter.usageHeader + writer.usage.sorted().joined()
    outcomes = QuarterWriter.outcomesHeader + writer.outcomes.sorted().joined()
    invoices = writer.invoices.text
  }

  /// List prices of the dated seed (`fixtures/prices`); the price of claude-sonnet-5 changes within the quarter.
  public static let prices = """
    model,effective_from,input_usd_per_mtok,cached_input_usd_per_mtok,cache_write_usd_per_mtok,\
    cache_write_1h_usd_per_mtok,output_usd_per_mtok,source,checked_on
    claude-opus-5,2026-01-01T00:00:00Z,5,0.5,6.25,10,25,pydantic/genai-prices 47df840a,2026-08-21
    claude-haiku-4-5,2026-01-01T00:00:00Z,1,0.1,1.25,2,5,pydantic/genai-prices 47df840a,2026-08-21
    claude-sonnet-5,2026-01-01T00:00:00Z,2,0.2,2.5,4,10,pydantic/genai-prices 47df840a,2026-08-21
    claude-sonnet-5,2026-09-01T00:00:00Z,3,0.3,3.75,6,15,pydantic/genai-prices 47df840a,2026-08-21

    """

  /// The same as rows: USD per million tokens times a million are pico-dollars per token.
  static let priceRows: [PriceRow] = [
    price("claude-opus-5", month: 1, 5_000_000, 500_000, 6_250_000, 25_000_000),
    price("claude-haiku-4-5", month: 1, 1_000_000, 100_000, 1_250_000, 5_000_000),
    price("claude-sonnet-5", month: 1, 2_000_000, 200_000, 2_500_000, 10_000_000),
    price("claude-sonnet-5", month: 9, 3_000_000, 300_000, 3_750_000, 15_000_000),
  ]

  private static func price(
    _ model: String, month: Int, _ input: Int64, _ cached: Int64, _ cacheWrite: Int64, _ output: Int64
  ) -> PriceRow {
    var row = PriceRow(
      model: model, effectiveFrom: Month(year: 2026, month: month).start, inputPicos: input, outputPicos: output)
    row.cachedPicos = cached
    row.cacheWritePicos = cacheWrite
    return row
  }

  public static let policy = """
    # Policy of the sample company. Amounts are in US dollars.
    period: 2026Q3
    loaded_rate_usd_per_hour: {default: 40, Legal: 95, Engineering: 70, Strategy: 80, Analytics: 65}
    tools:
      claude-opus-5:    {tier: frontier}
      claude-haiku-4-5: {tier: small}
      flow-engine:      {tier: software, cost_per_run_usd: 0.03, licence_usd_per_month: 150}
    migration_cost_usd: {default: 400}
    ranges:
      loaded_rate_usd_per_hour.default: [30, 60]
    budgets:
      Engineering: {usd_per_quarter: 9000}
      Customer Service: {usd_per_quarter: 4500}
    cap_usd_per_worker_month: 60

    """
}

/// Collects the rows of a quarter.
struct QuarterWriter {
  static let usageHeader = """
    request_id,task_id,parent_request_id,timestamp,worker_id,department,category,provider,model,input_tokens,\
    cached_input_tokens,cache_write_tokens,output_tokens,reasoning_tokens,cost_usd,requests,status

    """
  static let outcomesHeader = """
    task_id,completed_at,worker_id,department,category,complexity,tool,succeeded,value_usd,minutes_saved,\
    review_minutes,rework_minutes

    """
  private static let workersPerDepartment = 15
  /// The company's agents work with long contexts.
  private static let contextFactor = 5.0

  private(set) var usage: [String] = []
  private(set) var outcomes: [String] = []
  private(set) var invoices = SampleInvoices()
  private var random: RandomNumbers
  private var taskNumber = 0
  private var requestNumber = 0

  init(seed: UInt64) { random = RandomNumbers(seed: seed) }

  mutating func add(_ category: SampleCategory) {
    for work in category.work {
      for (index, count) in work.tasks.enumerated() {
        for _ in 0..<count { addTask(category, work, complexity: index + 1) }
      }
    }
  }

  private mutating func addTask(_ category: SampleCategory, _ work: SampleWork, complexity: Int) {
    let task = nextTask()
    let end = moment()
    let worker = worker(category.department)
    let difficulty = 0.7 + 0.15 * Double(complexity)
    addRequests(category, work, task: task, worker: worker, before: end, difficulty: difficulty)
    let succeeded = random.unit() < work.success[complexity - 1]
    let isRecorded = random.unit() < 0.98
    var value = ""
    var minutes = ""
    switch category.worth {
    case .minutes(let mean, let spread):
      minutes = tenths(max(0.1, (mean + spread * random.normal()) * difficulty))
    case .dollars(let mean, let spread):
      if succeeded { value = cents((mean + spread * random.normal()) * difficulty) }
    }
    let review = tenths(category.reviewMinutes * (0.7 + 0.6 * random.unit()))
    let rework = succeeded ? "0" : tenths(category.reworkMinutes * (0.7 + 0.6 * random.unit()))
    outcomes.append(
      "\(task),\(end.text),\(worker),\(category.department),\(category.name),\(complexity),\(work.tool),"
        + "\(isRecorded ? (succeeded ? "true" : "false") : ""),\(value),\(minutes),\(review),\(rework)\n")
  }

  private mutating func addRequests(
    _ category: SampleCategory, _ work: SampleWork, task: String, worker: String, before end: Instant,
    difficulty: Double
  ) {
    guard work.requests > 0 else { return }
    let root = nextRequest()
    let count = max(1, work.requests - 1 + random.below(3))
    for index in 0..<count {
      // The last of several calls is a sub-agent's, on a middle model.
      let isSubAgent = index > 1 && work.tool == SampleCategory.frontier
      let at = Instant(nanosSinceEpoch: end.nanosSinceEpoch - Int64((count - index) * 40) * 1_000_000_000)
      addRequest(
        id: index == 0 ? root : nextRequest(), task: task, parent: isSubAgent ? root : "", at: at, worker: worker,
        department: category.department, category: category.name,
        model: isSubAgent ? "claude-sonnet-5" : work.tool, input: Double(work.inputTokens) * difficulty,
        output: Double(work.outputTokens) * difficulty)
    }
  }

  private mutating func addRequest(
    id: String, task: String, parent: String, at: Instant, worker: String, department: String, category: String,
    model: String, input: Double, output: Double
  ) {
    let input = max(200, Int(Self.contextFactor * input * (0.75 + 0.5 * random.unit())))
    let cached = Int(Double(input) * 0.6 * random.unit())
    let write = Int(Double(input - cached) * 0.2 * random.unit())
    let output = max(50, Int(Self.contextFactor * output * (0.75 + 0.5 * random.unit())))
    let reasoning = Int(Double(output) * 0.5 * random.unit())
    invoices.add(model: model, at: at, input: input, cached: cached, cacheWrite: write, output: output)
    usage.append(
      "\(id),\(task),\(parent),\(at.text),\(worker),\(department),\(category),anthropic,\(model),\(input),\(cached),"
        + "\(write),\(output),\(reasoning),,1,ok\n")
  }

  /// Chat without a task, and an experiment on a model that the price book does not have.
  mutating func addSpendWithoutTask() {
    let departments = ["Customer Service", "Engineering", "Sales", "Operations"]
    for index in 0..<600 {
      let department = departments[random.below(departments.count)]
      addRequest(
        id: nextRequest(), task: "", parent: "", at: moment(), worker: worker(department), department: department,
        category: "", model: index % 40 == 0 ? "lab-preview-1" : SampleCategory.frontier, input: 12_000, output: 1_500)
    }
  }

  mutating func addTasksWithoutOutcome() {
    for _ in 0..<160 {
      let category = SampleCategory.all[random.below(SampleCategory.all.count)]
      guard let work = category.work.first else { continue }
      let end = moment()
      let worker = worker(category.department)
      addRequests(category, work, task: nextTask(), worker: worker, before: end, difficulty: 1)
    }
  }

  private mutating func nextTask() -> String {
    taskNumber += 1
    return "T-\(padded(taskNumber, 6))"
  }

  private mutating func nextRequest() -> String {
    requestNumber += 1
    return "req-\(padded(requestNumber, 7))"
  }

  private mutating func worker(_ department: String) -> String {
    let initials = department.split(separator: " ").compactMap(\.first).map(String.init).joined()
    return "\(initials)\(department.utf8.count)-\(padded(random.below(Self.workersPerDepartment) + 1, 3))"
  }

  /// A second of the quarter, never in its first half hour, so that a task's requests are in the quarter too.
  private mutating func moment() -> Instant {
    let start = Month(year: 2026, month: 7).start.nanosSinceEpoch / 1_000_000_000 + 1800
    return Instant(nanosSinceEpoch: (start + Int64(random.below(92 * 86_400 - 1800))) * 1_000_000_000)
  }

  private func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }

  private func tenths(_ value: Double) -> String {
    ScaledDecimal.text(Int128((value * 10).rounded()), scale: 1)
  }

  private func cents(_ value: Double) -> String {
    ScaledDecimal.text(Int128((value * 100).rounded()), scale: 2, minimumDecimals: 2)
  }
}
