import TriageModel

/// Ok tasks of one category by tool, stratum and worker: first sums, for errors clustered by worker.
struct WorkerEvidence: Sendable {
  struct Share: Hashable, Sendable {
    var count: Int64 = 0
    var net = WideInteger.zero
  }

  private var shares: [String: [Stratum: [Int64: Share]]] = [:]

  /// Tasks without a worker stay out: nobody knows with whom they belong together.
  init(_ cells: [ClusterCell], policy: Policy) throws(AnalysisError) {
    for cell in cells {
      guard let worker = cell.worker else { continue }
      let valuation = try Valuation(of: cell.key, under: policy)
      guard valuation.status == .ok else { continue }
      let stratum = Stratum(of: cell.key, by: policy.stratifyBy)
      let net = valuation.line.sum(count: cell.count, cell.sums)
      var share = shares[valuation.tool]?[stratum]?[worker] ?? Share()
      share.count += cell.count
      share.net += net
      shares[valuation.tool, default: [:]][stratum, default: [:]][worker] = share
    }
  }

  /// Distinct workers of a tool in some strata.
  func workers(of tool: String, in strata: [Stratum]) -> Int {
    strata.reduce(into: Set<Int64>()) { workers, stratum in
      if let members = shares[tool]?[stratum] { workers.formUnion(members.keys) }
    }.count
  }

  /// V_worker = G/(G−1)·Σ_j z_j² (cluster-robust "CR1", Liang and Zeger 1986; Cameron and Miller 2015; method 2.3).
  ///
  /// z_j = Σ_S [w_s/n_B,s·(Y_jBs − n_jBs·ȳ_B,s) − w_s/n_A,s·(Y_jAs − n_jAs·ȳ_A,s)].
  ///
  /// - Returns: the variance, nil for fewer than two workers, and G.
  func variance(of contrast: Contrast, incumbent: String, alternative: String?) -> (variance: Double?, clusters: Int) {
    var influence: [Int64: Double] = [:]
    for part in contrast.parts {
      add(-part.weight, tool: incumbent, part.stratum, part.incumbent, to: &influence)
      if let alternative { add(part.weight, tool: alternative, part.stratum, part.alternative, to: &influence) }
    }
    return (ClusterVariance.value(Array(influence.values)), influence.count)
  }

  private func add(
    _ weight: Double, tool: String, _ stratum: Stratum, _ sums: TaskSums, to influence: inout [Int64: Double]
  ) {
    guard let members = shares[tool]?[stratum], sums.count > 0 else { return }
    let count = Double(sums.count)
    for (worker, share) in members {
      // n·Y_j − n_j·Y keeps the residual exact, so that equal tasks leave none at all.
      let residual = share.net * Int128(sums.count) - sums.net * Int128(share.count)
      influence[worker, default: 0] += weight / count * (residual.double / count / TaskSums.dollarScale)
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
