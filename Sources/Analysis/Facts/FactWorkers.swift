import TriageModel

/// What the facts of one category say about its workers: who works in which department, and how much each uses.
struct FactWorkers {
  /// Tasks of one worker in one department, and their token cost.
  private struct Share {
    var tasks: Int64 = 0
    var nanos: Int64 = 0
  }

  let departments: DepartmentWorkers.Groups
  let use: WorkerUse.Part

  /// Reads the facts once where a table of all workers and departments is of a size and no sum can leave 64 bits.
  init(_ facts: FactTable) {
    let places = DepartmentPlaces(facts.keys)
    let cells = facts.workers.count * places.departments.count
    let (largestSum, overflow) = facts.largestPossible.k.multipliedReportingOverflow(by: UInt64(max(1, facts.count)))
    guard cells <= FactWorkers.largestTable, !overflow, largestSum <= UInt64(Int64.max) else {
      departments = DepartmentWorkers.groups(facts, places)
      use = WorkerUse.Part(facts)
      return
    }
    let shares = FactWorkers.shares(facts, places, cells)
    let slots = facts.workers
    // Place 0 is no worker.
    let workers = 1..<max(1, slots.count)
    departments = Dictionary(
      uniqueKeysWithValues: places.departments.enumerated().map { place, department in
        (
          department, workers.compactMap { shares[place * slots.count + $0].tasks > 0 ? slots.worker(at: $0) : nil }
        )
      })
    use = WorkerUse.Part(
      workers: workers.compactMap { slot in
        var sum = WorkerUse.Part.Sum()
        for place in stride(from: slot, to: shares.count, by: slots.count) {
          sum.add(WorkerUse.Part.Sum(tasks: shares[place].tasks, nanos: Int128(shares[place].nanos)))
        }
        return sum.tasks == 0 && sum.nanos == 0 ? nil : (slots.worker(at: slot), sum)
      })
  }

  private static let largestTable = 1 << 22

  /// By department, then worker.
  private static func shares(_ facts: FactTable, _ places: DepartmentPlaces, _ cells: Int) -> [Share] {
    var all = [Share](repeating: Share(), count: cells)
    let slots = facts.workers
    for run in facts.runs {
      run.withNumbers { numbers in
        var shares = all.mutableSpan
        for entry in run.keys {
          let row = places.ofKey[entry.key] &* slots.count
          for index in entry.facts {
            let place = row &+ slots.place(of: numbers.worker[index])
            let sign = numbers.sign[index]
            shares[place].tasks &+= sign
            shares[place].nanos &+= sign &* numbers.k[index]
          }
        }
      }
    }
    return all
  }
}

/// The departments of the keys of one category.
struct DepartmentPlaces {
  private(set) var departments: [String?] = []
  /// Position of each key's department.
  private(set) var ofKey: [Int] = []

  init(_ keys: [TaskCellKey]) {
    var positions: [String?: Int] = [:]
    ofKey.reserveCapacity(keys.count)
    for place in keys.indices {
      // Keys of one department mostly follow each other.
      if place > 0, keys[place].department == keys[place - 1].department {
        ofKey.append(ofKey[place - 1])
        continue
      }
      let department = keys[place].department
      let position = positions[department] ?? departments.count
      if position == departments.count {
        departments.append(department)
        positions[department] = position
      }
      ofKey.append(position)
    }
  }
}
