import TriageModel

/// Ok tasks of one category by worker, tool and stratum: counts and sums, for errors clustered by worker.
///
/// Tasks without a worker stay out: nobody knows with whom they belong together.
struct WorkerEvidence: Sendable {
  private let groups: [ValuedFacts.Group]
  /// What sums of shares count, in parts of `NetLine.scale`.
  private let unit: Int128
  private let shares: Shares

  /// By the size of sums, so that the usual one is compiled as it is.
  enum Shares: Sendable {
    case small(WorkerShares<Int64>)
    case medium(WorkerShares<Int128>)
    case wide(WorkerShares<WideInteger>)
  }

  init(groups: [ValuedFacts.Group], unit: Int128, shares: Shares) {
    self.groups = groups
    self.unit = unit
    self.shares = shares
  }

  /// No tasks.
  init(groups: [ValuedFacts.Group]) { self.init(groups: groups, unit: 1, shares: .small(.list(WorkerList()))) }

  /// Distinct workers of a tool in some strata.
  func workers(of tool: String, in strata: [Stratum]) -> Int {
    let isWanted = groups.map { $0.tool == tool && strata.contains($0.stratum) }
    return switch shares {
    case .small(let shares): shares.workers(isWanted: isWanted)
    case .medium(let shares): shares.workers(isWanted: isWanted)
    case .wide(let shares): shares.workers(isWanted: isWanted)
    }
  }

  /// V_worker = G/(G−1)·Σ_j z_j² (cluster-robust "CR1", Liang and Zeger 1986; Cameron and Miller 2015; method 2.3).
  ///
  /// z_j = Σ_S [w_s/n_B,s·(Y_jBs − n_jBs·ȳ_B,s) − w_s/n_A,s·(Y_jAs − n_jAs·ȳ_A,s)].
  ///
  /// - Returns: the variance, nil for fewer than two workers, and G.
  func variance(of contrast: Contrast, incumbent: String, alternative: String?) -> (variance: Double?, clusters: Int) {
    let groups = groups.map { group in
      side(of: group, contrast, incumbent: incumbent, alternative: alternative).map {
        let count = Double($0.sums.count)
        return GroupInfluence(
          factor: $0.weight / count / count / TaskSums.dollarScale, count: $0.sums.count, net: $0.sums.net, unit: unit)
      }
    }
    let influences =
      switch shares {
      case .small(let shares): shares.influences(groups)
      case .medium(let shares): shares.influences(groups)
      case .wide(let shares): shares.influences(groups)
      }
    return (ClusterVariance.value(influences), influences.count)
  }

  /// The sums that a group has in a contrast, and ±w_s; nil where it takes no part.
  private func side(
    of group: ValuedFacts.Group, _ contrast: Contrast, incumbent: String, alternative: String?
  ) -> (weight: Double, sums: TaskSums)? {
    guard let part = contrast.parts.first(where: { $0.stratum == group.stratum }) else { return nil }
    if group.tool == incumbent { return part.incumbent.count > 0 ? (-part.weight, part.incumbent) : nil }
    return group.tool == alternative && part.alternative.count > 0 ? (part.weight, part.alternative) : nil
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
