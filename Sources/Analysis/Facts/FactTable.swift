import TriageModel

/// The task facts of one category, arranged once for any number of policies.
struct FactTable: Sendable {
  let keys: [TaskCellKey]
  let facts: [TaskFacts.Fact]
  /// Positions of the facts that name a worker, those of one worker together.
  let byWorker: [Int32]
  /// Where each worker's positions begin in `byWorker`, and the end of the last.
  let workerStarts: [Int]
  /// The smallest and the largest number of a worker; 0 = blank.
  let workerNumbers: (smallest: Int32, largest: Int32)
  /// Positions of the facts that name a pair, those of one pair together.
  let byPair: [Int32]
  /// The largest magnitude of each figure.
  let largest: Figures<UInt64>

  static let empty = FactTable(TaskFacts())

  init(_ source: TaskFacts) {
    keys = source.keys
    facts = source.facts
    let count = source.facts.count
    var workers = [Int32](repeating: 0, count: count)
    var pairs = workers
    var numbers: (smallest: Int32, largest: Int32) = (0, 0)
    var largest = Figures<UInt64>(v: 0, k: 0, r: 0, w: 0, p: 0)
    for index in 0..<count {
      let fact = source.facts[index]
      workers[index] = fact.worker
      numbers = (min(numbers.smallest, fact.worker), max(numbers.largest, fact.worker))
      pairs[index] = fact.pair
      largest.v = max(largest.v, fact.figures.v.magnitude)
      largest.k = max(largest.k, fact.figures.k.magnitude)
      largest.r = max(largest.r, fact.figures.r.magnitude)
      largest.w = max(largest.w, fact.figures.w.magnitude)
      largest.p = max(largest.p, fact.figures.p.magnitude)
    }
    self.largest = largest
    workerNumbers = numbers
    byWorker = FactTable.grouped(workers)
    workerStarts = FactTable.starts(byWorker, of: workers)
    byPair = FactTable.grouped(pairs)
  }

  private static func starts(_ order: [Int32], of numbers: [Int32]) -> [Int] {
    var starts: [Int] = []
    var last: Int32 = 0
    for (index, position) in order.enumerated() where numbers[Int(position)] != last {
      last = numbers[Int(position)]
      starts.append(index)
    }
    return starts + [order.count]
  }

  /// Positions of the numbers that are not zero, equal numbers together: a counting sort where the numbers are dense.
  private static func grouped(_ numbers: [Int32]) -> [Int32] {
    var (smallest, largest, count) = (Int32.max, Int32.min, 0)
    for number in numbers where number != 0 {
      smallest = min(smallest, number)
      largest = max(largest, number)
      count += 1
    }
    guard count > 0 else { return [] }
    guard smallest > 0, Int(largest) <= 4 * count + 65_536 else {
      return numbers.indices.filter { numbers[$0] != 0 }
        .sorted { (numbers[$0], $0) < (numbers[$1], $1) }.map(Int32.init)
    }
    var ends = [Int32](repeating: 0, count: Int(largest) + 2)
    for number in numbers where number != 0 { ends[Int(number) + 1] += 1 }
    for index in 1..<ends.count { ends[index] += ends[index - 1] }
    var order = [Int32](repeating: 0, count: count)
    for (position, number) in numbers.enumerated() where number != 0 {
      order[Int(ends[Int(number)])] = Int32(position)
      ends[Int(number)] += 1
    }
    return order
  }
}
