import TriageModel

/// Log buckets of token cost and net value of the ok tasks of one category, by tool.
struct ToolDistributions {
  private struct Measures {
    var tokenCost = LogBuckets()
    var netValue = LogBuckets()
  }

  private let scale: LogScale
  private var measures: [Measures] = []
  private var tools: [String: Int] = [:]

  init(_ valued: ValuedFacts, scale: LogScale) {
    self.scale = scale
    for group in valued.groups where tools[group.tool] == nil {
      tools[group.tool] = measures.count
      measures.append(Measures())
    }
    let toolOfGroup = valued.groups.map { tools[$0.tool] ?? 0 }
    let facts = valued.table.facts
    for index in facts.indices {
      let group = valued.groupOfKey[Int(facts[index].keyIndex)]
      guard group >= 0 else { continue }
      let tool = toolOfGroup[Int(group)]
      let net = valued.isNarrow ? Double(valued.nets[index]) : valued.wideNet(index).double
      measures[tool].tokenCost.add(Double(facts[index].figures.k), sign: facts[index].sign, scale: scale)
      measures[tool].netValue.add(
        (net / Double(NetLine.scale)).rounded(.toNearestOrAwayFromZero), sign: facts[index].sign, scale: scale)
    }
  }

  /// Nil without an ok task of the tool.
  func distribution(of tool: String) -> TaskDistribution? {
    guard let measure = tools[tool].map({ measures[$0] }), let cost = quantiles(measure.tokenCost),
      let net = quantiles(measure.netValue)
    else { return nil }
    return TaskDistribution(
      tokenCost: cost, netValue: net, tasks: measure.netValue.count,
      topShare: measure.netValue.topShare.map(Rounding.nineSignificantDigits))
  }

  private func quantiles(_ buckets: LogBuckets) -> TaskDistribution.Quantiles? {
    let values = [0.5, 0.9, 0.99].compactMap { buckets.quantile($0, scale: scale) }
      .map { Rounding.nineSignificantDigits($0 / 1e9) }
    return values.count == 3 ? TaskDistribution.Quantiles(p50: values[0], p90: values[1], p99: values[2]) : nil
  }
}
