public import TriageModel

/// What caps per worker and month do in the period of a review, beside its moves and stops (method 4.1, 4.2).
public struct CapReview: Hashable, Sendable {
  /// The largest cap that saves what triage saves; nil where there is none.
  public var matched: CapOutcome?
  /// The cap that the policy names.
  public var policyCap: CapOutcome?
  /// Whether the matched cap is left out because it touches too few workers (method 5).
  public var isMatchedWithheld = false
  /// The same of the policy's cap.
  public var isPolicyCapWithheld = false
  /// All caps, the dearest first.
  public var curve: [CapPoint]

  /// - Throws: `AnalysisError.overflow`.
  public init(_ units: SpendUnits, review: Review, policy: Policy) throws(AnalysisError) {
    let simulation = try CapSimulation(units, policy: policy, measure: .spend)
    curve = simulation.curve()
    let matched = simulation.matchedCap(saving: TriageSaving(review).saved).map { simulation.outcome(cap: $0) }
    let policyCap = policy.capPerWorkerMonth.map { simulation.outcome(cap: Int64(clamping: $0.nanos)) }
    isMatchedWithheld = matched?.touchesFew ?? false
    isPolicyCapWithheld = policyCap?.touchesFew ?? false
    self.matched = isMatchedWithheld ? nil : matched
    self.policyCap = isPolicyCapWithheld ? nil : policyCap
  }
}
