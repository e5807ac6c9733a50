import TriageModel

/// What task facts say about how much workers use: sums without anybody's name, in one pass over the facts.
struct WorkerUse {
  /// Token cost of the tasks of each worker, in no order that means anything.
  let spend: [Int128]
  /// Tasks that name their worker, by category.
  let tasks: [String: Int64]

  init(_ facts: [String: FactTable]) {
    var sums: [Int32: (tasks: Int64, nanos: Int128)] = [:]
    var tasks: [String: Int64] = [:]
    for (category, table) in facts {
      var all: Int64 = 0
      for (start, end) in zip(table.workerStarts, table.workerStarts.dropFirst()) where start < end {
        var (count, sum): (Int64, Int128) = (0, 0)
        for index in start..<end {
          let fact = table.facts[Int(table.byWorker[index])]
          let sign = Int64(fact.sign)
          count += sign
          sum += Int128(sign) * Int128(fact.figures.k)
        }
        let worker = table.facts[Int(table.byWorker[start])].worker
        let known = sums[worker] ?? (0, 0)
        sums[worker] = (known.tasks + count, known.nanos + sum)
        all += count
      }
      tasks[category] = all
    }
    // A worker whose tasks were all taken back is nobody.
    spend = sums.values.filter { $0.tasks > 0 }.map(\.nanos)
    self.tasks = tasks
  }
}
