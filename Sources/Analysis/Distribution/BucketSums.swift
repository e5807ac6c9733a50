import TriageModel

/// Log buckets of token cost and net value of the ok tasks of one category while they are added up.
struct BucketSums<Net: NetNumber> {
  private typealias Row = ToolDistributions.Row

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
  private var buckets: [Bucket]
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
    buckets = [Bucket](repeating: Bucket(), count: tools.count * Row.count * width)
    zeroCosts = [Int64](repeating: 0, count: tools.count)
    zeroNets = zeroCosts
  }

  mutating func add(_ block: NetBlock<Net>, _ numbers: FactRun.Numbers) {
    var taken: [Bucket] = []
    swap(&taken, &buckets)
    add(block, numbers, to: &taken)
    swap(&taken, &buckets)
  }

  private mutating func add(_ block: NetBlock<Net>, _ numbers: FactRun.Numbers, to taken: inout [Bucket]) {
    let (marks, nets, perNano) = (block.marks.span, block.nets.span, perNano)
    var buckets = taken.mutableSpan
    for (index, fact) in block.facts.enumerated() {
      let mark = marks[index]
      guard mark != 0 else { continue }
      let sign: Int64 = mark > 0 ? 1 : -1
      let tool = toolOfGroup[Int(mark.magnitude) - 1]
      let cost = Double(numbers.k[fact])
      if cost >= 1 {
        BucketSums.add(cost, sign, to: &buckets, row: tool * Row.count + Row.cost, width, scale)
      } else {
        zeroCosts[tool] += sign
      }
      let net = nets[index].nanos(perNano)
      if net == 0 {
        zeroNets[tool] += sign
      } else {
        BucketSums.add(
          net.magnitude, sign, to: &buckets, row: tool * Row.count + (net < 0 ? Row.loss : Row.gain), width, scale)
      }
    }
  }

  @inline(__always)
  private static func add(
    _ size: Double, _ sign: Int64, to buckets: inout MutableSpan<Bucket>, row: Int, _ width: Int, _ scale: LogScale
  ) {
    let place = row &* width &+ min(scale.bucket(of: size), width &- 1)
    buckets[place].count &+= sign
    let whole = Net.whole(size)
    if sign > 0 { buckets[place].sum &+= whole } else { buckets[place].sum &-= whole }
  }

  var distributions: ToolDistributions {
    ToolDistributions(
      scale: scale, tools: tools, buckets: buckets.map { LogBuckets.Bucket(count: $0.count, sum: Int128($0.sum)) },
      width: width, zeroCosts: zeroCosts, zeroNets: zeroNets)
  }
}
