import TriageModel

/// Everything a gain per task is estimated from, before rounding.
struct GainBasis: Sendable {
  var delta: Double
  var taskVariance: VarianceTerms
  /// Clustered by worker; nil where workers are not known.
  var workerVariance: Double?
  var clusters: Int
  /// Degrees of freedom where nothing varies.
  var fallbackDegrees: Double
  var cashVariance: VarianceTerms
  /// Of V − H.
  var valueVariance: VarianceTerms
  /// σ²₊: variance of a task's net value, both arms together.
  var spread: Double
  /// N.
  var scopeTasks: Int64
  var incumbentMeans: ComponentMeans
  var alternativeMeans: ComponentMeans
  var rates: [String: Int64]

  init(_ contrast: Contrast, workerVariance: (variance: Double?, clusters: Int)) {
    delta = contrast.delta
    taskVariance = contrast.taskVariance
    self.workerVariance = workerVariance.variance
    clusters = workerVariance.clusters
    fallbackDegrees = max(1, Double(contrast.incumbentTasks) + Double(contrast.alternativeTasks) - 2)
    cashVariance = contrast.cashVariance
    valueVariance = contrast.valueVariance
    spread = contrast.spread
    scopeTasks = contrast.incumbentTasks
    incumbentMeans = contrast.incumbentMeans
    alternativeMeans = contrast.alternativeMeans
    rates = contrast.rates
  }

  /// - Parameter scopeTasks: the incumbent's ok tasks that the pairs stand for.
  init(_ contrast: PairedContrast, scopeTasks: Int64) {
    delta = contrast.delta
    taskVariance = contrast.taskVariance
    let worker = contrast.workerVariance
    workerVariance = worker.variance
    clusters = worker.clusters
    fallbackDegrees = max(1, Double(contrast.pairs.count) - 1)
    cashVariance = contrast.cashVariance
    valueVariance = contrast.valueVariance
    spread = contrast.spread
    self.scopeTasks = scopeTasks
    incumbentMeans = contrast.incumbentMeans
    alternativeMeans = contrast.alternativeMeans
    rates = contrast.rates
  }

  /// deff = max(1, V_worker/V_task).
  var designEffect: Double {
    guard let workerVariance, taskVariance.variance > 0 else { return 1 }
    return max(1, workerVariance / taskVariance.variance)
  }

  /// Δ with interval and D with its probability (method 2.3 and 3.1).
  ///
  /// - Parameters:
  ///   - hurdle: h in dollars per task.
  ///   - confidence: c, one-sided.
  func estimate(hurdle: Double, confidence: Double) -> GainEstimate {
    let round = Rounding.nineSignificantDigits
    let task = round(taskVariance.variance)
    let worker = workerVariance.map(round)
    var degrees = taskVariance.degreesOfFreedom ?? fallbackDegrees
    if let worker, worker > task { degrees = min(degrees, Double(clusters - 1)) }
    degrees = round(degrees)
    let error = round(max(task, worker ?? 0).squareRoot())
    let student = StudentT(degreesOfFreedom: degrees)
    let quantile = round(student.quantile(confidence))
    let gain = round(ComponentMeans.difference(delta, hurdle))
    let cash = ComponentMeans.difference(incumbentMeans.cash, alternativeMeans.cash)
    let token = ComponentMeans.difference(incumbentMeans.token, alternativeMeans.token)
    let value =
      ComponentMeans.difference(alternativeMeans.value, incumbentMeans.value)
      - ComponentMeans.difference(alternativeMeans.human, incumbentMeans.human)
    let probability: Double =
      error > 0 ? student.cumulative(gain / error) : gain > 0 ? 1 : gain < 0 ? 0 : 0.5
    return GainEstimate(
      delta: round(delta), standardError: error, degreesOfFreedom: degrees, lo: round(delta - quantile * error),
      hi: round(delta + quantile * error), taskVariance: task, workerVariance: worker, clusters: clusters,
      hurdle: round(hurdle), gain: gain, quantile: quantile, probabilityBetter: round(probability),
      scopeTasks: scopeTasks, cashPerTask: round(cash), valuePerTask: round(value),
      cashStandardError: round(cashVariance.variance.squareRoot()),
      cashDegreesOfFreedom: round(cashVariance.degreesOfFreedom ?? fallbackDegrees), confidence: confidence,
      tokenPerTask: round(token))
  }
}
