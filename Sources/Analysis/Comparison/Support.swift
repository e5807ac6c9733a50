import TriageModel

/// Strata in which both tools have enough tasks, or why there are too few (method 2.2).
struct Support: Sendable {
  /// S, or where refused the strata that both tools share.
  let strata: [Stratum]
  /// κ = Σ_S n_A,s / n_A.
  let coverage: Double
  let refusal: Refusal?
  let incumbentWorkers: Int
  let alternativeWorkers: Int

  init(incumbent: ToolBook, alternative: ToolBook, workers: WorkerEvidence, policy: Policy) {
    let first = incumbent.comparableStrata
    let second = alternative.comparableStrata
    let shared = first.keys.filter { (second[$0]?.count ?? 0) > 0 }.sorted(by: Stratum.precedes)
    let minimum = Int64(max(1, policy.minCellCount))
    let supported = shared.filter { stratum in
      stratum.isKnown && (first[stratum]?.count ?? 0) >= minimum && (second[stratum]?.count ?? 0) >= minimum
    }
    let incumbentTasks = ToolBook.total(first).count
    let covered = supported.reduce(into: Int64(0)) { $0 += first[$1]?.count ?? 0 }
    let coverage =
      incumbentTasks > 0 ? Rounding.nineSignificantDigits(Double(covered) / Double(incumbentTasks)) : 0
    let alternativeCovered = supported.reduce(into: Int64(0)) { $0 += second[$1]?.count ?? 0 }
    incumbentWorkers = workers.workers(of: incumbent.tool, in: supported)
    alternativeWorkers = workers.workers(of: alternative.tool, in: supported)
    let fewWorkers = min(incumbentWorkers, alternativeWorkers) < policy.minWorkers
    let refusal: Refusal? =
      if incumbent.isValueMissing || alternative.isValueMissing {
        .valueMissing
      } else if !first.keys.contains(where: \.isKnown) || !second.keys.contains(where: \.isKnown) {
        .complexityMissing
      } else if supported.isEmpty {
        shared.contains(where: \.isKnown) ? .thinCells : .noOverlap
      } else if coverage < policy.minOverlap {
        .lowOverlap
      } else if alternativeCovered < Int64(policy.minToolCount) {
        .alternativeCount
      } else if fewWorkers {
        .fewWorkers
      } else {
        nil
      }
    self.refusal = refusal
    self.coverage = coverage
    strata = refusal == nil ? supported : shared
  }
}
