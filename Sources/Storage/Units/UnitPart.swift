internal import TriageModel

/// Makes the units of one part of all tasks, or of one segment of requests without a task.
struct UnitPart: Sendable {
  struct Job: Sendable {
    var requests: [SegmentBytes] = []
    var outcomes: [SegmentBytes] = []
    /// Hashes of this part, since a segment may reach beyond it; nil = requests without a task.
    var hashes: Range<UInt64>?
  }

  struct Output: Sendable {
    var units: [SpendUnits.Unit] = []
    /// Ids of the units one after the other, and the end of each.
    var ids = StoredBytes.none
    var idEnds: [Int] = []
    var tasks: [SpendUnits.TaskOutcome] = []
    var keys: [TaskCellNumbers] = []
    var places: [PlaceNumbers] = []
  }

  let order: OutcomeOrder
  let pricing: Pricing
  /// The period, [start, end) in nanoseconds.
  let times: Range<Int64>
  /// In which months are counted.
  let zone: ReportingZone

  func run(_ job: Job) throws -> Output {
    var arena = ByteBuffer()
    var adding = UnitAdding(segments: job.requests, pricing: pricing, times: times)
    guard let hashes = job.hashes else {
      let drafts = try adding.singles(into: &arena)
      var making = UnitMaking(zone: zone)
      for draft in drafts where draft.requests > 0 { try making.add(draft, outcome: nil, isTask: false, arena) }
      return making.finish()
    }
    var drafts: [UnitDraft] = []
    for segment in job.requests.indices {
      drafts += try adding.tasks(ofSegment: segment, hashes: hashes, into: &arena)
    }
    var outcomes: [OutcomeRecord] = []
    var outcomeArena = ByteBuffer()
    for segment in job.outcomes {
      try OutcomeSegment.read(
        segment.blobs, wanted: { hashes.contains($0) }, into: &outcomes,
        arena: &outcomeArena)
    }
    return try merge(drafts, arena, outcomes, outcomeArena, &adding)
  }

  /// Brings the drafts of one task from several segments together, and its outcome in force.
  private func merge(
    _ drafts: [UnitDraft], _ arena: borrowing ByteBuffer, _ outcomes: [OutcomeRecord],
    _ outcomeArena: borrowing ByteBuffer, _ adding: inout UnitAdding
  ) throws -> Output {
    let draftOrder = TaskOrder.sorted(count: drafts.count) { drafts[$0].taskHash }
    let outcomeOrder = TaskOrder.sorted(count: outcomes.count) { outcomes[$0].taskHash }
    var making = UnitMaking(zone: zone)
    var outcome = 0
    var start = 0
    while start < draftOrder.count {
      let hash = drafts[Int(draftOrder[start])].taskHash
      var end = start + 1
      while end < draftOrder.count, drafts[Int(draftOrder[end])].taskHash == hash { end += 1 }
      while outcome < outcomeOrder.count, outcomes[Int(outcomeOrder[outcome])].taskHash < hash { outcome += 1 }
      var outcomeEnd = outcome
      while outcomeEnd < outcomeOrder.count, outcomes[Int(outcomeOrder[outcomeEnd])].taskHash == hash {
        outcomeEnd += 1
      }
      for task in try adding.tasks(draftOrder[start..<end], drafts, arena) where task.requests > 0 {
        // Two ids may share a hash: an outcome belongs to the one that it names.
        let own = outcomeOrder[outcome..<outcomeEnd].map { outcomes[Int($0)] }
          .filter { Bytes.areEqual(outcomeArena.text($0.taskID), arena.text(task.id)) }
        try making.add(task, outcome: order.inForce(own, outcomeArena), isTask: true, arena)
      }
      outcome = outcomeEnd
      start = end
    }
    return making.finish()
  }
}

/// Collects finished units with their keys and places.
private struct UnitMaking: ~Copyable {
  private var output = UnitPart.Output()
  private var ids = ByteBuffer()
  private var keys = CellSums<TaskCellNumbers, Void>()
  private var places = CellSums<PlaceNumbers, Void>()
  private var months: MonthOfInstant

  init(zone: ReportingZone) { months = MonthOfInstant(zone: zone) }

  mutating func add(
    _ draft: UnitDraft, outcome: OutcomeRecord?, isTask: Bool, _ arena: borrowing ByteBuffer
  ) throws(StorageError) {
    guard let costNanos = Int64(exactly: draft.costNanos) else { throw .overflow(what: "the cost of a task") }
    let place = PlaceNumbers(
      department: outcome?.department ?? draft.department, category: outcome?.category ?? draft.category)
    var task: Int32 = -1
    if let outcome {
      guard let allNanos = Int64(exactly: draft.allCostNanos) else { throw .overflow(what: "the cost of a task") }
      let key = TaskCellNumbers(
        month: months.month(outcome.completedNanos), department: outcome.department, category: outcome.category,
        tool: outcome.tool, complexity: outcome.complexity, costState: draft.state, basis: outcome.valueBasis,
        succeeded: outcome.succeeded)
      task = Int32(output.tasks.count)
      output.tasks.append(
        SpendUnits.TaskOutcome(
          key: Int32(keys.place(key, start: ())),
          figures: Figures(
            v: outcome.valueMoment, k: allNanos, r: outcome.reviewMillis, w: outcome.reworkMillis,
            p: outcome.succeededMillionths)))
    }
    output.units.append(
      SpendUnits.Unit(
        firstNanos: draft.firstNanos, costNanos: costNanos, tokens: draft.tokens, unpricedRequests: draft.unpriced,
        worker: draft.worker, month: months.month(draft.firstNanos), place: Int32(places.place(place, start: ())),
        task: task, isTask: isTask))
    ids.append(arena.text(draft.id))
    output.idEnds.append(ids.count)
  }

  consuming func finish() -> UnitPart.Output {
    var output = output
    output.ids = StoredBytes(ByteBuffer(copying: ids.bytes))
    output.keys = keys.all.map { $0.0 }
    output.places = places.all.map { $0.0 }
    return output
  }
}
