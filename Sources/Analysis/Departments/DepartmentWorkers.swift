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
  ///
  /// Facts of one worker lie together, so that one small array of counts serves them all; where the counts of all
  /// workers fit a cache, one pass over the facts in their own order is faster.
  static func groups(_ table: FactTable) -> Groups {
    let departments = Array(Set(table.keys.map(\.department)))
    let positions = Dictionary(uniqueKeysWithValues: zip(departments, departments.indices))
    let placeOfKey = table.keys.map { positions[$0.department] ?? 0 }
    let found =
      dense(table, placeOfKey, count: departments.count) ?? sparse(table, placeOfKey, count: departments.count)
    return Dictionary(uniqueKeysWithValues: zip(departments, found))
  }

  private static let denseCounts = 1 << 18

  /// - Returns: nil where numbers of workers are too large for a table of all of them.
  private static func dense(_ table: FactTable, _ placeOfKey: [Int], count: Int) -> [[Int32]]? {
    let (smallest, largest) = table.workerNumbers
    guard smallest >= 0, count > 0, Int(largest) < denseCounts / count else { return nil }
    let workers = Int(largest) + 1
    var counts = [Int32](repeating: 0, count: count * workers)
    for fact in table.facts {
      counts[placeOfKey[Int(fact.keyIndex)] &* workers &+ Int(fact.worker)] &+= fact.sign
    }
    return (0..<count).map { place in
      // Number 0 is no worker.
      (1..<max(1, workers)).compactMap { counts[place * workers + $0] > 0 ? Int32($0) : nil }
    }
  }

  private static func sparse(_ table: FactTable, _ placeOfKey: [Int], count: Int) -> [[Int32]] {
    var found = [[Int32]](repeating: [], count: count)
    var counts = [Int32](repeating: 0, count: count)
    for (start, end) in zip(table.workerStarts, table.workerStarts.dropFirst()) where start < end {
      for place in counts.indices { counts[place] = 0 }
      for index in start..<end {
        let fact = table.facts[Int(table.byWorker[index])]
        counts[placeOfKey[Int(fact.keyIndex)]] &+= fact.sign
      }
      let worker = table.facts[Int(table.byWorker[start])].worker
      for place in counts.indices where counts[place] > 0 { found[place].append(worker) }
    }
    return found.map { $0.sorted() }
  }
}
