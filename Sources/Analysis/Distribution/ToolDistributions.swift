import TriageModel

/// Log buckets of token cost and net value of the ok tasks of one category, by tool.
struct ToolDistributions {
  /// Rows of buckets per tool.
  private enum Row {
    static let cost = 0
    static let gain = 1
    static let loss = 2
    static let count = 3
  }

  private let scale: LogScale
  private var tools: [String: Int] = [:]
  /// Rows of every tool, one after the other, `width` buckets each.
  private let buckets: [LogBuckets.Bucket]
  private let width: Int
  private let zeroCosts: [Int64]
  private let zeroNets: [Int64]

  /// No tool has a distribution.
  static let none = ToolDistributions(.none, scale: nil)

  /// - Parameter facts: nil = none.
  init(_ valued: ValuedFacts?, scale: LogScale?) {
    let scale = scale ?? LogScale()
    self.scale = scale
    for group in valued?.groups ?? [] where tools[group.tool] == nil { tools[group.tool] = tools.count }
    let tools = self.tools
    let toolOfGroup = (valued?.groups ?? []).map { tools[$0.tool] ?? 0 }
    var (zeroCosts, zeroNets) = ([Int64](repeating: 0, count: tools.count), [Int64](repeating: 0, count: tools.count))
    guard let valued else {
      (buckets, width, self.zeroCosts, self.zeroNets) = ([], 0, zeroCosts, zeroNets)
      return
    }
    let perNano = NetLine.scale.nearestDouble
    let largest = max(1, Double(valued.table.largest.k), valued.largestNet / perNano)
    let width = scale.bucket(of: largest) + 2
    var buckets = [LogBuckets.Bucket](repeating: LogBuckets.Bucket(), count: tools.count * Row.count * width)
    let facts = valued.table.facts
    func add(_ size: Double, _ sign: Int64, row: Int) {
      let place = row * width + min(scale.bucket(of: size), width - 1)
      let whole = size < 9e15 ? Int128(Int64(size)) : Int128(min(size, 1e36))
      buckets[place].count += sign
      if sign > 0 { buckets[place].sum &+= whole } else { buckets[place].sum &-= whole }
    }
    for index in facts.indices {
      let mark = valued.marks[index]
      guard mark != 0 else { continue }
      let sign: Int64 = mark > 0 ? 1 : -1
      let tool = toolOfGroup[Int(mark.magnitude) - 1]
      let cost = Double(facts[index].figures.k)
      if cost >= 1 { add(cost, sign, row: tool * Row.count + Row.cost) } else { zeroCosts[tool] += sign }
      let wide = valued.isNarrow ? valued.nets[index].nearestDouble : valued.wideNet(index).double
      let net = (wide / perNano).rounded(.toNearestOrAwayFromZero)
      if net == 0 {
        zeroNets[tool] += sign
      } else {
        add(net.magnitude, sign, row: tool * Row.count + (net < 0 ? Row.loss : Row.gain))
      }
    }
    (self.buckets, self.width, self.zeroCosts, self.zeroNets) = (buckets, width, zeroCosts, zeroNets)
  }

  private func row(_ number: Int, of tool: Int) -> ArraySlice<LogBuckets.Bucket> {
    let start = (tool * Row.count + number) * width
    return buckets[start..<start + width]
  }

  /// Nil without an ok task of the tool.
  func distribution(of name: String) -> TaskDistribution? {
    guard let tool = tools[name] else { return nil }
    let costs = LogBuckets(zeros: zeroCosts[tool], positive: row(Row.cost, of: tool))
    let nets = LogBuckets(
      zeros: zeroNets[tool], positive: row(Row.gain, of: tool), negative: row(Row.loss, of: tool))
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
