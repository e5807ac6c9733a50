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
  /// y × `NetLine.scale`, one per fact, sign not applied, zero where not ok; empty where amounts are so large that
  /// sums of them could leave 128 bits.
  let nets: [Int128]

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
    isNarrow = ValuedFacts.isNarrow(table, valuations)
    nets = isNarrow ? ValuedFacts.nets(table.facts, lines: valuations.map(\.line), groupOfKey) : []
  }

  private static func precedes(_ left: Group, _ right: Group) -> Bool {
    left.tool != right.tool
      ? NameOrder.precedes(left.tool, right.tool) : Stratum.precedes(left.stratum, right.stratum)
  }

  /// Whether the largest conceivable net value times the square of the number of facts stays well inside 128 bits.
  private static func isNarrow(_ table: FactTable, _ valuations: [Valuation]) -> Bool {
    let largest = table.largest
    let bound = valuations.reduce(0.0) { bound, valuation in
      let line = valuation.line
      let parts = [
        (line.v, largest.v), (line.k, largest.k), (line.r, largest.r), (line.w, largest.w), (line.p, largest.p),
      ]
      return max(
        bound, parts.reduce(Double(line.constant.magnitude)) { $0 + Double($1.0.magnitude) * Double($1.1) })
    }
    let count = Double(table.facts.count)
    return bound * max(1, count * count) < 1e37
  }

  /// One multiplication per figure; `isNarrow` has shown that none of them wraps.
  private static func nets(_ facts: [TaskFacts.Fact], lines: [NetLine], _ groupOfKey: [Int32]) -> [Int128] {
    var nets = [Int128](repeating: 0, count: facts.count)
    for index in facts.indices {
      let key = Int(facts[index].keyIndex)
      guard groupOfKey[key] >= 0 else { continue }
      let figures = facts[index].figures
      let line = lines[key]
      var net = line.constant &+ line.v &* Int128(figures.v) &- NetLine.scale &* Int128(figures.k)
      if figures.r != 0 { net = net &+ line.r &* Int128(figures.r) }
      if figures.w != 0 { net = net &+ line.w &* Int128(figures.w) }
      if line.p != 0 { net = net &+ line.p &* Int128(figures.p) }
      nets[index] = net
    }
    return nets
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
