import TriageModel

/// Tasks of the incumbent and of an alternative, stratum by stratum, weighted by the incumbent's own mix.
struct Contrast: Sendable {
  struct Part: Sendable {
    let stratum: Stratum
    /// w_s = n_A,s / Σ n_A,s.
    let weight: Double
    let incumbent: TaskSums
    /// Empty for "none": no task, no value, no cost.
    let alternative: TaskSums

    /// ȳ_B − ȳ_A in dollars, zero exactly where the means are equal.
    var difference: Double {
      guard alternative.count > 0 else { return -incumbent.netMean }
      let numerator = alternative.net * Int128(incumbent.count) - incumbent.net * Int128(alternative.count)
      return numerator.double / (Double(incumbent.count) * Double(alternative.count) * TaskSums.dollarScale)
    }
  }

  let parts: [Part]

  /// - Parameter strata: those to compare, of either tool; the incumbent has a task in each.
  init(strata: [Stratum], incumbent: [Stratum: TaskSums], alternative: [Stratum: TaskSums]) {
    let total = strata.reduce(into: 0.0) { $0 += Double(incumbent[$1]?.count ?? 0) }
    parts = strata.sorted(by: Stratum.precedes).compactMap { stratum in
      guard let sums = incumbent[stratum], sums.count > 0 else { return nil }
      return Part(
        stratum: stratum, weight: Double(sums.count) / total, incumbent: sums,
        alternative: alternative[stratum] ?? TaskSums())
    }
  }

  var incumbentTasks: Int64 { parts.reduce(0) { $0 + $1.incumbent.count } }
  var alternativeTasks: Int64 { parts.reduce(0) { $0 + $1.alternative.count } }

  /// Δ = Σ_S w_s(ȳ_B,s − ȳ_A,s) (method 2.3).
  var delta: Double {
    var sum = 0.0
    var size = 0.0
    for part in parts {
      sum += part.weight * part.difference
      size += abs(part.weight * part.difference)
    }
    return abs(sum) <= 1e-14 * size ? 0 : sum
  }

  /// V_task = Σ_S w_s²(s²_A,s/n_A,s + s²_B,s/n_B,s) with Welch–Satterthwaite degrees of freedom.
  var taskVariance: VarianceTerms { terms(\.netVariance) }

  /// The same for cost that is cash; a run costs the same each time, so only token cost varies.
  var cashVariance: VarianceTerms { terms(\.tokenVariance) }

  /// The same for value less human cost.
  var valueVariance: VarianceTerms { terms(\.valueVariance) }

  private func terms(_ variance: (TaskSums) -> Double?) -> VarianceTerms {
    var terms = VarianceTerms()
    for part in parts {
      for sums in [part.incumbent, part.alternative] where sums.count > 1 {
        let term = part.weight * part.weight * (variance(sums) ?? 0) / Double(sums.count)
        terms.add(term, degreesOfFreedom: Double(sums.count - 1))
      }
    }
    return terms
  }

  /// σ²₊ = Σ_S w_s(s²_A,s + s²_B,s) (method 3.4).
  var spread: Double {
    parts.reduce(0) {
      $0 + $1.weight * (($1.incumbent.netVariance ?? 0) + ($1.alternative.netVariance ?? 0))
    }
  }

  var incumbentMeans: ComponentMeans { ComponentMeans(weighted: parts.map { ($0.weight, $0.incumbent) }) }
  var alternativeMeans: ComponentMeans { ComponentMeans(weighted: parts.map { ($0.weight, $0.alternative) }) }

  var rates: [String: Int64] {
    parts.reduce(into: [:]) { rates, part in
      rates.merge(part.incumbent.rates) { first, _ in first }
      rates.merge(part.alternative.rates) { first, _ in first }
    }
  }

  var stratumComparisons: [StratumComparison] {
    parts.map { part in
      StratumComparison(
        stratum: part.stratum, weight: part.weight, incumbent: part.incumbent, alternative: part.alternative)
    }
  }
}

extension StratumComparison {
  init(stratum: Stratum, weight: Double, incumbent: TaskSums, alternative: TaskSums) {
    func deviation(_ sums: TaskSums) -> Double? {
      sums.netVariance.map { Rounding.nineSignificantDigits(max(0, $0).squareRoot()) }
    }
    self.init(
      label: stratum.label, weight: Rounding.nineSignificantDigits(weight), incumbentTasks: incumbent.count,
      alternativeTasks: alternative.count, incumbentMean: Rounding.nineSignificantDigits(incumbent.netMean),
      alternativeMean: Rounding.nineSignificantDigits(alternative.netMean),
      incumbentDeviation: deviation(incumbent), alternativeDeviation: deviation(alternative))
  }
}
