internal import TriageModel

/// Brings the new and the stored rows of a part of all tasks together: what is stored, what the rollup gains.
///
/// A task that has stored rows is taken out of the rollup as it was and added as it is now.
struct TaskMerge: Sendable {
  /// What is known about requests from the matching of their keys.
  struct Decisions: Sendable {
    /// A bit per sequence: the row is not taken.
    var dropped = BitSet()
    /// Rows that take over the import of a row that is there: the same request, for the task that sorts first.
    var importOfSequence: [UInt32: Int32] = [:]
    /// Of these, the rows whose import has stored the request before and has it in its control totals.
    var moved: Set<UInt32> = []
    /// Keys of stored requests that are no longer in force.
    var removedKeys: Set<UInt64> = []
  }

  struct Job: Sendable {
    /// Partitions whose new rows are merged.
    var part: Range<Int>
    /// Stored segments that hold a task of this part.
    var storedRequests: [SegmentBytes] = []
    var storedOutcomes: [SegmentBytes] = []
    /// Hashes of tasks that lose a stored request without gaining a row.
    var touched: [UInt64] = []
    /// Whether every stored task counts, with nothing taken away: the rollup is made anew.
    var isRebuild = false
    /// Of a rebuild: the hashes of this part; a segment may reach beyond it.
    var hashes: Range<UInt64>?

    var hasStored: Bool { !storedRequests.isEmpty || !storedOutcomes.isEmpty }
  }

  struct Output: Sendable {
    var segments: [Segment] = []
    var facts: [(category: Int32, facts: [StoredFact])] = []
    /// By import: outcome rows new, restated, superseded, repeated.
    var outcomeFates: [Int32: OutcomeFates] = [:]
    var outcomeRepeats: [RequestMatching.Overlap: Int64] = [:]
    var totals = TotalsByImport()

    @inline(__always)
    mutating func countNew(_ importID: Int32) { outcomeFates[importID, default: OutcomeFates()].new += 1 }
  }

  struct OutcomeFates: Sendable {
    var new: Int64 = 0
    var restated: Int64 = 0
    var superseded: Int64 = 0
    var repeated: Int64 = 0
  }

  let hash: ByteHash
  let decisions: Decisions
  let order: OutcomeOrder
  let deltas: DeltaPool
  /// The new rows; nil = none.
  let spill: SharedSpill?

  // MARK: A part

  func run(_ job: Job) throws -> Output {
    try deltas.withWorkplace { place in
      place.rows.removeAll()
      try readNew(job, &place.rows)
      try addStored(job, &place.rows)
      return try merge(job, place.rows, &place.delta, &place.pricing)
    }
  }

  private func readNew(_ job: Job, _ rows: inout PartRows) throws {
    guard let spill else { return }
    try spill.readRequests(job.part, into: &rows.arena, isLast: true)
    RequestCoding.requests(in: rows.arena, hash: hash, into: &rows.requests)
    if !decisions.dropped.isEmpty { rows.requests.removeAll { decisions.dropped.contains($0.sequence) } }
    if !decisions.importOfSequence.isEmpty {
      for index in rows.requests.indices {
        if let owner = decisions.importOfSequence[rows.requests[index].sequence] {
          rows.requests[index].importID = owner
        }
      }
    }
    try spill.readOutcomes(job.part, into: &rows.outcomeArena, isLast: true)
    OutcomeCoding.outcomes(in: rows.outcomeArena, hash: hash, into: &rows.outcomes)
  }

  private func addStored(_ job: Job, _ rows: inout PartRows) throws {
    guard job.hasStored else { return }
    var isWanted: ((UInt64) -> Bool)?
    if let range = job.hashes {
      isWanted = { range.contains($0) }
    } else if !job.isRebuild {
      var hashes = Set(job.touched)
      for request in rows.requests where request.taskHash != 0 { hashes.insert(request.taskHash) }
      for outcome in rows.outcomes { hashes.insert(outcome.taskHash) }
      isWanted = { hashes.contains($0) }
    }
    for segment in job.storedRequests {
      try RequestSegment.read(
        segment.blobs, wanted: isWanted, into: &rows.requests, arena: &rows.arena)
    }
    for segment in job.storedOutcomes {
      try OutcomeSegment.read(
        segment.blobs, wanted: isWanted, into: &rows.outcomes,
        arena: &rows.outcomeArena)
    }
  }

  private func merge(
    _ job: Job, _ rows: borrowing PartRows, _ delta: inout RollupDelta, _ pricing: inout Pricing
  ) throws -> Output {
    var output = Output()
    let requestOrder = TaskOrder.sorted(count: rows.requests.count) { rows.requests[$0].taskHash }
    let outcomeOrder = TaskOrder.sorted(count: rows.outcomes.count) { rows.outcomes[$0].taskHash }
    let isFresh = !job.hasStored && !job.isRebuild && decisions.removedKeys.isEmpty
    var newOutcomes: [Int32] = []
    newOutcomes.reserveCapacity(outcomeOrder.count)
    var request = 0
    var outcome = 0
    while request < requestOrder.count || outcome < outcomeOrder.count {
      let nextRequest = request < requestOrder.count ? rows.requests[Int(requestOrder[request])].taskHash : UInt64.max
      let nextOutcome = outcome < outcomeOrder.count ? rows.outcomes[Int(outcomeOrder[outcome])].taskHash : UInt64.max
      let hash = min(nextRequest, nextOutcome)
      var requestEnd = request
      while requestEnd < requestOrder.count, rows.requests[Int(requestOrder[requestEnd])].taskHash == hash {
        requestEnd += 1
      }
      var outcomeEnd = outcome
      while outcomeEnd < outcomeOrder.count, rows.outcomes[Int(outcomeOrder[outcomeEnd])].taskHash == hash {
        outcomeEnd += 1
      }
      if hash == 0 {
        try addWithoutTask(requestOrder[request..<requestEnd], rows, &delta, &pricing, isRebuild: job.isRebuild)
      } else if isFresh, outcomeEnd - outcome <= 1,
        HashGroup.isOneTask(
          requestOrder.span.extracting(request..<requestEnd), outcomeOrder.span.extracting(outcome..<outcomeEnd), rows)
      {
        try addNew(
          requestOrder.span.extracting(request..<requestEnd), outcome < outcomeEnd ? outcomeOrder[outcome] : nil, rows,
          &delta, &pricing, &output)
        if outcome < outcomeEnd { newOutcomes.append(outcomeOrder[outcome]) }
      } else {
        let group = HashGroup(
          requests: requestOrder[request..<requestEnd], outcomes: outcomeOrder[outcome..<outcomeEnd])
        for task in group.tasks(rows) {
          newOutcomes += try add(task, rows, &delta, &pricing, isRebuild: job.isRebuild, output: &output)
        }
      }
      request = requestEnd
      outcome = outcomeEnd
    }
    output.facts = delta.takeFacts(all: false)
    if !job.isRebuild { try store(rows, requestOrder, newOutcomes, &output) }
    return output
  }

  /// Makes the segments of the new rows and their control totals.
  private func store(
    _ rows: borrowing PartRows, _ requestOrder: [Int32], _ newOutcomes: [Int32], _ output: inout Output
  ) throws {
    var taken: [Int32] = []
    taken.reserveCapacity(requestOrder.count)
    for row in requestOrder where rows.requests[Int(row)].sequence != .max { taken.append(row) }
    for row in taken
    where decisions.moved.isEmpty || !decisions.moved.contains(rows.requests[Int(row)].sequence) {
      try output.totals.add(rows.requests[Int(row)])
    }
    for row in newOutcomes { try output.totals.add(rows.outcomes[Int(row)]) }
    makeSegments(rows, taken, newOutcomes, &output)
  }

  private func addWithoutTask(
    _ order: ArraySlice<Int32>, _ rows: borrowing PartRows, _ delta: inout RollupDelta, _ pricing: inout Pricing,
    isRebuild: Bool
  ) throws {
    let all = order.span
    for place in all.indices {
      // Stored rows without a task are in the rollup already.
      guard isRebuild || rows.requests[Int(all[place])].sequence != .max else { continue }
      try delta.add(
        rows.requests, all.extracting(place..<place + 1), outcome: nil, pair: 0, sign: 1, pricing: &pricing)
    }
  }

  // MARK: A task

  /// Adds a task of which nothing is stored and nothing is decided, with one outcome at most: what nearly every task of
  /// a first import is.
  private func addNew(
    _ requests: Span<Int32>, _ outcome: Int32?, _ rows: borrowing PartRows, _ delta: inout RollupDelta,
    _ pricing: inout Pricing, _ output: inout Output
  ) throws {
    var record: OutcomeRecord?
    if let outcome {
      record = rows.outcomes[Int(outcome)]
      output.countNew(rows.outcomes[Int(outcome)].importID)
    }
    try delta.add(
      rows.requests, requests, outcome: record, pair: pair(record, rows.outcomeArena), sign: 1, pricing: &pricing)
  }

  /// Adds one task to the rollup.
  ///
  /// - Returns: its outcome rows that are to be stored.
  private func add(
    _ task: HashGroup, _ rows: borrowing PartRows, _ delta: inout RollupDelta, _ pricing: inout Pricing,
    isRebuild: Bool, output: inout Output
  ) throws -> [Int32] {
    var kept = Array(task.outcomes)
    var now: OutcomeRecord?
    let removed = decisions.removedKeys
    if isRebuild {
      now = order.inForce(Self.records(task.outcomes, rows), rows.outcomeArena)
    } else {
      let before = storedOutcome(task, rows)
      (kept, now) = takeOutcomes(task, rows, before: before, &output)
      var stored: [Int32] = []
      for row in task.requests where rows.requests[Int(row)].sequence == .max { stored.append(row) }
      // Rows that were there already change nothing, and leave no trace.
      if kept.isEmpty, stored.count == task.requests.count, removed.isEmpty { return kept }
      if before != nil || !stored.isEmpty {
        try delta.add(
          rows.requests, stored.span, outcome: before, pair: pair(before, rows.outcomeArena), sign: -1,
          pricing: &pricing)
      }
    }
    var inForce = task.requests
    if !removed.isEmpty {
      inForce = []
      for row in task.requests {
        let record = rows.requests[Int(row)]
        let isGone = record.sequence == .max && removed.contains(hash.hash(rows.arena.text(record.requestID)))
        if !isGone { inForce.append(row) }
      }
    }
    try delta.add(
      rows.requests, inForce.span, outcome: now, pair: pair(now, rows.outcomeArena), sign: 1, pricing: &pricing)
    return kept
  }

  private func pair(_ outcome: OutcomeRecord?, _ arena: borrowing ByteBuffer) -> UInt64 {
    guard let outcome, outcome.pairID.count > 0 else { return 0 }
    return PairHash.hash(arena.text(outcome.pairID))
  }

  private static func records(_ order: some Sequence<Int32>, _ rows: borrowing PartRows) -> [OutcomeRecord] {
    var records: [OutcomeRecord] = []
    for row in order { records.append(rows.outcomes[Int(row)]) }
    return records
  }

  /// The outcome that was in force before.
  private func storedOutcome(_ task: HashGroup, _ rows: borrowing PartRows) -> OutcomeRecord? {
    let stored = Self.records(task.outcomes, rows).filter { $0.sequence == .max }
    return stored.isEmpty ? nil : order.inForce(stored, rows.outcomeArena)
  }

  /// Tells repeated outcome rows from new ones.
  private func takeOutcomes(
    _ task: HashGroup, _ rows: borrowing PartRows, before: OutcomeRecord?, _ output: inout Output
  ) -> (kept: [Int32], inForce: OutcomeRecord?) {
    if task.outcomes.isEmpty { return ([], before) }
    let outcomes = rows.outcomes
    if task.outcomes.count == 1, let row = task.outcomes.first, outcomes[Int(row)].sequence != .max {
      output.countNew(outcomes[Int(row)].importID)
      return (Array(task.outcomes), outcomes[Int(row)])
    }
    var distinct = task.outcomes.filter { outcomes[Int($0)].sequence == .max }
    var kept: [Int32] = []
    let arriving = task.outcomes.filter { outcomes[Int($0)].sequence != .max }
    for row in arriving.sorted(by: { outcomes[Int($0)].sequence < outcomes[Int($1)].sequence }) {
      let record = outcomes[Int(row)]
      let equal = distinct.first { other in
        let known = outcomes[Int(other)]
        return record.isSame(
          as: known,
          pairIsEqual: Bytes.areEqual(rows.outcomeArena.text(record.pairID), rows.outcomeArena.text(known.pairID)))
      }
      if let equal {
        output.outcomeFates[record.importID, default: OutcomeFates()].repeated += 1
        let owner = outcomes[Int(equal)].importID
        output.outcomeRepeats[.init(importID: record.importID, ofImport: owner), default: 0] += 1
      } else {
        distinct.append(row)
        kept.append(row)
      }
    }
    guard !kept.isEmpty else { return ([], before) }
    let now = order.inForce(distinct.map { outcomes[Int($0)] }, rows.outcomeArena)
    for row in kept {
      let record = outcomes[Int(row)]
      if record.sequence == now?.sequence {
        if before == nil {
          output.countNew(record.importID)
        } else {
          output.outcomeFates[record.importID, default: OutcomeFates()].restated += 1
        }
      } else {
        output.outcomeFates[record.importID, default: OutcomeFates()].superseded += 1
      }
    }
    return (kept, now)
  }

  // MARK: Segments

  private func makeSegments(
    _ rows: borrowing PartRows, _ requestOrder: [Int32], _ outcomeOrder: [Int32], _ output: inout Output
  ) {
    // Rows without a task never share a segment with others, so that a task's segments stay few.
    var firstWithTask = 0
    while firstWithTask < requestOrder.count, rows.requests[Int(requestOrder[firstWithTask])].taskHash == 0 {
      firstWithTask += 1
    }
    for order in [requestOrder[..<firstWithTask], requestOrder[firstWithTask...]] {
      output.segments += segments(.requests, rows.requests, order, rows.arena)
    }
    output.segments += segments(.outcomes, rows.outcomes, outcomeOrder[...], rows.outcomeArena)
  }

  private func segments<Row: SegmentRow>(
    _ kind: Segment.Kind, _ records: [Row], _ order: ArraySlice<Int32>, _ arena: borrowing ByteBuffer
  ) -> [Segment] {
    var made: [Segment] = []
    records.withUnsafeBufferPointer { records in
      for start in stride(from: order.startIndex, to: order.endIndex, by: Segment.length) {
        let end = min(start + Segment.length, order.endIndex)
        made.append(Segment.make(kind: kind, records, order: order[start..<end], arena: arena))
      }
    }
    return made
  }
}

/// The rows of one hash, which are the rows of one task unless two ids share the hash.
struct HashGroup {
  var requests: ArraySlice<Int32>
  var outcomes: ArraySlice<Int32>

  /// Whether all rows name one task id.
  static func isOneTask(_ requests: Span<Int32>, _ outcomes: Span<Int32>, _ rows: borrowing PartRows) -> Bool {
    let first: UnsafeRawBufferPointer
    if requests.count > 0 {
      first = rows.arena.text(rows.requests[Int(requests[0])].taskID)
    } else if outcomes.count > 0 {
      first = rows.outcomeArena.text(rows.outcomes[Int(outcomes[0])].taskID)
    } else {
      return true
    }
    var known = TextPlace()
    for index in requests.indices {
      let place = rows.requests[Int(requests[index])].taskID
      // Rows that follow each other in their file share the text.
      guard place == known || Bytes.areEqual(rows.arena.text(place), first) else { return false }
      known = place
    }
    for index in outcomes.indices {
      guard Bytes.areEqual(rows.outcomeArena.text(rows.outcomes[Int(outcomes[index])].taskID), first) else {
        return false
      }
    }
    return true
  }

  /// One group per task id.
  func tasks(_ rows: borrowing PartRows) -> [HashGroup] {
    if Self.isOneTask(requests.span, outcomes.span, rows) { return [self] }
    var byText: [String: HashGroup] = [:]
    for row in requests {
      let text = rows.arena.string(rows.requests[Int(row)].taskID) ?? ""
      byText[text, default: .empty].requests.append(row)
    }
    for row in outcomes {
      let text = rows.outcomeArena.string(rows.outcomes[Int(row)].taskID) ?? ""
      byText[text, default: .empty].outcomes.append(row)
    }
    return byText.sorted { $0.key < $1.key }.map(\.value)
  }

  private static let empty = HashGroup(requests: [], outcomes: [])
}

/// Hashes of pair ids: only ever compared with each other, and seeded the same in every database.
enum PairHash {
  static func hash(_ text: UnsafeRawBufferPointer) -> UInt64 { ByteHash(seed: 77).hash(text) }
}
