public import TriageModel

/// An alternative against the incumbent, standardised to the incumbent's tasks (method 2).
public struct Comparison: Hashable, Sendable {
  /// Why there is no estimate; nil where there is one.
  public var refusal: Refusal?
  /// The same pieces of work done by both tools.
  public var paired: Bool
  /// Whether tasks were compared within strata of equal difficulty.
  public var adjusted: Bool
  /// Strata in the support, easiest first; for a refused comparison those that both tools share.
  public var strata: [StratumComparison]
  /// κ: share of the incumbent's ok tasks that the support covers.
  public var coverage: Double
  /// Ok tasks of either tool in the category; those in the comparison are in `strata`.
  public var incumbentTasks: Int64
  public var alternativeTasks: Int64
  /// Distinct workers in the support.
  public var incumbentWorkers: Int
  public var alternativeWorkers: Int
  /// The estimate; nil if refused.
  public var estimate: GainEstimate?
  /// Where D changes sign; empty where neither tool has an ok task in common strata.
  public var breakEvens: [BreakEven]
  /// Break-evens of a refused comparison rest on plain means of common strata.
  public var breakEvensIndicative: Bool
  /// A, B, C+ or C (method 2.6).
  public var grade: String
  /// The money of a year; nil where refused.
  public var money: ComparisonMoney?

  public init(
    refusal: Refusal?, paired: Bool, adjusted: Bool, strata: [StratumComparison], coverage: Double,
    incumbentTasks: Int64, alternativeTasks: Int64, incumbentWorkers: Int, alternativeWorkers: Int,
    estimate: GainEstimate?, breakEvens: [BreakEven], breakEvensIndicative: Bool, grade: String,
    money: ComparisonMoney? = nil
  ) {
    self.refusal = refusal
    self.paired = paired
    self.adjusted = adjusted
    self.strata = strata
    self.coverage = coverage
    self.incumbentTasks = incumbentTasks
    self.alternativeTasks = alternativeTasks
    self.incumbentWorkers = incumbentWorkers
    self.alternativeWorkers = alternativeWorkers
    self.estimate = estimate
    self.breakEvens = breakEvens
    self.breakEvensIndicative = breakEvensIndicative
    self.grade = grade
    self.money = money
  }
}

/// The named reasons for not comparing (method 2.2), in the order in which they are tried.
public enum Refusal: String, Hashable, Sendable, CaseIterable {
  /// Successes of one of the tools carry no value: its ok tasks are failures alone. Tried before all others, which
  /// would count those failures as if they were its work.
  case valueMissing = "value-missing"
  case complexityMissing = "complexity-missing"
  case thinCells = "thin-cells"
  case noOverlap = "no-overlap"
  case lowOverlap = "low-overlap"
  case alternativeCount = "alt-n"
  case fewWorkers = "few-workers"
}

public struct StratumComparison: Hashable, Sendable {
  /// `3`, `3 · Legal`, or `all`.
  public var label: String
  public var weight: Double
  public var incumbentTasks: Int64
  public var alternativeTasks: Int64
  /// Mean net value per task, in dollars.
  public var incumbentMean: Double
  public var alternativeMean: Double
  /// Standard deviations; nil for one task.
  public var incumbentDeviation: Double?
  public var alternativeDeviation: Double?

  public init(
    label: String, weight: Double, incumbentTasks: Int64, alternativeTasks: Int64, incumbentMean: Double,
    alternativeMean: Double, incumbentDeviation: Double?, alternativeDeviation: Double?
  ) {
    self.label = label
    self.weight = weight
    self.incumbentTasks = incumbentTasks
    self.alternativeTasks = alternativeTasks
    self.incumbentMean = incumbentMean
    self.alternativeMean = alternativeMean
    self.incumbentDeviation = incumbentDeviation
    self.alternativeDeviation = alternativeDeviation
  }
}

/// Δ with its error, and D with its probability (method 2.3 and 3.1). Dollars per task.
public struct GainEstimate: Hashable, Sendable {
  /// Δ: standardised difference of mean net value, alternative less incumbent.
  public var delta: Double
  public var standardError: Double
  public var degreesOfFreedom: Double
  /// Δ ∓ t(c; df)·SE.
  public var lo: Double
  public var hi: Double
  public var taskVariance: Double
  /// nil where workers are not known.
  public var workerVariance: Double?
  public var clusters: Int
  /// h: migration cost per task over its horizon.
  public var hurdle: Double
  /// D = Δ − h.
  public var gain: Double
  /// t(c; df).
  public var quantile: Double
  /// P(better) = F_t(D/SE; df).
  public var probabilityBetter: Double
  /// N: ok tasks of the incumbent in the support, in the period.
  public var scopeTasks: Int64
  /// Standardised token and run cost of the incumbent less the alternative's, per task: what a move frees.
  public var cashPerTask: Double
  /// Standardised token cost of the incumbent less the alternative's, per task: the part of it that is token spend.
  public var tokenPerTask: Double
  /// Standardised difference of value less human cost: the saving that is not cash.
  public var valuePerTask: Double
  /// Standard error of `cashPerTask` over tasks, with its degrees of freedom.
  public var cashStandardError: Double
  public var cashDegreesOfFreedom: Double
  /// c, one-sided, of `quantile`.
  public var confidence: Double

  public init(
    delta: Double, standardError: Double, degreesOfFreedom: Double, lo: Double, hi: Double, taskVariance: Double,
    workerVariance: Double?, clusters: Int, hurdle: Double, gain: Double, quantile: Double, probabilityBetter: Double,
    scopeTasks: Int64, cashPerTask: Double, valuePerTask: Double, cashStandardError: Double = 0,
    cashDegreesOfFreedom: Double = 1, confidence: Double = 0.95, tokenPerTask: Double = 0
  ) {
    self.delta = delta
    self.standardError = standardError
    self.degreesOfFreedom = degreesOfFreedom
    self.lo = lo
    self.hi = hi
    self.taskVariance = taskVariance
    self.workerVariance = workerVariance
    self.clusters = clusters
    self.hurdle = hurdle
    self.gain = gain
    self.quantile = quantile
    self.probabilityBetter = probabilityBetter
    self.scopeTasks = scopeTasks
    self.cashPerTask = cashPerTask
    self.tokenPerTask = tokenPerTask
    self.valuePerTask = valuePerTask
    self.cashStandardError = cashStandardError
    self.cashDegreesOfFreedom = cashDegreesOfFreedom
    self.confidence = confidence
  }
}

/// Where D changes sign in one parameter, everything else as it is (method 3.7); Δ where there is no estimate.
public struct BreakEven: Hashable, Sendable {
  public enum Parameter: String, Hashable, Sendable, CaseIterable {
    case hourlyRate = "hourly_rate"
    case measuredValue = "measured_value"
    case valuePerSuccess = "value_per_success"
    case tokenPrice = "token_price"
    case humanMinutes = "human_minutes"
    case successRate = "success_rate"
    case runCost = "run_cost"
  }

  public var parameter: Parameter
  /// a: what the parameter contributes to D, dollars per task.
  public var contribution: Double
  /// λ* = 1 − D/a; nil = no positive factor flips the sign.
  public var factor: Double?
  /// The parameter as used: dollars per hour (nil where departments differ), dollars per success, share of
  /// accepted tasks of the alternative, dollars per run; nil for token price, measured value and minutes of review
  /// and rework, which have no single value.
  public var used: Double?
  /// The parameter where D = 0; for the value per success also where none was given; nil = never.
  public var value: Double?

  public init(parameter: Parameter, contribution: Double, factor: Double?, used: Double?, value: Double?) {
    self.parameter = parameter
    self.contribution = contribution
    self.factor = factor
    self.used = used
    self.value = value
  }
}

/// One line of the assumptions section: a parameter whose change flips one verdict.
public struct AssumptionRow: Hashable, Sendable {
  public var category: String
  public var tool: String
  public var breakEven: BreakEven
  /// The policy's plausible range of the parameter, in the unit of `used`.
  public var range: PlausibleRange?
  /// Whether the flip lies inside the range; nil without a range.
  public var insideRange: Bool?
  /// |0.4·a·N_y|: the swing of a year's saving from −20 % to +20 %; nil where nothing was compared.
  public var swing: Double?
  /// Whether the tool is assumed, not observed (method 3.5): whatever its success, the verdict stays a pilot at most.
  public var isAssumed: Bool

  public init(
    category: String, tool: String, breakEven: BreakEven, range: PlausibleRange?, insideRange: Bool?,
    swing: Double? = nil, isAssumed: Bool = false
  ) {
    self.category = category
    self.tool = tool
    self.breakEven = breakEven
    self.range = range
    self.insideRange = insideRange
    self.swing = swing
    self.isAssumed = isAssumed
  }
}
