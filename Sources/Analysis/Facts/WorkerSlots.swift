import TriageModel

/// Places for the workers of one category in tables that have one for each; place 0 is that of tasks without a worker.
struct WorkerSlots: Sendable {
  /// Places, those that nobody has included.
  let count: Int
  /// The workers of places 1 and up in ascending order; nil where a worker's number is its place.
  private let numbers: [Int64]?

  init(_ runs: [FactRun]) {
    let facts = runs.reduce(0) { $0 + $1.count }
    let largest = runs.reduce(UInt64(0)) { max($0, $1.largest($1.columns.worker)) }
    if largest <= UInt64(4 * facts + 65_536), runs.allSatisfy({ $0.columns.worker.base >= 0 }) {
      count = Int(largest) + 1
      numbers = nil
      return
    }
    var found = Set<Int64>()
    for run in runs {
      run.withNumbers { numbers in
        for index in run.keys.lazy.flatMap(\.facts) where numbers.worker[index] != 0 {
          found.insert(numbers.worker[index])
        }
      }
    }
    count = found.count + 1
    numbers = found.sorted()
  }

  @inline(__always)
  func place(of worker: Int64) -> Int {
    guard let numbers else { return Int(worker) }
    return worker == 0 ? 0 : WorkerSlots.find(worker, in: numbers) + 1
  }

  /// The number of the worker at a place other than 0.
  func worker(at place: Int) -> Int32 { Int32(truncatingIfNeeded: numbers?[place - 1] ?? Int64(place)) }

  @inline(never)
  private static func find(_ worker: Int64, in numbers: [Int64]) -> Int {
    var (low, high) = (0, numbers.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if numbers[middle] <= worker { low = middle } else { high = middle }
    }
    return low
  }
}
