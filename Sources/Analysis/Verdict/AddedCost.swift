import TriageModel

/// Whether the verdict on a category is another one where a cost that no category carries is the cost of its tasks.
///
/// The whole cost lies on the tool in use, or on one of the models that are its alternatives, the same on each of the
/// tool's ok tasks: then the tool's mean net value falls by cost/n, no variance changes, and D changes by just as much
/// (method 2.3 and 3.1). The tool in use stays the one that has most of the known cost.
struct AddedCost {
  let cost: Money
  let incumbent: ToolBook
  /// By name, as `compared`.
  let alternatives: [ToolBook]
  let compared: [ComparedTool]
  let none: ComparedTool?
  let assumed: [AssumedReview]
  let decision: Decision
  /// Decides from comparisons that the cost has moved.
  let decide: ([ComparedTool], ComparedTool?, [AssumedReview]) -> Decision

  var changesVerdict: Bool {
    // Without data the verdict rests on the number of tasks alone, and software in use has no AI spend.
    guard cost != .zero, decision.verdict != .noData, incumbent.policy?.tier != .software, incumbent.okSums.count > 0
    else { return false }
    return isOther(onIncumbent) || alternatives.indices.contains { onAlternative($0).map(isOther) ?? false }
  }

  private func isOther(_ found: Decision) -> Bool {
    found.verdict != decision.verdict || found.target != decision.target
  }

  private var onIncumbent: Decision {
    let perTask = cost.dollars / Double(incumbent.okSums.count)
    return decide(
      compared.map { $0.shifted(by: perTask) }, none?.shifted(by: perTask), assumed.map { $0.shifted(by: perTask) })
  }

  /// Nil where the alternative has no estimate that the cost could move, or is software, which has no AI spend.
  private func onAlternative(_ place: Int) -> Decision? {
    let count = alternatives[place].okSums.count
    guard compared[place].estimate != nil, compared[place].tier != .software, count > 0 else { return nil }
    var moved = compared
    moved[place] = moved[place].shifted(by: -cost.dollars / Double(count))
    return decide(moved, none, assumed)
  }
}

extension ComparedTool {
  /// The comparison where D is larger by `dollars` per task and nothing else changes; figures of a year stay behind.
  fileprivate func shifted(by dollars: Double) -> ComparedTool {
    guard var basis, var estimate else { return self }
    let round = Rounding.nineSignificantDigits
    basis.delta += dollars
    estimate.delta = round(basis.delta)
    estimate.gain = round(ComponentMeans.difference(basis.delta, estimate.hurdle))
    estimate.lo = round(basis.delta - estimate.quantile * estimate.standardError)
    estimate.hi = round(basis.delta + estimate.quantile * estimate.standardError)
    var comparison = comparison
    comparison.estimate = estimate
    return ComparedTool(tool: tool, tier: tier, comparison: comparison, basis: basis, rates: rates, scope: scope)
  }
}

extension AssumedReview {
  /// The assumption where the mean of the tool in use is lower by `dollars`.
  fileprivate func shifted(by dollars: Double) -> AssumedReview {
    let round = Rounding.nineSignificantDigits
    var moved = self
    moved.incumbentMean = round(incumbentMean - dollars)
    moved.gainLow = round(gainLow + dollars)
    moved.gainBase = round(gainBase + dollars)
    moved.gainHigh = round(gainHigh + dollars)
    return moved
  }
}
