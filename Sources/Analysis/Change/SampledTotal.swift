import TriageModel

/// A net value after everything, with the variance of its sampled part: n·s² over the judged tasks.
struct SampledTotal {
  let net: Money
  /// nil where a single judged task leaves the spread unknown.
  let variance: VarianceTerms?

  static let nothing = SampledTotal(net: .zero, variance: VarianceTerms())

  private init(net: Money, variance: VarianceTerms?) {
    self.net = net
    self.variance = variance
  }

  init(_ statement: Statement, _ sums: TaskSums) {
    net = statement.netAfterEverything
    let count = Double(sums.count)
    variance =
      sums.count == 0
      ? VarianceTerms()
      : sums.netVariance.map { VarianceTerms(variance: count * max(0, $0), degreesOfFreedom: count - 1) }
  }

  /// The company: categories taken as independent, those of unknown spread left out, as in the total's own interval.
  init(_ book: CompanyBook) {
    net = book.statement.netAfterEverything
    variance = VarianceTerms.sum(
      book.categories.inNameOrder().compactMap { SampledTotal($0.value.statement, $0.value.sums).variance })
  }

  /// Δ ± t(c; df)·√(V + V'), the periods being independent samples (Welch–Satterthwaite).
  func change(to later: SampledTotal, confidence: Double) -> EstimateChange {
    var change: Estimate?
    if let variance, let other = later.variance {
      let sum = VarianceTerms.sum([variance, other])
      let round = Rounding.nineSignificantDigits
      let value = (later.net - net).dollars
      let margin =
        sum.degreesOfFreedom.map {
          StudentT(degreesOfFreedom: round($0)).quantile(confidence) * sum.variance.squareRoot()
        } ?? 0
      change = Estimate(value: round(value), lo: round(value - margin), hi: round(value + margin))
    }
    return EstimateChange(previous: net, current: later.net, change: change)
  }
}

extension VarianceTerms {
  /// All terms of several sums; the order in which they come does not show.
  static func sum(_ parts: [VarianceTerms]) -> VarianceTerms {
    var sum = VarianceTerms()
    for part in parts.sorted(by: { ($0.variance, $0.degreesOfFreedom ?? 0) < ($1.variance, $1.degreesOfFreedom ?? 0) })
    {
      sum.add(part.variance, degreesOfFreedom: part.degreesOfFreedom ?? 1)
    }
    return sum
  }
}
