import TriageModel

/// Pieces of work of one category that several tools did, by pair (method 2.3).
struct PairEvidence: Sendable {
  /// Ok tasks of one piece by one tool.
  private struct Side {
    var sums = TaskSums()
    /// Tasks by worker (0 = blank) and by stratum; a piece has few of either.
    var workers: [Int64: Int64] = [:]
    var strata: [Stratum: Int64] = [:]

    /// The only worker, if one is known.
    var worker: Int64? {
      let present = workers.filter { $0.value != 0 }
      return present.count == 1 ? present.first.flatMap { $0.key == 0 ? nil : $0.key } : nil
    }

    var stratum: Stratum? { strata.filter { $0.value != 0 }.keys.min(by: Stratum.precedes) }
  }

  /// Those of one pair together.
  private let facts: [FactTable.PairFact]
  private let groups: [ValuedFacts.Group]
  private let valuations: [Valuation]
  private let roles: [ValuedFacts.Role]

  init(_ valued: ValuedFacts) {
    facts = valued.table.pairs
    groups = valued.groups
    valuations = valued.valuations
    roles = valued.roles
  }

  /// The pieces of work that both tools did, each with the incumbent's worker and stratum.
  ///
  /// - Parameter least: with fewer pairs than this the contrast is empty: nothing rests on them.
  func contrast(incumbent: String, alternative: String, least: Int) -> PairedContrast {
    let pieces = runs.filter { pieceHas(incumbent, $0) && pieceHas(alternative, $0) }
    guard pieces.count >= least else { return PairedContrast(pairs: []) }
    return PairedContrast(
      pairs: pieces.compactMap { run in
        let (first, second) = (side(incumbent, run), side(alternative, run))
        guard first.sums.count > 0, second.sums.count > 0, let stratum = first.stratum else { return nil }
        return PairedContrast.Pair(
          part: Contrast.Part(stratum: stratum, weight: 1, incumbent: first.sums, alternative: second.sums),
          worker: first.worker)
      })
  }

  /// Ranges of the table's pairs that hold one pair each.
  private var runs: [Range<Int>] {
    var runs: [Range<Int>] = []
    var start = 0
    for end in facts.indices.dropFirst() where facts[end].pair != facts[start].pair {
      runs.append(start..<end)
      start = end
    }
    if !facts.isEmpty { runs.append(start..<facts.count) }
    return runs
  }

  private func group(_ position: Int) -> ValuedFacts.Group? {
    let group = roles[facts[position].key].group
    return group < 0 ? nil : groups[Int(group)]
  }

  private func pieceHas(_ tool: String, _ run: Range<Int>) -> Bool { run.contains { group($0)?.tool == tool } }

  private func side(_ tool: String, _ run: Range<Int>) -> Side {
    var side = Side()
    var cells: [Int: (count: Int64, sums: Figures<Int128>)] = [:]
    for position in run {
      guard let group = group(position), group.tool == tool else { continue }
      let fact = facts[position]
      var cell = cells[fact.key] ?? (0, Figures(v: 0, k: 0, r: 0, w: 0, p: 0))
      cell.count += fact.sign
      cell.sums.add(fact.figures, sign: Int128(fact.sign))
      cells[fact.key] = cell
      side.workers[fact.worker, default: 0] += fact.sign
      side.strata[group.stratum, default: 0] += fact.sign
    }
    for (key, cell) in cells where cell.count != 0 {
      let valuation = valuations[Int(roles[key].valuation)]
      side.sums.add(TaskSums(firstSums: cell.sums, count: cell.count, valuation: valuation))
    }
    return side
  }
}

extension Figures where Value == Int128 {
  /// A sum of 64-bit figures cannot leave 128 bits.
  mutating func add(_ figures: Figures<Int64>, sign: Int128) {
    v += sign * Int128(figures.v)
    k += sign * Int128(figures.k)
    r += sign * Int128(figures.r)
    w += sign * Int128(figures.w)
    p += sign * Int128(figures.p)
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
