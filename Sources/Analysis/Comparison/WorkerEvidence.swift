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
  /// Two of the three are empty. Small sums are in units.
  private var smallSums: [Int64] = []
  private var narrowSums: [Int128] = []
  private var wideSums: [WideInteger] = []
  /// What small sums count, in parts of `NetLine.scale`.
  private let unit: Int128

  /// No tasks yet.
  ///
  /// - Parameters:
  ///   - unit: of sums that are small.
  ///   - shares: most that are to come.
  init(groups: [ValuedFacts.Group], unit: Int128 = 1, shares: Int = 0) {
    self.groups = groups
    self.unit = unit
    groupOfShare.reserveCapacity(shares)
    counts.reserveCapacity(shares)
  }

  /// Adds a share of the worker whose shares come now.
  ///
  /// - Parameter net: Σy × `NetLine.scale` / unit.
  mutating func add(_ group: Int, _ count: Int64, small net: Int64) {
    if smallSums.isEmpty { smallSums.reserveCapacity(counts.capacity) }
    groupOfShare.append(Int32(truncatingIfNeeded: group))
    counts.append(count)
    smallSums.append(net)
  }

  /// The same where sums are larger.
  ///
  /// - Parameter net: Σy × `NetLine.scale`.
  mutating func add(_ group: Int, _ count: Int64, _ net: Int128) {
    groupOfShare.append(Int32(truncatingIfNeeded: group))
    counts.append(count)
    narrowSums.append(net)
  }

  /// The same where sums are wide.
  mutating func add(_ group: Int, _ count: Int64, wide net: WideInteger) {
    groupOfShare.append(Int32(truncatingIfNeeded: group))
    counts.append(count)
    wideSums.append(net)
  }

  /// No share of the worker comes any more.
  mutating func endWorker() {
    if groupOfShare.count > starts[starts.count - 1] { starts.append(groupOfShare.count) }
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
    /// ±w_s/n², from the scale of sums to dollars: turns n·Y_j − n_j·Y into a part of z_j.
    var factor = 0.0
    /// n; 0 = takes no part.
    var count: Int64 = 0
    /// Σy of the group, or its lowest bits where sums are wide.
    var net: Int128 = 0
    /// n × unit.
    var unitCount: Int128 = 0
  }

  /// V_worker = G/(G−1)·Σ_j z_j² (cluster-robust "CR1", Liang and Zeger 1986; Cameron and Miller 2015; method 2.3).
  ///
  /// z_j = Σ_S [w_s/n_B,s·(Y_jBs − n_jBs·ȳ_B,s) − w_s/n_A,s·(Y_jAs − n_jAs·ȳ_A,s)].
  ///
  /// - Returns: the variance, nil for fewer than two workers, and G.
  func variance(of contrast: Contrast, incumbent: String, alternative: String?) -> (variance: Double?, clusters: Int) {
    let sides = groups.map { side(of: $0, contrast, incumbent: incumbent, alternative: alternative) }
    let roles = sides.map { side in
      side.map {
        let count = Double($0.sums.count)
        return Role(
          factor: $0.weight / count / count / TaskSums.dollarScale, count: $0.sums.count, net: $0.sums.net.truncated,
          unitCount: Int128($0.sums.count) * unit)
      } ?? Role()
    }
    let wideNets = wideSums.isEmpty ? [] : sides.map { $0?.sums.net ?? .zero }
    var influences: [Double] = []
    let (starts, groupOfShare, counts) = (starts.span, groupOfShare.span, counts.span)
    for worker in workers {
      var influence = 0.0
      var isInvolved = false
      for share in starts[worker]..<starts[worker + 1] {
        let group = Int(groupOfShare[share])
        guard roles[group].count > 0 else { continue }
        let role = roles[group]
        isInvolved = true
        // n·Y_j − n_j·Y keeps the residual exact, so that equal tasks leave none at all.
        let residual =
          if !smallSums.isEmpty {
            (Int128(smallSums[share]) &* role.unitCount &- role.net &* Int128(counts[share])).nearestDouble
          } else if wideNets.isEmpty {
            (narrowSums[share] &* Int128(role.count) &- role.net &* Int128(counts[share])).nearestDouble
          } else {
            (wideSums[share] * Int128(role.count) - wideNets[group] * Int128(counts[share])).double
          }
        influence += role.factor * residual
      }
      if isInvolved { influences.append(influence) }
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
