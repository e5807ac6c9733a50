import TriageModel

/// What task facts say about how much workers use: sums without anybody's name, in one pass over the facts.
struct WorkerUse: Sendable {
  /// Token cost of the tasks of each worker, in no order that means anything.
  let spend: [Int128]
  /// Tasks that name their worker, by category.
  let tasks: [String: Int64]

  init(_ categories: some Sequence<(String, Part)>) {
    var sums: [Int32: Part.Sum] = [:]
    var tasks: [String: Int64] = [:]
    for (category, part) in categories {
      for (worker, sum) in part.workers { sums[worker, default: Part.Sum()].add(sum) }
      tasks[category] = part.workers.reduce(0) { $0 + $1.sum.tasks }
    }
    // A worker whose tasks were all taken back is nobody.
    spend = sums.values.filter { $0.tasks > 0 }.map(\.nanos)
    self.tasks = tasks
  }

  /// The workers of one category.
  struct Part: Sendable {
    struct Sum: Sendable {
      var tasks: Int64 = 0
      /// Token cost.
      var nanos: Int128 = 0

      mutating func add(_ other: Sum) {
        tasks += other.tasks
        nanos += other.nanos
      }
    }

    static let none = Part(workers: [])

    let workers: [(worker: Int32, sum: Sum)]

    private init(workers: [(worker: Int32, sum: Sum)]) { self.workers = workers }

    /// Facts of one worker lie together in the table's order; where workers are few, the facts' own order is faster.
    init(_ table: FactTable) {
      guard table.workerNumbers.smallest >= 0, table.workerNumbers.largest < 1 << 16 else {
        workers = zip(table.workerStarts, table.workerStarts.dropFirst()).compactMap { start, end in
          guard start < end else { return nil }
          var sum = Sum()
          for index in start..<end { sum.add(Part.sum(table.facts[Int(table.byWorker[index])])) }
          return (table.facts[Int(table.byWorker[start])].worker, sum)
        }
        return
      }
      var sums = [Sum](repeating: Sum(), count: Int(table.workerNumbers.largest) + 1)
      for fact in table.facts { sums[Int(fact.worker)].add(Part.sum(fact)) }
      // Number 0 is no worker.
      workers = sums.indices.dropFirst().compactMap { worker in
        sums[worker].tasks == 0 && sums[worker].nanos == 0 ? nil : (Int32(worker), sums[worker])
      }
    }

    private static func sum(_ fact: TaskFacts.Fact) -> Sum {
      Sum(tasks: Int64(fact.sign), nanos: Int128(fact.sign) * Int128(fact.figures.k))
    }
  }
}
