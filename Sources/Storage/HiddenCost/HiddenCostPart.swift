internal import TriageModel

/// Adds up what the spend of one part of all tasks hides.
struct HiddenCostPart: Sendable {
  struct Output: Sendable {
    var places: [(PlaceNumbers, HiddenCostCells.Sums)] = []
    var shapes: [TreeShape: (tasks: Int64, nanos: Int128)] = [:]
    var orphans: Int64 = 0
    var cyclic: Int64 = 0
  }

  struct TreeShape: Hashable, Sendable {
    var depth: Int
    var fanOut: Int
  }

  let order: OutcomeOrder
  let pricing: Pricing
  /// The period, [start, end) in nanoseconds.
  let times: Range<Int64>

  func run(_ job: UnitPart.Job) throws -> Output {
    let place = Workplace(pricing: pricing)
    let isWanted = job.hashes.map { hashes in { (hash: UInt64) in hashes.contains(hash) } }
    for segment in job.requests {
      try RequestSegment.read(
        figures: segment.figures, texts: segment.texts, wanted: isWanted, into: &place.requests, arena: &place.arena)
    }
    for segment in job.outcomes {
      try OutcomeSegment.read(
        figures: segment.figures, texts: segment.texts, wanted: isWanted, into: &place.outcomes,
        arena: &place.outcomeArena)
    }
    var output = Output()
    var sums = CellSums<PlaceNumbers, HiddenCostCells.Sums>()
    guard job.hashes != nil else {
      for row in place.requests.indices {
        _ = add([Int32(row)], place, outcome: nil, lastRoot: .min, isTask: false, to: &sums)
      }
      output.places = Array(sums.all)
      return output
    }
    for group in groups(place) {
      let tasks = group.isOneTask(place) ? [group] : group.tasks(place)
      for task in tasks where !task.requests.isEmpty { addTask(task, place, &sums, &output) }
    }
    output.places = Array(sums.all)
    return output
  }

  /// The rows of each hash.
  private func groups(_ place: Workplace) -> [HashGroup] {
    let (requests, outcomes) = (place.requests, place.outcomes)
    let requestOrder = TaskOrder.sorted(count: requests.count) { requests[$0].taskHash }
    let outcomeOrder = TaskOrder.sorted(count: outcomes.count) { outcomes[$0].taskHash }
    var groups: [HashGroup] = []
    var (start, outcome) = (0, 0)
    while start < requestOrder.count {
      let hash = requests[Int(requestOrder[start])].taskHash
      var end = start + 1
      while end < requestOrder.count, requests[Int(requestOrder[end])].taskHash == hash { end += 1 }
      while outcome < outcomeOrder.count, outcomes[Int(outcomeOrder[outcome])].taskHash < hash { outcome += 1 }
      let first = outcome
      while outcome < outcomeOrder.count, outcomes[Int(outcomeOrder[outcome])].taskHash == hash { outcome += 1 }
      groups.append(HashGroup(requests: requestOrder[start..<end], outcomes: outcomeOrder[first..<outcome]))
      start = end
    }
    return groups
  }

  private func addTask(
    _ task: HashGroup, _ place: Workplace, _ sums: inout CellSums<PlaceNumbers, HiddenCostCells.Sums>,
    _ output: inout Output
  ) {
    let requests = place.requests
    guard task.requests.contains(where: { times.contains(requests[Int($0)].atNanos) }) else { return }
    let outcome = order.inForce(task.outcomes.map { place.outcomes[Int($0)] }, place.outcomeArena)
    let roots = task.requests.filter { requests[Int($0)].parentID.count == 0 }
    let isRepeated = outcome?.succeeded == .yes && roots.count > 1
    let lastRoot = isRepeated ? roots.map { requests[Int($0)].atNanos }.max() ?? .min : .min
    let spend = add(task.requests, place, outcome: outcome, lastRoot: lastRoot, isTask: true, to: &sums)
    let tree = AgentTree(task.requests, requests, place.arena)
    output.orphans += tree.orphans
    output.cyclic += tree.cyclic
    let limit = HiddenCostCells.Shape.limit
    let shape = TreeShape(depth: min(tree.depth, limit), fanOut: min(tree.fanOut, limit))
    let known = output.shapes[shape] ?? (0, 0)
    output.shapes[shape] = (known.tasks + 1, known.nanos + spend)
  }

  /// Adds the period's requests of a task, or one without a task.
  ///
  /// - Parameter lastRoot: time before which a request counts as superseded.
  /// - Returns: their cost in nano-dollars.
  private func add(
    _ rows: some Sequence<Int32>, _ place: Workplace, outcome: OutcomeRecord?, lastRoot: Int64, isTask: Bool,
    to sums: inout CellSums<PlaceNumbers, HiddenCostCells.Sums>
  ) -> Int128 {
    var total: Int128 = 0
    for row in rows {
      let request = place.requests[Int(row)]
      guard times.contains(request.atNanos) else { continue }
      let listed = request.present.contains(.cost) ? nil : place.pricing.listCost(request)
      let nanos = request.present.contains(.cost) ? Int128(request.reportedCostNanos) : listed ?? 0
      total += nanos
      let cost = Money(nanos: nanos)
      let key = PlaceNumbers(
        department: outcome?.department ?? request.department, category: outcome?.category ?? request.category)
      var sum = HiddenCostCells.Sums()
      sum.rows = 1
      sum.spend = cost
      sum.inputTokens = Int128(request.inputTokens)
      sum.cacheWriteTokens = Int128(request.cacheWriteTokens)
      sum.outputTokens = Int128(request.outputTokens)
      sum.reasoningTokens = Int128(request.reasoningTokens)
      if request.present.contains(.cacheWrite) { sum.rowsWithCacheWrite = 1 }
      if request.present.contains(.reasoning) { sum.rowsWithReasoning = 1 }
      if request.status != .blank { sum.rowsWithStatus = 1 }
      if request.reasoningTokens > 0 || request.cacheWriteTokens > 0 { addListCosts(request, place, to: &sum) }
      if request.parentID.count > 0 { (sum.subAgentRows, sum.subAgentSpend) = (1, cost) }
      if request.status == .error { sum.failedRequestSpend = cost }
      if request.atNanos < lastRoot { sum.supersededSpend = cost }
      if isTask, outcome == nil { sum.abandonedSpend = cost }
      sums[sums.place(key, start: HiddenCostCells.Sums())].add(sum)
    }
    return total
  }

  private func addListCosts(_ request: RequestRecord, _ place: Workplace, to sum: inout HiddenCostCells.Sums) {
    guard let rate = place.pricing.rate(request) else {
      sum.rowsWithoutPrice = 1
      return
    }
    func nanos(_ tokens: Int64, _ picos: Int64) -> Money { Money(nanos: (Int128(tokens) * Int128(picos) + 500) / 1000) }
    sum.reasoningCost = nanos(request.reasoningTokens, rate.reasoning)
    let long = request.traits.longWriteTokens
    let writePicos =
      Int128(request.cacheWriteTokens - long) * Int128(rate.cacheWrite) + Int128(long) * Int128(rate.longWrite)
    sum.cacheWriteCost = Money(nanos: (writePicos + 500) / 1000)
  }
}
