import TriageModel

/// Why an option won or lost, in one short clause.
struct OptionReason {
  let decision: Decision
  let margin: Double

  func text(of option: ComparedTool) -> String {
    if let refusal = option.comparison.refusal { return "not compared: \(OptionReason.text(of: refusal))" }
    guard let estimate = option.estimate else { return "not compared" }
    let isDeciding = decision.deciding?.tool == option.tool
    if isDeciding, decision.verdict.isChange {
      return estimate.gain > 0 ? "better by the confidence asked for" : "no worse than the margin allows"
    }
    if option.isEligible(margin: option.tier == nil ? 0 : margin) {
      return decision.runnerUp?.tool == option.tool
        ? "better than the tool in use, second to the choice" : "better than the tool in use, but not the best"
    }
    if option.tier == nil {
      return option.isWorse ? "the work is worth more than it costs" : "worth not shown either way"
    }
    if option.isWorse { return "worse by the confidence asked for" }
    return isDeciding && decision.verdict == .pilot ? "no clear difference: a pilot can tell" : "no clear difference"
  }

  static func text(of refusal: Refusal) -> String {
    switch refusal {
    case .valueMissing: "its or the present tool's successes carry no value"
    case .complexityMissing: "no task of known complexity"
    case .thinCells: "too few tasks of equal complexity"
    case .noOverlap: "no tasks of equal complexity"
    case .lowOverlap: "too small a share of the present tasks has equals"
    case .alternativeCount: "too few tasks of the alternative"
    case .fewWorkers: "too few people used it"
    }
  }

  /// For a tool that takes no part in the comparison.
  static func text(of tool: ToolBook, incumbent: ToolBook?) -> String {
    guard let entry = tool.policy else { return "not in the policy" }
    guard tool.okSums.count > 0 else { return "no task with known cost and value" }
    guard let tier = incumbent?.policy?.tier else { return "nothing to compare with" }
    return entry.tier < tier ? "not compared" : "not of a cheaper tier"
  }
}
