import TriageModel

/// What a reader must know besides the verdict, as machine names.
struct VerdictFlags {
  let decision: Decision
  let none: ComparedTool?
  let abandoned: AbandonedTasks?
  /// Of the incumbent or of the tool that decides.
  let restsOnFewLargeTasks: Bool

  /// Sorted.
  var names: [String] {
    var names: [String] = []
    if abandoned?.changesSign == true { names.append("abandoned-tasks-matter") }
    if netValueNotShownPositive { names.append("net-value-not-shown-positive") }
    if decision.deciding?.comparison.adjusted == false { names.append("not-adjusted-for-difficulty") }
    if restsOnFewLargeTasks { names.append("rests-on-few-large-tasks") }
    return names
  }

  /// A "keep" whose incumbent has an interval for its mean net value that is not above zero (method 3.2).
  private var netValueNotShownPositive: Bool {
    guard decision.verdict == .keepFrontier, let estimate = none?.estimate else { return false }
    // The interval is that of −ȳ_A.
    return estimate.hi >= 0
  }
}
