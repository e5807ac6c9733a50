internal import TriageModel

/// Measures the agent trees of one part of all tasks.
struct AgentTreePart: Sendable {
  struct Output: Sendable {
    var shapes: [TreeShape: (tasks: Int64, nanos: Int128)] = [:]
    var orphans: Int64 = 0
    var cyclic: Int64 = 0

    mutating func add(_ other: Output) {
      for (shape, sum) in other.shapes { add(shape, tasks: sum.tasks, nanos: sum.nanos) }
      orphans += other.orphans
      cyclic += other.cyclic
    }

    mutating func add(_ shape: TreeShape, tasks: Int64, nanos: Int128) {
      let known = shapes[shape] ?? (0, 0)
      shapes[shape] = (known.tasks + tasks, known.nanos + nanos)
    }
  }

  struct TreeShape: Hashable, Sendable {
    var depth: Int
    var fanOut: Int
  }

  let pricing: Pricing
  /// The period, [start, end) in nanoseconds.
  let times: Range<Int64>

  /// Requests without a task make no tree.
  func run(_ job: UnitPart.Job) throws -> Output {
    var output = Output()
    guard let hashes = job.hashes else { return output }
    var rows = PartRows()
    var pricing = pricing
    for segment in job.requests {
      try RequestSegment.read(
        segment.blobs, wanted: { hashes.contains($0) }, into: &rows.requests,
        arena: &rows.arena)
    }
    for group in groups(rows.requests) {
      for task in group.tasks(rows) { add(task.requests, rows, &pricing, &output) }
    }
    return output
  }

  /// The requests of each hash.
  private func groups(_ requests: [RequestRecord]) -> [HashGroup] {
    let order = TaskOrder.sorted(count: requests.count) { requests[$0].taskHash }
    var groups: [HashGroup] = []
    var start = 0
    while start < order.count {
      let hash = requests[Int(order[start])].taskHash
      var end = start + 1
      while end < order.count, requests[Int(order[end])].taskHash == hash { end += 1 }
      groups.append(HashGroup(requests: order[start..<end], outcomes: []))
      start = end
    }
    return groups
  }

  /// Adds a task with any request in the period: its whole tree, and the period's cost.
  private func add(
    _ task: ArraySlice<Int32>, _ rows: borrowing PartRows, _ pricing: inout Pricing, _ output: inout Output
  ) {
    let requests = rows.requests
    guard task.contains(where: { times.contains(requests[Int($0)].atNanos) }) else { return }
    var nanos: Int128 = 0
    for row in task where times.contains(requests[Int(row)].atNanos) {
      let request = requests[Int(row)]
      nanos +=
        request.present.contains(.cost) ? Int128(request.reportedCostNanos) : pricing.listCost(request) ?? 0
    }
    let tree = AgentTree(task, requests, rows.arena)
    output.orphans += tree.orphans
    output.cyclic += tree.cyclic
    let limit = AgentTrees.Shape.limit
    output.add(
      TreeShape(depth: min(tree.depth, limit), fanOut: min(tree.fanOut, limit)), tasks: 1, nanos: nanos)
  }
}
