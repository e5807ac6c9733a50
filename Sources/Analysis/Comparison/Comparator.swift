import TriageModel

/// Compares the tools of one category with its incumbent (method 2).
struct Comparator {
  let policy: Policy
  let category: String
  let incumbent: ToolBook
  let workers: WorkerEvidence
  let pairs: PairEvidence
  /// Length of the period.
  let months: Double

  private var isRandomised: Bool { policy.randomised.contains(category) }

  /// N_y = N·12/months.
  func yearly(_ tasks: Int64) -> Double { Double(tasks) * 12 / months }

  func compare(with alternative: ToolBook) -> ComparedTool {
    let support = Support(incumbent: incumbent, alternative: alternative, workers: workers, policy: policy)
    if support.refusal != .valueMissing {
      let paired = pairs.contrast(
        incumbent: incumbent.tool, alternative: alternative.tool, least: policy.minToolCount)
      if !paired.pairs.isEmpty, paired.pairs.count >= policy.minToolCount {
        return compare(paired, alternative: alternative, support: support)
      }
    }
    let contrast = Contrast(
      strata: support.strata, incumbent: incumbent.comparableStrata, alternative: alternative.comparableStrata)
    guard support.refusal == nil else { return refused(support, contrast, alternative: alternative) }
    let variance = workers.variance(of: contrast, incumbent: incumbent.tool, alternative: alternative.tool)
    let basis = GainBasis(contrast, workerVariance: variance)
    let estimate = estimate(basis)
    let isAdjusted = policy.stratifyBy != .none
    let breakEvens = finder(basis, estimate, alternative: basis.alternativeMeans, book: alternative).breakEvens
    let comparison = Comparison(
      refusal: nil, paired: false, adjusted: isAdjusted, strata: contrast.stratumComparisons,
      coverage: support.coverage, incumbentTasks: incumbent.okSums.count,
      alternativeTasks: alternative.okSums.count, incumbentWorkers: support.incumbentWorkers,
      alternativeWorkers: support.alternativeWorkers, estimate: estimate,
      breakEvens: breakEvens, breakEvensIndicative: false, grade: isRandomised ? "A" : isAdjusted ? "B" : "C+",
      money: money(basis, estimate, breakEvens, migration: migration))
    return ComparedTool(
      tool: alternative.tool, tier: alternative.policy?.tier, comparison: comparison, basis: basis,
      rates: basis.rates, scope: scope(support.strata))
  }

  /// h = migration_cost / (`migration_horizon_months`/12) / N_y in dollars per task (method 3.1).
  private func estimate(_ basis: GainBasis) -> GainEstimate {
    let years = policy.migrationHorizonMonths / 12
    let tasks = yearly(basis.scopeTasks)
    let hurdle = migration == 0 || years <= 0 || tasks <= 0 ? 0 : migration / years / tasks
    return basis.estimate(hurdle: hurdle, confidence: policy.boundedConfidence)
  }

  private var migration: Double { policy.migrationCost.amount(category).dollars }

  private func money(
    _ basis: GainBasis, _ estimate: GainEstimate, _ breakEvens: [BreakEven], migration: Double
  ) -> ComparisonMoney {
    MoneyFigures(
      basis: basis, estimate: estimate, tasksPerYear: yearly(basis.scopeTasks), migration: migration,
      breakEvens: breakEvens
    ).figures
  }

  /// The comparison with the money of a year that follows from its estimate.
  func withMoney(_ tool: ComparedTool) -> ComparedTool {
    guard let basis = tool.basis, let estimate = tool.estimate else { return tool }
    var comparison = tool.comparison
    comparison.money = money(basis, estimate, comparison.breakEvens, migration: migration)
    return ComparedTool(
      tool: tool.tool, tier: tool.tier, comparison: comparison, basis: basis, rates: tool.rates, scope: tool.scope)
  }

  private func scope(_ strata: [Stratum]) -> String {
    ComparisonScope.text(
      compared: strata, all: incumbent.strata.keys.sorted(by: Stratum.precedes), kind: policy.stratifyBy)
  }

  private func finder(
    _ basis: GainBasis, _ estimate: GainEstimate?, alternative: ComponentMeans?, book: ToolBook?
  ) -> BreakEvenFinder {
    let tasks = ToolBook.total(incumbent.comparableStrata).policyTasks
    let others = book.map { ToolBook.total($0.comparableStrata).policyTasks } ?? 0
    return BreakEvenFinder(
      gain: ComponentMeans.difference(basis.delta, estimate?.hurdle ?? 0), incumbent: basis.incumbentMeans,
      alternative: alternative, rates: basis.rates, categoryPolicy: policy.categories[category],
      costPerRun: book?.policy?.costPerRun, hasPolicyTasks: tasks > 0 || others > 0)
  }
}

extension Comparator {
  /// The pairs alone; each pair is its own control, so no overlap rule applies (method 2.3).
  ///
  /// The result speaks for the incumbent's ok tasks in every stratum that a pair reaches.
  private func compare(_ contrast: PairedContrast, alternative: ToolBook, support: Support) -> ComparedTool {
    let reached = contrast.strata
    let scopeTasks = reached.reduce(into: Int64(0)) { $0 += incumbent.strata[$1]?.count ?? 0 }
    let basis = GainBasis(contrast, scopeTasks: scopeTasks)
    let estimate = estimate(basis)
    let tasks = incumbent.okSums.count
    let breakEvens = finder(basis, estimate, alternative: basis.alternativeMeans, book: alternative).breakEvens
    let comparison = Comparison(
      refusal: nil, paired: true, adjusted: true, strata: contrast.stratumComparisons,
      coverage: tasks > 0 ? Rounding.nineSignificantDigits(Double(scopeTasks) / Double(tasks)) : 0,
      incumbentTasks: tasks, alternativeTasks: alternative.okSums.count,
      incumbentWorkers: workers.workers(of: incumbent.tool, in: reached),
      alternativeWorkers: workers.workers(of: alternative.tool, in: reached), estimate: estimate,
      breakEvens: breakEvens, breakEvensIndicative: false, grade: isRandomised ? "A" : "B",
      money: money(basis, estimate, breakEvens, migration: migration))
    let place = policy.stratifyBy == .none ? "all tasks" : scope(reached)
    return ComparedTool(
      tool: alternative.tool, tier: alternative.policy?.tier, comparison: comparison, basis: basis,
      rates: basis.rates, scope: "\(place) (\(contrast.pairs.count) pairs of the same work)")
  }

  /// No estimate; break-evens on the strata that both tools share, as a hint for a pilot.
  private func refused(_ support: Support, _ contrast: Contrast, alternative: ToolBook) -> ComparedTool {
    let basis = GainBasis(contrast, workerVariance: (nil, 0))
    let finder = finder(basis, nil, alternative: basis.alternativeMeans, book: alternative)
    let comparison = Comparison(
      refusal: support.refusal, paired: false, adjusted: policy.stratifyBy != .none,
      strata: contrast.stratumComparisons, coverage: support.coverage,
      incumbentTasks: ToolBook.total(incumbent.comparableStrata).count,
      alternativeTasks: ToolBook.total(alternative.comparableStrata).count,
      incumbentWorkers: support.incumbentWorkers, alternativeWorkers: support.alternativeWorkers, estimate: nil,
      breakEvens: contrast.parts.isEmpty ? [] : finder.breakEvens, breakEvensIndicative: true, grade: "C")
    return ComparedTool(
      tool: alternative.tool, tier: alternative.policy?.tier, comparison: comparison, basis: nil,
      rates: basis.rates, scope: nil)
  }

  /// "none": the work is not done; Δ = −ȳ_A over all ok tasks, whatever their complexity (method 2.3).
  func compareWithNone() -> ComparedTool {
    let strata = incumbent.comparableStrata
    let contrast = Contrast(strata: Array(strata.keys), incumbent: strata, alternative: [:])
    let isRefused = incumbent.isValueMissing
    let variance = workers.variance(of: contrast, incumbent: incumbent.tool, alternative: nil)
    let basis = GainBasis(contrast, workerVariance: isRefused ? (nil, 0) : variance)
    let count = contrast.incumbentTasks
    let estimate = isRefused ? nil : basis.estimate(hurdle: 0, confidence: policy.boundedConfidence)
    let breakEvens = finder(basis, estimate, alternative: nil, book: nil).breakEvens
    let comparison = Comparison(
      refusal: isRefused ? .valueMissing : nil, paired: false, adjusted: true, strata: contrast.stratumComparisons,
      coverage: 1, incumbentTasks: count, alternativeTasks: 0,
      incumbentWorkers: workers.workers(of: incumbent.tool, in: Array(strata.keys)), alternativeWorkers: 0,
      estimate: estimate,
      breakEvens: breakEvens, breakEvensIndicative: isRefused,
      grade: isRefused ? "C" : isRandomised ? "A" : "B",
      money: estimate.map { money(basis, $0, breakEvens, migration: 0) })
    return ComparedTool(
      tool: ComparedTool.noTool, tier: nil, comparison: comparison, basis: isRefused ? nil : basis,
      rates: basis.rates, scope: isRefused ? nil : "all tasks of \(incumbent.tool)")
  }
}

extension Policy {
  /// c kept inside (½, 1), where quantiles exist; a policy file with another confidence is refused earlier.
  var boundedConfidence: Double { min(max(confidence, 0.5), 0.999_999) }
}
