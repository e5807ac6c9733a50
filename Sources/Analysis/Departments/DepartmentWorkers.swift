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

  init(_ categories: some Sequence<(String, Groups)>) {
    var all: [String?: [[Int32]]] = [:]
    for (category, groups) in categories {
      byGroup[category] = groups
      for (department, workers) in groups { all[department, default: []].append(workers) }
    }
    byDepartment = all.mapValues(DepartmentWorkers.union)
  }

  /// Whether any task names its worker.
  var isKnown: Bool { byDepartment.values.contains { !$0.isEmpty } }

  func workers(_ category: String, _ department: String?) -> [Int32] { byGroup[category]?[department] ?? [] }

  /// Distinct numbers of ascending lists, in ascending order.
  static func union(_ parts: [[Int32]]) -> [Int32] {
    let sorted = parts.joined().sorted()
    var distinct: [Int32] = []
    distinct.reserveCapacity(sorted.count)
    for number in sorted where number != distinct.last { distinct.append(number) }
    return distinct
  }

  /// The workers of one category.
  static func groups(_ table: FactTable) -> Groups {
    var departments: [String?] = []
    var positions: [String?: Int] = [:]
    var (last, place): (String?, Int) = (nil, -1)
    // Keys of one department mostly follow each other.
    let placeOfKey = table.keys.map { key -> Int in
      if place >= 0, last == key.department { return place }
      last = key.department
      place = positions[key.department] ?? departments.count
      if place == departments.count {
        departments.append(key.department)
        positions[key.department] = place
      }
      return place
    }
    let found =
      table.workers.count * departments.count <= largestTable
      ? dense(table, placeOfKey, count: departments.count) : sparse(table, placeOfKey, count: departments.count)
    return Dictionary(uniqueKeysWithValues: zip(departments, found))
  }

  /// Most counts of a table with one for each worker and department.
  private static let largestTable = 1 << 22

  private static func dense(_ table: FactTable, _ placeOfKey: [Int], count: Int) -> [[Int32]] {
    let slots = table.workers
    var counts = [Int32](repeating: 0, count: count * slots.count)
    for run in table.runs {
      run.withNumbers { numbers in
        var counts = counts.mutableSpan
        let placeOfKey = placeOfKey.span
        for index in 0..<run.count {
          let key = numbers.place(index)
          guard key >= 0 else { continue }
          let place = placeOfKey[key] &* slots.count &+ slots.place(of: numbers.worker[index])
          counts[place] &+= Int32(truncatingIfNeeded: numbers.sign[index])
        }
      }
    }
    return (0..<count).map { place in
      // Place 0 is no worker.
      (1..<max(1, slots.count)).compactMap { counts[place * slots.count + $0] > 0 ? slots.worker(at: $0) : nil }
    }
  }

  private static func sparse(_ table: FactTable, _ placeOfKey: [Int], count: Int) -> [[Int32]] {
    let slots = table.workers
    var found = [[Int32]](repeating: [], count: count)
    var entries: [(place: Int, sign: Int64)] = []
    for run in table.runs {
      run.withNumbers { numbers in
        for index in 0..<run.count {
          let key = numbers.place(index)
          guard key >= 0 else { continue }
          entries.append((slots.place(of: numbers.worker[index]) * count + placeOfKey[key], numbers.sign[index]))
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
