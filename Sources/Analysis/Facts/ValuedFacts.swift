import TriageModel

/// The facts of one category under one policy: the net value of each, and the tool and stratum that it counts for.
struct ValuedFacts: Sendable {
  /// The ok tasks of one tool in one stratum.
  struct Group: Hashable, Sendable {
    let tool: String
    let stratum: Stratum
  }

  let table: FactTable
  /// By tool, then stratum.
  let groups: [Group]
  /// One per key of the table.
  let valuations: [Valuation]
  /// Position in `groups`, one per key; -1 where the key's tasks are not ok.
  let groupOfKey: [Int32]
  /// Position in `groups` plus one for each fact, negative for one that takes a task back; 0 where not ok.
  let marks: [Int32]
  /// y × `NetLine.scale`, one per fact, sign not applied, zero where not ok; empty where amounts are so large that
  /// sums of them could leave 128 bits.
  let nets: [Int128]

  /// A bound of |y| × `NetLine.scale`.
  let largestNet: Double
  /// Whether `nets` is in use; it then can be summed, and the sums be multiplied by counts, without overflow.
  let isNarrow: Bool

  /// - Throws: `AnalysisError.overflow`.
  init(_ table: FactTable, policy: Policy) throws(AnalysisError) {
    self.table = table
    var valuations: [Valuation] = []
    valuations.reserveCapacity(table.keys.count)
    for key in table.keys { valuations.append(try Valuation(of: key, under: policy)) }
    self.valuations = valuations
    let memberships = zip(table.keys, valuations).map { key, valuation in
      valuation.status == .ok
        ? Group(tool: valuation.tool, stratum: Stratum(of: key, by: policy.stratifyBy)) : nil
    }
    groups = Set(memberships.compactMap(\.self)).sorted(by: ValuedFacts.precedes)
    let positions = Dictionary(zip(groups, Int32(0)...)) { first, _ in first }
    groupOfKey = memberships.map { $0.flatMap { positions[$0] } ?? -1 }
    largestNet = ValuedFacts.largestNet(table, valuations)
    // Sums of all nets, times the number of facts, stay well inside 128 bits.
    let count = Double(table.facts.count)
    isNarrow = largestNet * max(1, count * count) < 1e37
    (marks, nets) = ValuedFacts.values(table.facts, valuations.map(\.line), groupOfKey, isNarrow: isNarrow)
  }

  private static func precedes(_ left: Group, _ right: Group) -> Bool {
    left.tool != right.tool
      ? NameOrder.precedes(left.tool, right.tool) : Stratum.precedes(left.stratum, right.stratum)
  }

  /// The largest net value that the largest figures could make together.
  private static func largestNet(_ table: FactTable, _ valuations: [Valuation]) -> Double {
    let largest = table.largest
    return valuations.reduce(0.0) { bound, valuation in
      let line = valuation.line
      let parts = [
        (line.v, largest.v), (line.k, largest.k), (line.r, largest.r), (line.w, largest.w), (line.p, largest.p),
      ]
      return max(
        bound,
        parts.reduce(line.constant.nearestDouble.magnitude) { $0 + $1.0.nearestDouble.magnitude * Double($1.1) })
    }
  }

  /// One pass over the facts, one multiplication per figure; where `isNarrow`, none of them can wrap.
  private static func values(
    _ facts: [TaskFacts.Fact], _ lines: [NetLine], _ groupOfKey: [Int32], isNarrow: Bool
  ) -> (marks: [Int32], nets: [Int128]) {
    var marks = [Int32](repeating: 0, count: facts.count)
    var nets = [Int128](repeating: 0, count: isNarrow ? facts.count : 0)
    for index in facts.indices {
      let key = Int(facts[index].keyIndex)
      guard groupOfKey[key] >= 0 else { continue }
      marks[index] = facts[index].sign < 0 ? -groupOfKey[key] - 1 : groupOfKey[key] + 1
      guard isNarrow else { continue }
      let figures = facts[index].figures
      let line = lines[key]
      var net = line.constant &+ line.v &* Int128(figures.v) &- NetLine.scale &* Int128(figures.k)
      if figures.r != 0 { net = net &+ line.r &* Int128(figures.r) }
      if figures.w != 0 { net = net &+ line.w &* Int128(figures.w) }
      if line.p != 0 { net = net &+ line.p &* Int128(figures.p) }
      nets[index] = net
    }
    return (marks, nets)
  }

  /// y × `NetLine.scale` of one fact, its sign not applied, however large.
  func wideNet(_ index: Int) -> WideInteger {
    let fact = table.facts[index]
    return valuations[Int(fact.keyIndex)].line.sum(count: 1, fact.figures.widened)
  }
}

extension Figures where Value == Int64 {
  var widened: Figures<Int128> {
    Figures<Int128>(v: Int128(v), k: Int128(k), r: Int128(r), w: Int128(w), p: Int128(p))
  }
}
