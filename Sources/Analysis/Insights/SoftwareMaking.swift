import TriageModel

/// Collects the signs of work that software could do, category by category.
struct SoftwareMaking {
  private let evaluation: PeriodEvaluation
  private let workers: DepartmentWorkers?
  private let use: WorkerUse
  private let categories: [CategoryReview]
  private let policy: Policy
  /// Categories in which any request tells its reasoning tokens.
  private let tellsReasoning: Set<String>
  /// Tasks with usage rows, by category.
  private let tasksWithUsage: [String: Int64]

  init(
    evaluation: PeriodEvaluation, workers: DepartmentWorkers?, use: WorkerUse, categories: [CategoryReview],
    policy: Policy
  ) {
    self.evaluation = evaluation
    self.workers = workers
    self.use = use
    self.categories = categories
    self.policy = policy
    tellsReasoning = Set(evaluation.material.hidden.filter { $0.sums.reasoningRows > 0 }.compactMap(\.category))
    var tasks: [String: Int64] = [:]
    let cells = evaluation.material.tasks
    for run in evaluation.material.runs {
      tasks[cells[run.lowerBound].key.category, default: 0] += run.reduce(Int64(0)) { sum, place in
        cells[place].key.costState == .noUsage ? sum : sum + cells[place].moments.count
      }
    }
    tasksWithUsage = tasks
  }

  func candidates() -> SoftwareCandidates {
    let considered = categories.filter { category in
      guard let tool = category.incumbent, policy.tools[tool]?.tier.isAI == true else { return false }
      return category.verdict != .ordinarySoftware && category.verdict != .stop
    }
    let found = considered.compactMap(candidate).filter { $0.signs >= SoftwareCandidates.fewestSigns }
    return SoftwareCandidates(
      candidates: found.sorted {
        $0.spend != $1.spend ? $0.spend > $1.spend : NameOrder.precedes($0.category, $1.category)
      }, categories: considered.count)
  }

  private func candidate(_ category: CategoryReview) -> SoftwareCandidates.Candidate? {
    guard let book = evaluation.book.categories[category.name] else { return nil }
    let evidence = SoftwareCandidates.Sign.allCases.map { sign in
      SoftwareCandidates.Evidence(
        sign: sign, value: value(sign, category, book).map(Rounding.nineSignificantDigits))
    }
    let cost = policy.migrationCost.amount(category.name)
    let buildCost = cost.nanos > 0 ? cost : nil
    return SoftwareCandidates.Candidate(
      category: category.name, verdict: category.verdict, spend: category.spend, tasks: category.statement.tasks,
      evidence: evidence, buildCost: buildCost, payback: buildCost.map { payback($0, category) })
  }

  // MARK: Signs

  private func value(_ sign: SoftwareCandidates.Sign, _ category: CategoryReview, _ book: CategoryBook) -> Double? {
    switch sign {
    case .short: tokensPerTask(category.name, book)
    case .equal: spread(category, book)
    case .plain: reasoningShare(category.name, book)
    case .repeated: tasksPerWorkerMonth(category.name)
    case .easy: smallTierSuccess(book)
    }
  }

  /// All requests of the tasks completed in the period, whenever they were sent.
  private func usage(_ book: CategoryBook) -> UsageSums {
    var usage = book.ledger.completedInPeriod
    usage.add(book.ledger.earlierOrLater)
    return usage
  }

  private func tokensPerTask(_ name: String, _ book: CategoryBook) -> Double? {
    guard let tasks = tasksWithUsage[name], tasks > 0 else { return nil }
    let usage = usage(book)
    let tokens = usage.inputTokens + usage.outputTokens
    return tokens > 0 ? Double(tokens) / Double(tasks) : nil
  }

  /// At the prices of one tool, equal costs are equal tokens.
  private func spread(_ category: CategoryReview, _ book: CategoryBook) -> Double? {
    guard let tool = category.incumbent, let sums = book.tools[tool]?.okSums, let variance = sums.tokenVariance,
      sums.count >= Int64(policy.minToolCount)
    else { return nil }
    let mean = sums.mean(sums.token)
    return mean > 0 ? max(0, variance).squareRoot() / mean : nil
  }

  private func reasoningShare(_ name: String, _ book: CategoryBook) -> Double? {
    let usage = usage(book)
    guard tellsReasoning.contains(name), usage.outputTokens > 0 else { return nil }
    return Double(usage.reasoningTokens) / Double(usage.outputTokens)
  }

  private func tasksPerWorkerMonth(_ name: String) -> Double? {
    guard let count = workers?.byCategory[name]?.count, count >= Suppression.fewestWorkers,
      let tasks = use.tasks[name], evaluation.period.months > 0
    else { return nil }
    return Double(tasks) / Double(count) / evaluation.period.months
  }

  private func smallTierSuccess(_ book: CategoryBook) -> Double? {
    var (success, tasks): (Int128, Int64) = (0, 0)
    for tool in book.tools.values where tool.policy?.tier == .small {
      success += tool.statement.acceptedMillionths
      tasks += tool.statement.tasks - tool.statement.blankOutcomes
    }
    guard tasks >= Int64(policy.minToolCount) else { return nil }
    return Double(success) / Double(tasks) / 1e6
  }

  // MARK: Payback

  /// Build cost / gain per month: D(p) of the assumed software without its hurdle for the build cost itself, or all of
  /// the category's spend where the policy assumes nothing.
  private func payback(_ cost: Money, _ category: CategoryReview) -> SoftwareCandidates.Payback {
    let months = evaluation.period.months
    func after(_ gainPerMonth: Double) -> Double? {
      gainPerMonth > 0 ? Rounding.nineSignificantDigits(cost.dollars / gainPerMonth) : nil
    }
    guard let assumed = category.assumed.first(where: { $0.tier == .software }) else {
      let fewest = after(category.spend.dollars / months)
      return SoftwareCandidates.Payback(tool: nil, fewestMonths: fewest, months: fewest, mostMonths: fewest)
    }
    let tasksPerMonth = Double(assumed.scopeTasks) / months
    let years = policy.migrationHorizonMonths / 12
    let buildPerTask = years > 0 ? cost.dollars / years / (tasksPerMonth * 12) : 0
    return SoftwareCandidates.Payback(
      tool: assumed.tool, fewestMonths: after((assumed.gainHigh + buildPerTask) * tasksPerMonth),
      months: after((assumed.gainBase + buildPerTask) * tasksPerMonth),
      mostMonths: after((assumed.gainLow + buildPerTask) * tasksPerMonth))
  }
}
