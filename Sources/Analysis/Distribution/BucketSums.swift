import TriageModel

/// Log buckets of token cost and net value of the ok tasks of one category while they are added up.
struct BucketSums<Net: NetNumber> {
  /// Rows of net values per tool.
  private enum Sign {
    static var gain: Int { 0 }
    static var loss: Int { 1 }
    static var count: Int { 2 }
  }

  private struct Bucket {
    var count: Int64 = 0
    var sum: Net.Whole = 0
  }

  private let scale: LogScale
  private let tools: [String: Int]
  /// Position of each group's tool.
  private let toolOfGroup: [Int]
  private let perNano: Double
  private let width: Int
  /// Tasks of each tool by token cost, `width` buckets each: of costs nobody asks for a sum.
  private var costs: [Int64]
  /// Net values of each tool by sign and size.
  private var nets: [Bucket]
  private var zeroCosts: [Int64]
  private var zeroNets: [Int64]

  init(_ valued: ValuedFacts, in unit: NetUnit, scale: LogScale) {
    self.scale = scale
    var tools: [String: Int] = [:]
    for group in valued.groups where tools[group.tool] == nil { tools[group.tool] = tools.count }
    self.tools = tools
    toolOfGroup = valued.groups.map { tools[$0.tool] ?? 0 }
    perNano = NetLine.scale.nearestDouble / unit.size.nearestDouble
    // A net value has the token cost in it.
    width = scale.bucket(of: max(1, unit.largestNanos)) + 2
    costs = [Int64](repeating: 0, count: tools.count * width)
    nets = [Bucket](repeating: Bucket(), count: tools.count * Sign.count * width)
    zeroCosts = [Int64](repeating: 0, count: tools.count)
    zeroNets = zeroCosts
  }

  mutating func add(_ block: NetBlock<Net>, _ numbers: FactRun.Numbers) {
    // Taken out while they are written, so that each is asked but once whether somebody else has it.
    var (ownCosts, ownNets): ([Int64], [Bucket]) = ([], [])
    swap(&ownCosts, &costs)
    swap(&ownNets, &nets)
    add(block, numbers, to: &ownCosts, &ownNets)
    swap(&ownCosts, &costs)
    swap(&ownNets, &nets)
  }

  private mutating func add(
    _ block: NetBlock<Net>, _ numbers: FactRun.Numbers, to allCosts: inout [Int64], _ allNets: inout [Bucket]
  ) {
    let (perNano, width, scale, toolOfGroup) = (perNano, width, scale, toolOfGroup)
    let (marks, values, tools) = (block.marks.span, block.nets.span, toolOfGroup.span)
    var costs = allCosts.mutableSpan
    var nets = allNets.mutableSpan
    for (index, fact) in block.facts.enumerated() {
      let mark = marks[index]
      guard mark != 0 else { continue }
      let sign: Int64 = mark > 0 ? 1 : -1
      let tool = tools[Int(mark.magnitude) &- 1]
      let cost = Double(numbers.k[fact])
      if cost >= 1 {
        costs[tool &* width &+ min(scale.bucket(of: cost), width &- 1)] &+= sign
      } else {
        zeroCosts[tool] += sign
      }
      let net = values[index].nanos(perNano)
      guard net != 0 else {
        zeroNets[tool] += sign
        continue
      }
      let row = tool &* Sign.count &+ (net < 0 ? Sign.loss : Sign.gain)
      let place = row &* width &+ min(scale.bucket(of: net.magnitude), width &- 1)
      nets[place].count &+= sign
      nets[place].sum &+= Net.whole(net.magnitude) &* Net.Whole(truncatingIfNeeded: sign)
    }
  }

  /// How the tasks of each tool are spread. What was added up is of no more use then, and a tenth of a report's memory.
  var distributions: [String: TaskDistribution] {
    tools.compactMapValues { tool in
      TaskDistribution(
        costs: LogBuckets(
          zeros: zeroCosts[tool],
          positive: costs[tool * width..<(tool + 1) * width].map { LogBuckets.Bucket(count: $0) }[...]),
        nets: LogBuckets(
          zeros: zeroNets[tool], positive: row(Sign.gain, of: tool), negative: row(Sign.loss, of: tool)),
        scale: scale)
    }
  }

  private func row(_ sign: Int, of tool: Int) -> ArraySlice<LogBuckets.Bucket> {
    let start = (tool * Sign.count + sign) * width
    return nets[start..<start + width].map { LogBuckets.Bucket(count: $0.count, sum: Int128($0.sum)) }[...]
  }
}
