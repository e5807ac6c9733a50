import TriageModel

/// The facts of one category under one policy: the net value of each, and the tool and stratum that it counts for.
struct ValuedFacts: Sendable {
  /// The ok tasks of one tool in one stratum.
  struct Group: Hashable, Sendable {
    let tool: String
    let stratum: Stratum
  }

  /// What becomes of the facts of one key.
  struct Role: Sendable {
    /// Position in `groups`; −1 where the key's tasks are not ok.
    var group: Int32
    /// Position in `valuations`.
    let valuation: Int32
  }

  /// How large sums of net values can get.
  enum Size: Sendable {
    /// Divided by `unit`, all sums fit 64 bits.
    case small
    /// All sums, multiplied by counts, fit 128 bits.
    case medium
    case large
  }

  let table: FactTable
  /// By tool, then stratum.
  let groups: [Group]
  /// Each once.
  let valuations: [Valuation]
  /// One per key of the table.
  let roles: [Role]
  /// A bound of |y| × `NetLine.scale`.
  let largestNet: Double
  let size: Size
  /// What net values are counted in: `NetLine.scale` / unit of them are a nano-dollar.
  let unit: Int128

  /// - Throws: `AnalysisError.overflow`.
  init(_ table: FactTable, policy: Policy) throws(AnalysisError) {
    self.table = table
    var making = KeyRoles(policy: policy)
    for key in table.keys { try making.add(key) }
    let valuations = making.valuations
    self.valuations = valuations
    (groups, roles) = making.inOrder()
    let divisor = ValuedFacts.unit(valuations)
    var largestNet = ValuedFacts.largestNet(table.largestPossible, valuations)
    var size = ValuedFacts.size(largestNet, count: table.count, unit: divisor)
    if size != .small {
      // The heads of columns tell ranges only up to a factor of 256.
      largestNet = ValuedFacts.largestNet(table.largest, valuations)
      size = ValuedFacts.size(largestNet, count: table.count, unit: divisor)
    }
    (self.largestNet, self.size) = (largestNet, size)
    unit = size == .small ? divisor : 1
  }

  /// Sums of all nets, times the number of facts, stay well inside 128 bits, or the sums alone well inside 64.
  private static func size(_ largestNet: Double, count: Int, unit: Int128) -> Size {
    let count = max(1, Double(count))
    if largestNet / unit.nearestDouble * count < 1e18 { return .small }
    return largestNet * count * count < 1e37 ? .medium : .large
  }

  /// The largest divisor that all coefficients have in common.
  private static func unit(_ valuations: [Valuation]) -> Int128 {
    var unit = Int64(NetLine.scale)
    for line in valuations.lazy.map(\.line) where unit > 1 {
      for coefficient in [line.constant, line.v, line.r, line.w, line.p] where coefficient != 0 {
        var (divisor, rest) = (unit, Int64(coefficient % Int128(unit)))
        while rest != 0 { (divisor, rest) = (rest, divisor % rest) }
        unit = abs(divisor)
      }
    }
    return Int128(unit)
  }

  /// The largest net value that the largest figures could make together.
  private static func largestNet(_ largest: Figures<UInt64>, _ valuations: [Valuation]) -> Double {
    valuations.reduce(0.0) { bound, valuation in
      let line = valuation.line
      let parts = [
        (line.v, largest.v), (line.k, largest.k), (line.r, largest.r), (line.w, largest.w), (line.p, largest.p),
      ]
      return max(
        bound,
        parts.reduce(line.constant.nearestDouble.magnitude) { $0 + $1.0.nearestDouble.magnitude * Double($1.1) })
    }
  }
}

extension ValuedFacts {
  /// Adds up all facts in one pass, by worker, and by size where there is a scale for it.
  func sums(scale: LogScale?) -> (workers: WorkerEvidence, distributions: ToolDistributions) {
    switch size {
    case .small: sums(Int64.self, scale)
    case .medium: sums(Int128.self, scale)
    case .large: sums(WideInteger.self, scale)
    }
  }

  private func sums<Net: NetNumber>(
    _: Net.Type, _ scale: LogScale?
  ) -> (workers: WorkerEvidence, distributions: ToolDistributions) {
    var block = NetBlock<Net>(self)
    var workers = WorkerSums<Net>(self)
    var buckets = scale.map { BucketSums<Net>(self, scale: $0) }
    for run in table.runs {
      run.withNumbers { numbers in
        for start in stride(from: 0, to: run.count, by: NetBlock<Net>.length) {
          block.fill(numbers, start..<min(start + NetBlock<Net>.length, run.count))
          workers.add(block, numbers)
          buckets?.add(block, numbers)
        }
      }
    }
    return (workers.evidence, buckets?.distributions ?? .none)
  }
}
