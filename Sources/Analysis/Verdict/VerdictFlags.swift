import TriageModel

/// What a reader must know besides the verdict, as machine names.
struct VerdictFlags {
  let decision: Decision
  let none: ComparedTool?
  let incumbent: ToolBook?
  let alternative: ToolBook?
  /// Ledger line c of the category, in dollars: tasks that nobody recorded an outcome for.
  let noOutcomeSpend: Double

  /// Sorted.
  var names: [String] {
    var names: [String] = []
    if abandonedTasksMatter { names.append("abandoned-tasks-matter") }
    if netValueNotShownPositive { names.append("net-value-not-shown-positive") }
    if decision.deciding?.comparison.adjusted == false { names.append("not-adjusted-for-difficulty") }
    return names
  }

  /// A "keep" whose incumbent has an interval for its mean net value that is not above zero (method 3.2).
  private var netValueNotShownPositive: Bool {
    guard decision.verdict == .keepFrontier, let estimate = none?.estimate else { return false }
    // The interval is that of −ȳ_A.
    return estimate.hi >= 0
  }

  /// Whether D changes sign if the tasks without an outcome were failures (method 2.6).
  ///
  /// D + U_A/n_A − U_B/n_B at both extremes: which tool an abandoned task used is not known, so all of U may belong
  /// to either.
  private var abandonedTasksMatter: Bool {
    guard let gain = decision.deciding?.estimate?.gain, let incumbent, noOutcomeSpend > 0 else { return false }
    var extremes = [gain + noOutcomeSpend / Double(max(1, incumbent.okSums.count))]
    if let alternative { extremes.append(gain - noOutcomeSpend / Double(max(1, alternative.okSums.count))) }
    return extremes.contains { extreme in
      let extreme = Rounding.nineSignificantDigits(extreme)
      return (extreme > 0) != (gain > 0) || (extreme < 0) != (gain < 0)
    }
  }
}
