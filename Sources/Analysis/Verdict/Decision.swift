import TriageModel

/// The verdict on one category from its comparisons (method 3.2).
struct Decision: Sendable {
  let verdict: Verdict
  let reason: String
  /// The comparison that decides, if one does: the winner, the candidate of a pilot, the best of those that lost.
  let deciding: ComparedTool?
  /// The eligible alternative with the second largest D.
  let runnerUp: ComparedTool?
  /// The assumed tool to pilot.
  let assumed: AssumedReview?

  var target: String? {
    switch verdict {
    case .cheaperModel, .ordinarySoftware, .pilot: deciding?.tool ?? assumed?.tool
    case .stop, .keepFrontier, .noData: nil
    }
  }

  private init(
    _ verdict: Verdict, _ reason: String, deciding: ComparedTool? = nil, runnerUp: ComparedTool? = nil,
    assumed: AssumedReview? = nil
  ) {
    self.verdict = verdict
    self.reason = reason
    self.deciding = deciding
    self.runnerUp = runnerUp
    self.assumed = assumed
  }

  /// - Parameters:
  ///   - alternatives: with data, by name.
  ///   - none: the comparison with no tool.
  ///   - assumed: by D(base); empty where assumptions do not count.
  ///   - isWorthPiloting: whether a pilot of a compared tool pays.
  init(
    book: CategoryBook, incumbent: ToolBook?, alternatives: [ComparedTool], none: ComparedTool?,
    assumed: [AssumedReview] = [], policy: Policy, isWorthPiloting: (ComparedTool) -> Bool = { _ in true }
  ) {
    if let reason = Decision.noDataReason(book, incumbent, policy) {
      self.init(.noData, reason)
      return
    }
    let eligible = Decision.eligible(alternatives, none, policy).sorted(by: Decision.isBetter)
    if let winner = eligible.first {
      let runnerUp = eligible.dropFirst().first
      guard let tier = winner.tier else {
        self.init(.stop, "net-value-negative", deciding: winner, runnerUp: runnerUp)
        return
      }
      self.init(
        tier == .software ? .ordinarySoftware : .cheaperModel, winner.comparison.paired ? "proven-paired" : "proven",
        deciding: winner, runnerUp: runnerUp)
      return
    }
    guard !alternatives.isEmpty else {
      let isHopeful = assumed.contains { $0.gainHigh > 0 }
      self.init(
        isHopeful ? .pilot : .keepFrontier, isHopeful ? "assumption-only" : "no-alternative",
        deciding: isHopeful ? nil : none, assumed: isHopeful ? assumed.first : nil)
      return
    }
    let ranked = alternatives.filter { $0.estimate != nil }.sorted(by: Decision.isBetter)
    if ranked.count == alternatives.count, ranked.allSatisfy(\.isWorse) {
      self.init(.keepFrontier, "alternatives-worse", deciding: ranked.first)
    } else if let candidate = ranked.first(where: { !$0.isWorse }) {
      let isWorth = isWorthPiloting(candidate)
      self.init(
        isWorth ? .pilot : .keepFrontier, isWorth ? "undecided" : "pilot-not-worth-its-cost", deciding: candidate)
    } else {
      let refused = alternatives.first { $0.comparison.refusal != nil }
      self.init(.pilot, refused?.comparison.refusal?.rawValue ?? "undecided", deciding: refused)
    }
  }

  private static func noDataReason(_ book: CategoryBook, _ incumbent: ToolBook?, _ policy: Policy) -> String? {
    if book.isValueMissing || incumbent?.isValueMissing == true { return "value-missing" }
    guard let incumbent, book.statement.okTasks > 0 else { return "no-ok-task" }
    return incumbent.okSums.count < Int64(policy.minToolCount) ? "too-few-tasks" : nil
  }

  private static func eligible(
    _ alternatives: [ComparedTool], _ none: ComparedTool?, _ policy: Policy
  ) -> [ComparedTool] {
    var eligible = alternatives.filter { $0.isEligible(margin: policy.noninferiorityMargin.dollars) }
    if let none, none.isEligible(margin: 0) { eligible.append(none) }
    return eligible
  }

  /// Larger D first, ties by name.
  private static func isBetter(_ left: ComparedTool, _ right: ComparedTool) -> Bool {
    let (first, second) = (left.estimate?.gain ?? -.infinity, right.estimate?.gain ?? -.infinity)
    return first != second ? first > second : NameOrder.precedes(left.tool, right.tool)
  }
}
