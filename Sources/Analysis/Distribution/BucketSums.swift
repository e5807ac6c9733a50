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
    var sum: Net.Size = 0
  }

  private let scale: LogScale
  private let tools: [String: Int]
  /// Position of each group's tool.
  private let toolOfGroup: [Int]
  private let nanosPerUnit: Double
  private let width: Int
  /// Tasks of each tool by token cost, `width` buckets each: of costs nobody asks for a sum.
  private var costs: [Int64]
  /// Net values of each tool by sign and size.
  private var nets: [Bucket]
  /// Tasks of each tool whose token cost is zero, and whose net value is.
  private var zeroCosts: [Int64]
  private var zeroNets: [Int64]

  init(_ valued: ValuedFacts, in unit: NetUnit, scale: LogScale) {
    self.scale = scale
    var tools: [String: Int] = [:]
    for group in valued.groups where tools[group.tool] == nil { tools[group.tool] = tools.count }
    self.tools = tools
    toolOfGroup = valued.groups.map { tools[$0.tool] ?? 0 }
    nanosPerUnit = unit.size.nearestDouble / NetLine.scale.nearestDouble
    // A net value has the token cost in it.
    width = scale.bucket(of: unit.largestNanos) + 2
    costs = [Int64](repeating: 0, count: tools.count * width)
    nets = [Bucket](repeating: Bucket(), count: tools.count * Sign.count * width)
    zeroCosts = [Int64](repeating: 0, count: tools.count)
    zeroNets = zeroCosts
  }

  mutating func add(_ block: NetBlock<Net>, _ numbers: FactRun.Numbers) {
    var place = 0
    for piece in block.pieces {
      let tool = toolOfGroup[piece.group]
      let sign: Int64 = piece.isAdded ? 1 : -1
      zeroCosts[tool] += sign * add(costs: numbers.k, piece.facts, sign, row: tool * width)
      let places = place..<place + piece.facts.count
      zeroNets[tool] += sign * add(nets: block.nets.span.extracting(places), sign, row: tool * Sign.count * width)
      place = places.upperBound
    }
  }

  /// - Returns: the number of costs that are zero.
  private mutating func add(costs numbers: FactNumbers, _ facts: Range<Int>, _ sign: Int64, row: Int) -> Int64 {
    let (scale, last) = (scale, width &- 1)
    var costs = costs.mutableSpan
    var zeros: Int64 = 0
    for fact in facts {
      let cost = numbers[fact]
      guard cost > 0 else {
        zeros += 1
        continue
      }
      costs[row &+ min(scale.bucket(of: Double(cost)), last)] &+= sign
    }
    return zeros
  }

  /// - Parameter row: of gains; that of losses follows.
  /// - Returns: the number of net values that are zero.
  private mutating func add(nets values: Span<Net>, _ sign: Int64, row: Int) -> Int64 {
    let (scale, nanosPerUnit, width) = (scale, nanosPerUnit, width)
    var buckets = nets.mutableSpan
    var zeros: Int64 = 0
    for place in values.indices {
      let net = values[place]
      let nanos = net.nanos(nanosPerUnit)
      // Less than half a nano-dollar is none.
      guard nanos >= 0.5 else {
        zeros += 1
        continue
      }
      let bucket = (net.isNegative ? row &+ width : row) &+ min(scale.bucket(of: nanos), width &- 1)
      buckets[bucket].count &+= sign
      buckets[bucket].sum &+= sign > 0 ? net.size : 0 &- net.size
    }
    return zeros
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
