import TriageModel

/// Pieces of work of one category that several tools did, by pair (method 2.3).
struct PairEvidence: Sendable {
  private struct Piece {
    var tools: [String: Side] = [:]
  }

  private struct Side {
    var sums = TaskSums()
    var workers: Set<Int64> = []
    var hasUnknownWorker = false
    var strata: Set<Stratum> = []

    var worker: Int64? { workers.count == 1 && !hasUnknownWorker ? workers.first : nil }
    var stratum: Stratum? { strata.min(by: Stratum.precedes) }
  }

  private var pieces: [Int64: Piece] = [:]

  init(_ cells: [ClusterCell], policy: Policy) throws(AnalysisError) {
    for cell in cells {
      guard let pair = cell.pair else { continue }
      let valuation = try Valuation(of: cell.key, under: policy)
      guard valuation.status == .ok else { continue }
      var side = pieces[pair]?.tools[valuation.tool] ?? Side()
      side.sums.add(TaskSums(firstSums: cell.sums, count: cell.count, valuation: valuation))
      side.strata.insert(Stratum(of: cell.key, by: policy.stratifyBy))
      if let worker = cell.worker { side.workers.insert(worker) } else { side.hasUnknownWorker = true }
      pieces[pair, default: Piece()].tools[valuation.tool] = side
    }
  }

  /// The pieces of work that both tools did, each with the incumbent's worker and stratum.
  func contrast(incumbent: String, alternative: String) -> PairedContrast {
    PairedContrast(
      pairs: pieces.values.compactMap { piece in
        guard let first = piece.tools[incumbent], let second = piece.tools[alternative],
          let stratum = first.stratum
        else { return nil }
        return PairedContrast.Pair(
          part: Contrast.Part(stratum: stratum, weight: 1, incumbent: first.sums, alternative: second.sums),
          worker: first.worker)
      })
  }
}

/// The same pieces of work done by two tools; nothing in it depends on the order of the pairs.
struct PairedContrast: Sendable {
  struct Pair: Sendable {
    /// Tasks of the piece by either tool; several tasks of a tool count with their mean.
    let part: Contrast.Part
    let worker: Int64?
  }

  let pairs: [Pair]

  private var differences: [Double] { pairs.map(\.part.difference) }

  /// Δ: the mean of the paired differences.
  var delta: Double { OrderedSum.mean(differences) }

  /// s² of the differences.
  var spread: Double { OrderedSum.variance(differences) }

  var taskVariance: VarianceTerms { meanVariance(differences) }

  var cashVariance: VarianceTerms {
    meanVariance(
      pairs.map { pair in
        ComponentMeans.difference(
          ComponentMeans(pair.part.alternative).token, ComponentMeans(pair.part.incumbent).token)
      })
  }

  var valueVariance: VarianceTerms {
    meanVariance(
      pairs.map { pair in
        let (first, second) = (ComponentMeans(pair.part.incumbent), ComponentMeans(pair.part.alternative))
        return ComponentMeans.difference(second.value, first.value)
          - ComponentMeans.difference(second.human, first.human)
      })
  }

  private func meanVariance(_ values: [Double]) -> VarianceTerms {
    let count = Double(values.count)
    return VarianceTerms(variance: OrderedSum.variance(values) / max(1, count), degreesOfFreedom: count - 1)
  }

  /// Clustered by worker like `WorkerEvidence.variance`; pairs without a worker stay out.
  var workerVariance: (variance: Double?, clusters: Int) {
    let delta = self.delta
    let count = Double(pairs.count)
    var residuals: [Int64: [Double]] = [:]
    for pair in pairs {
      if let worker = pair.worker { residuals[worker, default: []].append(pair.part.difference - delta) }
    }
    let influences = residuals.values.map { OrderedSum.sum($0) / count }
    return (ClusterVariance.value(influences), influences.count)
  }

  var incumbentMeans: ComponentMeans { ComponentMeans(eachOnce: pairs.map(\.part.incumbent)) }
  var alternativeMeans: ComponentMeans { ComponentMeans(eachOnce: pairs.map(\.part.alternative)) }

  var rates: [String: Int64] {
    pairs.reduce(into: [:]) { rates, pair in
      rates.merge(pair.part.incumbent.rates) { first, _ in first }
      rates.merge(pair.part.alternative.rates) { first, _ in first }
    }
  }

  var strata: [Stratum] { Set(pairs.map(\.part.stratum)).sorted(by: Stratum.precedes) }

  var stratumComparisons: [StratumComparison] {
    strata.map { stratum in
      let members = pairs.map(\.part).filter { $0.stratum == stratum }
      let first = members.map(\.incumbent.netMean)
      let second = members.map(\.alternative.netMean)
      func deviation(_ values: [Double]) -> Double? {
        values.count > 1 ? Rounding.nineSignificantDigits(OrderedSum.variance(values).squareRoot()) : nil
      }
      return StratumComparison(
        label: stratum.label,
        weight: Rounding.nineSignificantDigits(Double(members.count) / Double(pairs.count)),
        incumbentTasks: Int64(members.count), alternativeTasks: Int64(members.count),
        incumbentMean: Rounding.nineSignificantDigits(OrderedSum.mean(first)),
        alternativeMean: Rounding.nineSignificantDigits(OrderedSum.mean(second)),
        incumbentDeviation: deviation(first), alternativeDeviation: deviation(second))
    }
  }
}
