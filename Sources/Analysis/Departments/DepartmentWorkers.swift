import TriageModel

/// The distinct workers behind each department's tasks of each category, counted from task facts.
///
/// Tasks without a worker count for nobody. Numbers of workers are compared only with one another.
struct DepartmentWorkers: Sendable {
  /// Worker numbers in ascending order, by department.
  typealias Groups = [String?: [Int32]]

  /// By category.
  private(set) var byGroup: [String: Groups] = [:]
  private(set) var byDepartment: Groups = [:]
  private(set) var byCategory: [String: [Int32]] = [:]

  init(_ categories: some Sequence<(String, Groups)>) {
    var all: [String?: [[Int32]]] = [:]
    for (category, groups) in categories {
      byGroup[category] = groups
      byCategory[category] = DepartmentWorkers.union(Array(groups.values))
      for (department, workers) in groups { all[department, default: []].append(workers) }
    }
    byDepartment = all.mapValues(DepartmentWorkers.union)
  }

  /// Whether any task names its worker.
  var isKnown: Bool { byDepartment.values.contains { !$0.isEmpty } }

  func workers(_ category: String, _ department: String?) -> [Int32] { byGroup[category]?[department] ?? [] }

  /// Distinct numbers of ascending lists, in ascending order.
  static func union(_ parts: [[Int32]]) -> [Int32] {
    if let first = parts.first, parts.count == 1 { return first }
    var sorted: [Int32] = []
    for part in parts { sorted += part }
    sorted.sort()
    var distinct: [Int32] = []
    distinct.reserveCapacity(sorted.count)
    for number in sorted where number != distinct.last { distinct.append(number) }
    return distinct
  }

  /// The workers of one category, however many there are.
  static func groups(_ table: FactTable, _ places: DepartmentPlaces) -> Groups {
    let found = workers(table, places.ofKey, count: places.departments.count)
    return Dictionary(uniqueKeysWithValues: zip(places.departments, found))
  }

  private static func workers(_ table: FactTable, _ placeOfKey: [Int], count: Int) -> [[Int32]] {
    let slots = table.workers
    var found = [[Int32]](repeating: [], count: count)
    var entries: [(place: Int, sign: Int64)] = []
    for run in table.runs {
      run.withNumbers { numbers in
        for entry in run.keys {
          for index in entry.facts {
            entries.append(
              (slots.place(of: numbers.worker[index]) * count + placeOfKey[entry.key], numbers.sign[index]))
          }
        }
      }
    }
    entries.sort { $0.place < $1.place }
    var sum: Int64 = 0
    for (index, entry) in entries.enumerated() {
      sum += entry.sign
      guard index + 1 == entries.count || entries[index + 1].place != entry.place else { continue }
      let slot = entry.place / count
      if slot > 0, sum > 0 { found[entry.place % count].append(slots.worker(at: slot)) }
      sum = 0
    }
    return found
  }
}
