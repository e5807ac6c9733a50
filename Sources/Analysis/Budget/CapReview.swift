public import TriageModel

/// What caps per worker and month do in the period of a review, beside its moves and stops (method 4.1, 4.2).
public struct CapReview: Hashable, Sendable {
  /// The largest cap that saves what triage saves; nil where there is none.
  public var matched: CapOutcome?
  /// The cap that the policy names.
  public var policyCap: CapOutcome?
  /// All caps, the dearest first.
  public var curve: [CapPoint]

  /// - Throws: `AnalysisError.overflow`.
  public init(_ units: SpendUnits, review: Review, policy: Policy) throws(AnalysisError) {
    let simulation = try CapSimulation(units, policy: policy, measure: .spend)
    curve = simulation.curve()
    matched = simulation.matchedCap(saving: TriageSaving(review).saved, on: curve).map(simulation.outcome(cap:))
    policyCap = policy.capPerWorkerMonth.map { simulation.outcome(cap: Int64(clamping: $0.nanos)) }
  }
}
