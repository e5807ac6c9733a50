public import TriageModel

/// What caps per worker and month do in the period of a review, beside its moves and stops (method 4.1, 4.2).
public struct CapReview: Hashable, Sendable {
  /// All units: usage, whatever was billed.
  public var all: UnitSum
  /// What a blocked task is worth in the kindest case, as millionths of what it is.
  public var kindestValueMillionths: Int64
  /// The largest cap that saves at least what triage saves, which may be much more where a few units are dear; nil
  /// where there is none.
  public var matched: CapOutcome?
  /// The cap that the policy names, with those of departments.
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
    all = simulation.all
    kindestValueMillionths = policy.capKindestValueMillionths
    curve = simulation.curve()
    let matched = simulation.matchedCap(saving: TriageSaving(review).saved).map { simulation.outcome(cap: $0) }
    let policyCap = simulation.outcome(of: policy)
    isMatchedWithheld = matched?.touchesFew ?? false
    isPolicyCapWithheld = policyCap?.touchesFew ?? false
    self.matched = isMatchedWithheld ? nil : matched
    self.policyCap = isPolicyCapWithheld ? nil : policyCap
  }
}
