/// The money behind a comparison (method 2.5, 2.6, 3.4, 3.7). Dollars, a year long unless said otherwise.
public struct ComparisonMoney: Hashable, Sendable {
  /// N_y: tasks of the scope in a year.
  public var tasksPerYear: Double
  /// N_y·Δ with N_y·(Δ ± t·SE).
  public var annualSaving: Estimate
  /// The same less the migration cost.
  public var firstYearSaving: Estimate
  /// N_y·[(K̄_A+R̄_A) − (K̄_B+R̄_B)]: the part that is cash. The rest is time and quality.
  public var annualCash: Double
  /// Migration cost / (N/months · Δ); nil where Δ ≤ 0.
  public var paybackMonths: Double?
  /// N_y·SE·L_ν(u), u = D/SE; nil where the degrees of freedom are too few for an expectation.
  public var regretIfMoved: Double?
  /// N_y·SE·L_ν(−u).
  public var regretIfKept: Double?
  /// N_y·SE·L_ν(|u|): what certainty would be worth.
  public var perfectInformation: Double?
  /// D − t·SE per task: the verdict stands unless the alternative's tasks were easier by more than this.
  public var gainLow: Double
  /// ΔV − ΔH per task, cost left out, with its interval: whether the saving is paid for with quality.
  public var valueOnly: Estimate
  /// What ±20 % of each parameter moves, largest first.
  public var tornado: [TornadoBar]

  public init(
    tasksPerYear: Double, annualSaving: Estimate, firstYearSaving: Estimate, annualCash: Double,
    paybackMonths: Double?, regretIfMoved: Double?, regretIfKept: Double?, perfectInformation: Double?,
    gainLow: Double, valueOnly: Estimate, tornado: [TornadoBar]
  ) {
    self.tasksPerYear = tasksPerYear
    self.annualSaving = annualSaving
    self.firstYearSaving = firstYearSaving
    self.annualCash = annualCash
    self.paybackMonths = paybackMonths
    self.regretIfMoved = regretIfMoved
    self.regretIfKept = regretIfKept
    self.perfectInformation = perfectInformation
    self.gainLow = gainLow
    self.valueOnly = valueOnly
    self.tornado = tornado
  }
}

/// How much the annual saving swings with one parameter.
public struct TornadoBar: Hashable, Sendable {
  public var parameter: BreakEven.Parameter
  /// a: what the parameter contributes to D, dollars per task.
  public var contribution: Double
  /// |0.4·a·N_y|: the swing of the annual saving from −20 % to +20 %.
  public var swing: Double
  /// λ* = 1 − D/a: the factor at which D changes sign; nil = none that is positive.
  public var factor: Double?

  public init(parameter: BreakEven.Parameter, contribution: Double, swing: Double, factor: Double?) {
    self.parameter = parameter
    self.contribution = contribution
    self.swing = swing
    self.factor = factor
  }
}
