import TriageModel

/// Log buckets of token cost and net value of the ok tasks of one category, by tool.
struct ToolDistributions {
  /// Rows of net values per tool.
  enum Sign {
    static let gain = 0
    static let loss = 1
    static let count = 2
  }

  private let scale: LogScale
  private let tools: [String: Int]
  /// A row of each tool, one after the other, `width` buckets each.
  private let costs: [Int64]
  /// The rows of each tool.
  private let nets: [LogBuckets.Bucket]
  private let width: Int
  /// Tasks of each tool whose token cost, or net value, is zero.
  private let zeroCosts: [Int64]
  private let zeroNets: [Int64]

  /// No tool has a distribution.
  static let none = ToolDistributions(
    scale: LogScale(), tools: [:], costs: [], nets: [], width: 0, zeroCosts: [], zeroNets: [])

  init(
    scale: LogScale, tools: [String: Int], costs: [Int64], nets: [LogBuckets.Bucket], width: Int, zeroCosts: [Int64],
    zeroNets: [Int64]
  ) {
    self.scale = scale
    self.tools = tools
    self.costs = costs
    self.nets = nets
    self.width = width
    self.zeroCosts = zeroCosts
    self.zeroNets = zeroNets
  }

  private func row(_ sign: Int, of tool: Int) -> ArraySlice<LogBuckets.Bucket> {
    let start = (tool * Sign.count + sign) * width
    return nets[start..<start + width]
  }

  /// Nil without an ok task of the tool.
  func distribution(of name: String) -> TaskDistribution? {
    guard let tool = tools[name] else { return nil }
    let costs = LogBuckets(
      zeros: zeroCosts[tool],
      positive: costs[tool * width..<(tool + 1) * width].map { LogBuckets.Bucket(count: $0) }[...])
    let nets = LogBuckets(
      zeros: zeroNets[tool], positive: row(Sign.gain, of: tool), negative: row(Sign.loss, of: tool))
    guard let cost = quantiles(costs), let net = quantiles(nets) else { return nil }
    return TaskDistribution(
      tokenCost: cost, netValue: net, tasks: nets.count, topShare: nets.topShare.map(Rounding.nineSignificantDigits))
  }

  private func quantiles(_ buckets: LogBuckets) -> TaskDistribution.Quantiles? {
    let values = [0.5, 0.9, 0.99].compactMap { buckets.quantile($0, scale: scale) }
      .map { Rounding.nineSignificantDigits($0 / 1e9) }
    return values.count == 3 ? TaskDistribution.Quantiles(p50: values[0], p90: values[1], p99: values[2]) : nil
  }
}
