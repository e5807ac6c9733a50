import TriageModel

/// Finds the group and the valuation of each key of a table; keys of equal names mostly follow each other.
struct KeyRoles {
  private let policy: Policy
  private(set) var valuations: [Valuation] = []
  private var groups: [ValuedFacts.Group] = []
  private var positions: [ValuedFacts.Group: Int32] = [:]
  private var roles: [ValuedFacts.Role] = []
  private var last: TaskCellKey?
  /// Valuations of the last key's tool and department, by cost state, value basis and success; −1 = not made yet.
  private var known: [Int32]
  /// Groups of the same, by complexity.
  private var knownGroups: [Int32]

  init(policy: Policy) {
    self.policy = policy
    known = Array(repeating: -1, count: 1 << 12)
    knownGroups = Array(repeating: -1, count: 16)
  }

  /// - Throws: `AnalysisError.overflow`.
  mutating func add(_ key: TaskCellKey) throws(AnalysisError) {
    if last?.tool != key.tool || last?.department != key.department || last?.category != key.category {
      for place in known.indices { known[place] = -1 }
      for place in knownGroups.indices { knownGroups[place] = -1 }
      last = key
    }
    let valuation = try valuation(of: key)
    let isOK = valuations[Int(valuation)].status == .ok
    roles.append(
      ValuedFacts.Role(group: isOK ? group(of: key, valuations[Int(valuation)].tool) : -1, valuation: valuation))
  }

  private mutating func valuation(of key: TaskCellKey) throws(AnalysisError) -> Int32 {
    let place = key.costState.rawValue << 8 | key.valueBasis.rawValue << 4 | key.succeeded.rawValue
    guard known[place] < 0 else { return known[place] }
    known[place] = Int32(valuations.count)
    valuations.append(try Valuation(of: key, under: policy))
    return known[place]
  }

  private mutating func group(of key: TaskCellKey, _ tool: String) -> Int32 {
    let level = key.complexity ?? 0
    if knownGroups.indices.contains(level), knownGroups[level] >= 0 { return knownGroups[level] }
    let group = ValuedFacts.Group(tool: tool, stratum: Stratum(of: key, by: policy.stratifyBy))
    let position = positions[group] ?? Int32(groups.count)
    if position == groups.count {
      groups.append(group)
      positions[group] = position
    }
    if knownGroups.indices.contains(level) { knownGroups[level] = position }
    return position
  }

  /// Groups by tool, then stratum, and the role of each key.
  func inOrder() -> (groups: [ValuedFacts.Group], roles: [ValuedFacts.Role]) {
    let order = groups.indices.sorted { KeyRoles.precedes(groups[$0], groups[$1]) }
    var places = [Int32](repeating: 0, count: groups.count)
    for (place, group) in order.enumerated() { places[group] = Int32(place) }
    let ordered = roles.map { role in
      ValuedFacts.Role(group: role.group < 0 ? -1 : places[Int(role.group)], valuation: role.valuation)
    }
    return (order.map { groups[$0] }, ordered)
  }

  private static func precedes(_ left: ValuedFacts.Group, _ right: ValuedFacts.Group) -> Bool {
    left.tool != right.tool
      ? NameOrder.precedes(left.tool, right.tool) : Stratum.precedes(left.stratum, right.stratum)
  }
}
