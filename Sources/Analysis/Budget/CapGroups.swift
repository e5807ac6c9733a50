import TriageModel

/// Which categories and departments a cap's tables show apart (method 5): those of at least five distinct workers, of
/// whom the cap touches none or at least five.
struct CapGroups {
  let places: [SpendUnits.Place]
  /// Distinct workers of each place, ascending, by the requests that name them.
  let workers: [[Int32]]
  /// Of them: those with a blocked unit.
  let touched: [[Int32]]

  /// - Parameter hidden: categories that other tables of the period hide.
  func categories(hidden: Set<String?>) -> SmallGroups { small(hidden) { $0.category } }

  /// - Parameter hidden: departments that other tables of the period hide.
  func departments(beside categories: SmallGroups, hidden: Set<String?>) -> SmallGroups {
    let small = small(hidden) { $0.department }
    let parts = places.indices.map { place in
      CrossedGroups.Part(
        department: places[place].department, category: places[place].category, workers: workers[place],
        touched: touched[place], isExempt: workers[place].isEmpty)
    }
    return CrossedGroups(parts: parts).areSafe(categories: categories, departments: small)
      ? small : .all(places.map(\.department))
  }

  private func small(_ hidden: Set<String?>, by name: (SpendUnits.Place) -> String?) -> SmallGroups {
    guard workers.contains(where: { !$0.isEmpty }) else { return .none }
    let groups = CapGroups.union(workers, places.map(name)).filter { group in
      // What names neither a worker nor a category or department shows nobody.
      group.key != nil || !group.value.isEmpty || hidden.contains(nil)
    }
    return SmallGroups(groups, with: hidden, touched: CapGroups.union(touched, places.map(name)))
  }

  private static func union(_ workers: [[Int32]], _ names: [String?]) -> [String?: [Int32]] {
    var parts: [String?: [[Int32]]] = [:]
    for (name, workers) in zip(names, workers) { parts[name, default: []].append(workers) }
    return parts.mapValues(DepartmentWorkers.union)
  }
}
