import TriageModel

/// Which categories or departments a cap's tables show apart: those of at least five distinct workers (method 5).
enum CapGroups {
  /// - Parameter name: the group of a place.
  static func small(_ units: SpendUnits, by name: (SpendUnits.Place) -> String?) -> SmallGroups {
    var positions: [String?: Int] = [:]
    var groupOfPlace: [Int] = []
    for place in units.places {
      let position = positions[name(place)] ?? positions.count
      positions[name(place)] = position
      groupOfPlace.append(position)
    }
    var workers = [[Int32]](repeating: [], count: positions.count)
    // Units of one worker lie together.
    for unit in units.units where unit.worker != 0 {
      let group = groupOfPlace[Int(unit.place)]
      if workers[group].last != unit.worker { workers[group].append(unit.worker) }
    }
    guard workers.contains(where: { !$0.isEmpty }) else { return .none }
    var groups: [String?: [Int32]] = [:]
    // What names no category or department belongs to everybody.
    for (name, position) in positions where name != nil { groups[name] = workers[position] }
    return SmallGroups(groups)
  }
}
