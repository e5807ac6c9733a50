import TriageModel

/// What task facts say about how much workers use: sums without anybody's name, in one pass over the facts.
struct WorkerUse: Sendable {
  /// Of the token cost of the tasks; nil with fewer than five workers.
  let concentration: SpendConcentration?
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
    concentration = SpendConcentration(spend: sums.values.filter { $0.tasks > 0 }.map(\.nanos))
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

    init(workers: [(worker: Int32, sum: Sum)]) { self.workers = workers }

    /// Whatever the size of the sums.
    init(_ table: FactTable) {
      let slots = table.workers
      var sums = [Sum](repeating: Sum(), count: slots.count)
      for run in table.runs {
        run.withNumbers { numbers in
          var sums = sums.mutableSpan
          for index in run.keys.lazy.flatMap(\.facts) {
            let place = slots.place(of: numbers.worker[index])
            let sign = numbers.sign[index]
            sums[place].tasks &+= sign
            if sign < 0 {
              sums[place].nanos &-= Int128(numbers.k[index])
            } else {
              sums[place].nanos &+= Int128(numbers.k[index])
            }
          }
        }
      }
      // Place 0 is no worker.
      workers = sums.indices.dropFirst().compactMap { place in
        sums[place].tasks == 0 && sums[place].nanos == 0 ? nil : (slots.worker(at: place), sums[place])
      }
    }
  }
}
