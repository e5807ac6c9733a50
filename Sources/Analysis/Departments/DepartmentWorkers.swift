import TriageModel

/// The distinct workers behind each department's tasks of each category, counted from task facts.
///
/// Tasks without a worker count for nobody. Numbers of workers are compared only with one another.
struct DepartmentWorkers: Sendable {
  /// Worker numbers in ascending order, by category and department.
  private(set) var byGroup: [String: [String?: [Int32]]] = [:]
  /// Worker numbers in ascending order, by department.
  private(set) var byDepartment: [String?: [Int32]] = [:]

  init(_ facts: [String: FactTable]) {
    for (category, table) in facts { byGroup[category] = DepartmentWorkers.workers(table) }
    for groups in byGroup.values {
      for (department, workers) in groups {
        byDepartment[department] = DepartmentWorkers.union([byDepartment[department] ?? [], workers])
      }
    }
  }

  /// Whether any task names its worker.
  var isKnown: Bool { byDepartment.values.contains { !$0.isEmpty } }

  func workers(_ category: String, _ department: String?) -> [Int32] { byGroup[category]?[department] ?? [] }

  static func union(_ parts: [[Int32]]) -> [Int32] { Set(parts.joined()).sorted() }

  /// Facts of one worker lie together, so that one small array of counts serves them all.
  private static func workers(_ table: FactTable) -> [String?: [Int32]] {
    let departments = Array(Set(table.keys.map(\.department)))
    let positions = Dictionary(uniqueKeysWithValues: zip(departments, departments.indices))
    let placeOfKey = table.keys.map { positions[$0.department] ?? 0 }
    var found = [[Int32]](repeating: [], count: departments.count)
    var counts = [Int32](repeating: 0, count: departments.count)
    for (start, end) in zip(table.workerStarts, table.workerStarts.dropFirst()) where start < end {
      for place in counts.indices { counts[place] = 0 }
      for index in start..<end {
        let fact = table.facts[Int(table.byWorker[index])]
        counts[placeOfKey[Int(fact.keyIndex)]] &+= fact.sign
      }
      let worker = table.facts[Int(table.byWorker[start])].worker
      for place in counts.indices where counts[place] > 0 { found[place].append(worker) }
    }
    return Dictionary(uniqueKeysWithValues: zip(departments, found.map { $0.sorted() }))
  }
}
