import TriageModel

/// What the incumbent's ok tasks say about the value of a success and the cost of a failure (method 3.5).
struct AssumptionBasis: Sendable {
  /// Tasks with some success, by stratum.
  private var successes: [Stratum: TaskSums] = [:]
  private var failures = TaskSums()
  /// Σ review rate over tasks, in micro-dollars per hour.
  private var reviewRates = WideInteger.zero
  private var tasks: Int64 = 0

  mutating func add(_ sums: TaskSums, stratum: Stratum, valuation: Valuation) {
    if valuation.succeeded == .no {
      failures.add(sums)
    } else {
      successes[stratum, default: TaskSums()].add(sums)
    }
    reviewRates += WideInteger(Int128(valuation.reviewRate.microsPerHour)) * Int128(sums.count)
    tasks += sums.count
  }

  /// Mean value of a success in dollars: ΣV/Σp over tasks with some success, so that half a success counts half;
  /// of the stratum, or of all where it has none.
  func valuePerSuccess(in stratum: Stratum) -> Double {
    let own = successes[stratum]
    let sums = own ?? ToolBook.total(successes)
    guard sums.success > .zero else { return 0 }
    let value = sums.measured + sums.time + sums.policy
    return value.double / TaskSums.dollarScale / (sums.success.double / 1e6)
  }

  /// Mean H of a failed task, zero without any.
  var humanCostOfFailure: Double { failures.mean(failures.human) }

  /// Task-weighted mean review rate in dollars per hour.
  var meanReviewRate: Double { tasks > 0 ? reviewRates.double / Double(tasks) / 1e6 : 0 }
}
