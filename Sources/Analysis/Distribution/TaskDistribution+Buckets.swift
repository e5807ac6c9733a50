import TriageModel

extension TaskDistribution {
  /// How the ok tasks of one tool are spread; nil without any.
  init?(costs: LogBuckets, nets: LogBuckets, scale: LogScale) {
    guard let cost = Quantiles(costs, scale: scale), let net = Quantiles(nets, scale: scale) else { return nil }
    self.init(
      tokenCost: cost, netValue: net, tasks: nets.count, topShare: nets.topShare.map(Rounding.nineSignificantDigits))
  }
}

extension TaskDistribution.Quantiles {
  fileprivate init?(_ buckets: LogBuckets, scale: LogScale) {
    let values = [0.5, 0.9, 0.99].compactMap { buckets.quantile($0, scale: scale) }
      .map { Rounding.nineSignificantDigits($0 / 1e9) }
    guard values.count == 3 else { return nil }
    self.init(p50: values[0], p90: values[1], p99: values[2])
  }
}
