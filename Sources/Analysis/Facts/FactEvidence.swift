import TriageModel

/// What the task facts of one category say under one policy; the facts themselves are let go.
struct FactEvidence: Sendable {
  let workers: WorkerEvidence
  let pairs: PairEvidence
  /// By tool; empty where they were not asked for.
  let distributions: [String: TaskDistribution]
  /// Nobody where workers were not counted.
  let departments: DepartmentWorkers.Groups
  let use: WorkerUse.Part

  /// - Parameters:
  ///   - scale: nil = distributions are not asked for.
  ///   - countsWorkers: whether the workers of each department are counted.
  /// - Throws: `AnalysisError.overflow`.
  init(_ facts: FactTable, policy: Policy, scale: LogScale?, countsWorkers: Bool) throws(AnalysisError) {
    let valued = try ValuedFacts(facts, policy: policy)
    (workers, distributions) = valued.sums(scale: scale)
    pairs = PairEvidence(valued)
    let counted = countsWorkers ? FactWorkers(facts) : nil
    departments = counted?.departments ?? [:]
    use = counted?.use ?? .none
  }
}
