import TriageModel

/// Ok tasks of one category by worker, tool and stratum: counts and sums, for errors clustered by worker.
///
/// Tasks without a worker stay out: nobody knows with whom they belong together.
struct WorkerEvidence: Sendable {
  private let groups: [ValuedFacts.Group]
  /// Where the shares of each worker begin, and their end.
  private var starts: [Int] = [0]
  /// Position in `groups`, number of tasks and Σy of each share, in the order of groups within a worker.
  private var groupOfShare: [Int32] = []
  private var counts: [Int64] = []
  /// One of the two is empty.
  private var narrowSums: [Int128] = []
  private var wideSums: [WideInteger] = []

  init(_ facts: ValuedFacts) {
    groups = facts.groups
    if facts.isNarrow {
      let nets = facts.nets
      narrowSums = add(facts) { nets[$0] }
    } else {
      wideSums = add(facts, net: facts.wideNet)
    }
  }

  /// Adds up the facts of one worker after the other.
  private mutating func add<Sum: AdditiveArithmetic>(_ valued: ValuedFacts, net: (Int) -> Sum) -> [Sum] {
    let facts = valued.table.facts
    var sums: [Sum] = []
    var current = [Sum](repeating: .zero, count: groups.count)
    var currentCounts = [Int64](repeating: 0, count: groups.count)
    var worker: Int32 = 0
    func flush(_ evidence: inout WorkerEvidence) {
      let before = sums.count
      for group in current.indices {
        if currentCounts[group] != 0 {
          evidence.groupOfShare.append(Int32(group))
          evidence.counts.append(currentCounts[group])
          sums.append(current[group])
        }
        current[group] = .zero
        currentCounts[group] = 0
      }
      if sums.count > before { evidence.starts.append(sums.count) }
    }
    for position in valued.table.byWorker {
      let index = Int(position)
      if facts[index].worker != worker {
        flush(&self)
        worker = facts[index].worker
      }
      let group = Int(valued.groupOfKey[Int(facts[index].keyIndex)])
      guard group >= 0 else { continue }
      if facts[index].sign > 0 { current[group] += net(index) } else { current[group] -= net(index) }
      currentCounts[group] += Int64(facts[index].sign)
    }
    flush(&self)
    return sums
  }

  private var workers: Range<Int> { 0..<starts.count - 1 }

  /// Distinct workers of a tool in some strata.
  func workers(of tool: String, in strata: [Stratum]) -> Int {
    let wanted = groups.map { $0.tool == tool && strata.contains($0.stratum) }
    return workers.count { worker in
      (starts[worker]..<starts[worker + 1]).contains { wanted[Int(groupOfShare[$0])] }
    }
  }

  /// What a group contributes to a contrast.
  private struct Role {
    /// ±w_s/n.
    var weight: Double
    var count: Int64
    var net: WideInteger
    var narrowNet: Int128
  }

  /// V_worker = G/(G−1)·Σ_j z_j² (cluster-robust "CR1", Liang and Zeger 1986; Cameron and Miller 2015; method 2.3).
  ///
  /// z_j = Σ_S [w_s/n_B,s·(Y_jBs − n_jBs·ȳ_B,s) − w_s/n_A,s·(Y_jAs − n_jAs·ȳ_A,s)].
  ///
  /// - Returns: the variance, nil for fewer than two workers, and G.
  func variance(of contrast: Contrast, incumbent: String, alternative: String?) -> (variance: Double?, clusters: Int) {
    let roles = roles(contrast, incumbent: incumbent, alternative: alternative)
    var influences: [Double] = []
    for worker in workers {
      var influence = 0.0
      var isInvolved = false
      for share in starts[worker]..<starts[worker + 1] {
        guard let role = roles[Int(groupOfShare[share])] else { continue }
        isInvolved = true
        influence += role.weight * (residual(share, role) / Double(role.count) / TaskSums.dollarScale)
      }
      if isInvolved { influences.append(influence) }
    }
    return (ClusterVariance.value(influences), influences.count)
  }

  /// n·Y_j − n_j·Y keeps the residual exact, so that equal tasks leave none at all.
  private func residual(_ share: Int, _ role: Role) -> Double {
    if wideSums.isEmpty {
      return Double(narrowSums[share] &* Int128(role.count) &- role.narrowNet &* Int128(counts[share]))
    }
    return (wideSums[share] * Int128(role.count) - role.net * Int128(counts[share])).double
  }

  private func roles(_ contrast: Contrast, incumbent: String, alternative: String?) -> [Role?] {
    groups.map { group in
      guard let part = contrast.parts.first(where: { $0.stratum == group.stratum }) else { return nil }
      let isIncumbent = group.tool == incumbent
      guard isIncumbent || group.tool == alternative else { return nil }
      let sums = isIncumbent ? part.incumbent : part.alternative
      guard sums.count > 0 else { return nil }
      return Role(
        weight: (isIncumbent ? -part.weight : part.weight) / Double(sums.count), count: sums.count, net: sums.net,
        narrowNet: sums.net.truncated)
    }
  }
}

/// The sandwich variance of a mean from the influence of each cluster.
enum ClusterVariance {
  /// G/(G−1)·Σ z², nil for G < 2. The values are sorted first: cluster numbers must not show in a sum.
  static func value(_ influences: [Double]) -> Double? {
    guard influences.count > 1 else { return nil }
    let count = Double(influences.count)
    return count / (count - 1) * OrderedSum.sum(influences.map { $0 * $0 })
  }
}
