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
    /// New records, packed.
    var requests: StoredBytes
    var outcomes: StoredBytes
    /// Stored segments that hold a task of this part: figures and texts.
    var storedRequests: [SegmentBytes] = []
    var storedOutcomes: [SegmentBytes] = []
    /// Hashes of tasks that lose a stored request without gaining a row.
    var touched: [UInt64] = []
    /// Whether every stored task counts, with nothing taken away: the rollup is made anew.
    var isRebuild = false
    /// Of a rebuild: the hashes of this part; a segment may reach beyond it.
    var hashes: Range<UInt64>?
  }

  struct Output: Sendable {
    var segments: [Segment] = []
    var facts: [(category: Int32, facts: [StoredFact])] = []
    /// By import: outcome rows new, restated, superseded, repeated.
    var outcomeFates: [Int32: OutcomeFates] = [:]
    var outcomeRepeats: [RequestMatching.Overlap: Int64] = [:]
    var totals = TotalsByImport()
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

  // MARK: A part

  func run(_ job: Job) throws -> Output {
    var arena = ByteBuffer(capacity: job.requests.buffer.count + job.outcomes.buffer.count)
    arena.append(job.requests.buffer.bytes)
    var requests: [RequestRecord] = []
    RecordCoding.requests(in: arena, into: &requests)
    requests.removeAll { decisions.dropped.contains($0.sequence) }
    for index in requests.indices {
      if let owner = decisions.importOfSequence[requests[index].sequence] { requests[index].importID = owner }
    }
    var outcomeArena = ByteBuffer(capacity: job.outcomes.buffer.count)
    outcomeArena.append(job.outcomes.buffer.bytes)
    var outcomes: [OutcomeRecord] = []
    RecordCoding.outcomes(in: outcomeArena, into: &outcomes)
    try addStored(job, &requests, &arena, &outcomes, &outcomeArena)
    return try deltas.withDelta { delta in
      try merge(requests, arena, outcomes, outcomeArena, isRebuild: job.isRebuild, delta: &delta)
    }
  }

  private func addStored(
    _ job: Job, _ requests: inout [RequestRecord], _ arena: inout ByteBuffer, _ outcomes: inout [OutcomeRecord],
    _ outcomeArena: inout ByteBuffer
  ) throws {
    guard !job.storedRequests.isEmpty || !job.storedOutcomes.isEmpty else { return }
    var wanted: Set<UInt64>?
    if !job.isRebuild {
      var hashes = Set(job.touched)
      for request in requests where request.taskHash != 0 { hashes.insert(request.taskHash) }
      for outcome in outcomes { hashes.insert(outcome.taskHash) }
      wanted = hashes
    }
    var isWanted = wanted.map { hashes in { (hash: UInt64) in hashes.contains(hash) } }
    if let range = job.hashes { isWanted = { range.contains($0) } }
    for segment in job.storedRequests {
      try RequestSegment.read(
        figures: segment.figures, texts: segment.texts, wanted: isWanted, into: &requests, arena: &arena)
    }
    for segment in job.storedOutcomes {
      try OutcomeSegment.read(
        figures: segment.figures, texts: segment.texts, wanted: isWanted, into: &outcomes, arena: &outcomeArena)
    }
  }

  private func merge(
    _ requests: [RequestRecord], _ arena: borrowing ByteBuffer, _ outcomes: [OutcomeRecord],
    _ outcomeArena: borrowing ByteBuffer, isRebuild: Bool, delta: inout (RollupDelta, Pricing)
  ) throws -> Output {
    var output = Output()
    let requestOrder = TaskOrder.sorted(count: requests.count) { requests[$0].taskHash }
    let outcomeOrder = TaskOrder.sorted(count: outcomes.count) { outcomes[$0].taskHash }
    var newOutcomes: [Int32] = []
    var request = 0
    var outcome = 0
    while request < requestOrder.count || outcome < outcomeOrder.count {
      let nextRequest = request < requestOrder.count ? requests[Int(requestOrder[request])].taskHash : UInt64.max
      let nextOutcome = outcome < outcomeOrder.count ? outcomes[Int(outcomeOrder[outcome])].taskHash : UInt64.max
      let hash = min(nextRequest, nextOutcome)
      var requestEnd = request
      while requestEnd < requestOrder.count, requests[Int(requestOrder[requestEnd])].taskHash == hash {
        requestEnd += 1
      }
      var outcomeEnd = outcome
      while outcomeEnd < outcomeOrder.count, outcomes[Int(outcomeOrder[outcomeEnd])].taskHash == hash {
        outcomeEnd += 1
      }
      let group = HashGroup(
        requests: requestOrder[request..<requestEnd], outcomes: outcomeOrder[outcome..<outcomeEnd])
      if hash == 0 {
        try addWithoutTask(requests, group.requests, isRebuild: isRebuild, delta: &delta)
      } else {
        for task in group.tasks(requests, arena, outcomes, outcomeArena) {
          newOutcomes += try add(
            task, requests, arena, outcomes, outcomeArena, isRebuild: isRebuild, delta: &delta, output: &output)
        }
      }
      request = requestEnd
      outcome = outcomeEnd
    }
    output.facts = delta.0.takeFacts(all: false)
    if !isRebuild {
      let taken = requestOrder.filter { requests[Int($0)].sequence != .max }
      for row in taken where !decisions.moved.contains(requests[Int(row)].sequence) {
        try output.totals.add(requests[Int(row)])
      }
      for row in newOutcomes { try output.totals.add(outcomes[Int(row)]) }
      makeSegments(requests, arena, taken, outcomes, outcomeArena, newOutcomes, &output)
    }
    return output
  }

  private func addWithoutTask(
    _ requests: [RequestRecord], _ rows: ArraySlice<Int32>, isRebuild: Bool, delta: inout (RollupDelta, Pricing)
  ) throws {
    for row in rows {
      let record = requests[Int(row)]
      // Stored rows without a task are in the rollup already.
      guard isRebuild || record.sequence != .max else { continue }
      try delta.0.add(CollectionOfOne(record), outcome: nil, pair: 0, sign: 1, pricing: &delta.1)
    }
  }

  // MARK: A task

  /// Adds one task to the rollup.
  ///
  /// - Returns: its outcome rows that are to be stored.
  private func add(
    _ task: HashGroup, _ requests: [RequestRecord], _ arena: borrowing ByteBuffer, _ outcomes: [OutcomeRecord],
    _ outcomeArena: borrowing ByteBuffer, isRebuild: Bool, delta: inout (RollupDelta, Pricing), output: inout Output
  ) throws -> [Int32] {
    let before = isRebuild ? nil : stored(task, outcomes, outcomeArena)
    let hadRequests = !isRebuild && task.requests.contains { requests[Int($0)].sequence == .max }
    if hadRequests || before != nil {
      let rows = task.requests.lazy.map { requests[Int($0)] }.filter { $0.sequence == .max }
      try delta.0.add(
        rows, outcome: before, pair: pair(before, outcomeArena), sign: -1, pricing: &delta.1)
    }
    var kept: [Int32] = []
    var now = before
    if isRebuild {
      now = order.inForce(task.outcomes.map { outcomes[Int($0)] }, outcomeArena)
    } else if task.outcomes.contains(where: { outcomes[Int($0)].sequence != .max }) {
      (kept, now) = takeOutcomes(task, outcomes, outcomeArena, before: before, &output)
    }
    let removed = decisions.removedKeys
    if removed.isEmpty {
      try delta.0.add(
        task.requests.lazy.map { requests[Int($0)] }, outcome: now, pair: pair(now, outcomeArena), sign: 1,
        pricing: &delta.1)
    } else {
      let rows = task.requests.map { requests[Int($0)] }.filter { row in
        row.sequence != .max || !removed.contains(hash.hash(arena.text(row.requestID)))
      }
      try delta.0.add(rows, outcome: now, pair: pair(now, outcomeArena), sign: 1, pricing: &delta.1)
    }
    return kept
  }

  private func pair(_ outcome: OutcomeRecord?, _ arena: borrowing ByteBuffer) -> UInt64 {
    guard let outcome, outcome.pairID.count > 0 else { return 0 }
    return PairHash.hash(arena.text(outcome.pairID))
  }

  /// The outcome that was in force before.
  private func stored(
    _ task: HashGroup, _ outcomes: [OutcomeRecord], _ arena: borrowing ByteBuffer
  ) -> OutcomeRecord? {
    order.inForce(task.outcomes.map { outcomes[Int($0)] }.filter { $0.sequence == .max }, arena)
  }

  /// Tells repeated outcome rows from new ones.
  private func takeOutcomes(
    _ task: HashGroup, _ outcomes: [OutcomeRecord], _ arena: borrowing ByteBuffer, before: OutcomeRecord?,
    _ output: inout Output
  ) -> (kept: [Int32], inForce: OutcomeRecord?) {
    var distinct: [Int32] = task.outcomes.filter { outcomes[Int($0)].sequence == .max }
    var kept: [Int32] = []
    let arriving = task.outcomes.filter { outcomes[Int($0)].sequence != .max }
    for row in arriving.sorted(by: { outcomes[Int($0)].sequence < outcomes[Int($1)].sequence }) {
      let record = outcomes[Int(row)]
      let equal = distinct.first { other in
        let known = outcomes[Int(other)]
        return record.isSame(
          as: known, pairIsEqual: Bytes.areEqual(arena.text(record.pairID), arena.text(known.pairID)))
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
    let now = order.inForce(distinct.map { outcomes[Int($0)] }, arena)
    var hasWinner = now.map { $0.sequence != .max } ?? false
    for row in kept {
      let record = outcomes[Int(row)]
      var fates = output.outcomeFates[record.importID] ?? OutcomeFates()
      if hasWinner, record.sequence == now?.sequence {
        if before == nil { fates.new += 1 } else { fates.restated += 1 }
        hasWinner = false
      } else {
        fates.superseded += 1
      }
      output.outcomeFates[record.importID] = fates
    }
    return (kept, now)
  }

  // MARK: Segments

  private func makeSegments(
    _ requests: [RequestRecord], _ arena: borrowing ByteBuffer, _ requestOrder: [Int32], _ outcomes: [OutcomeRecord],
    _ outcomeArena: borrowing ByteBuffer, _ outcomeOrder: [Int32], _ output: inout Output
  ) {
    requests.withUnsafeBufferPointer { records in
      // Rows without a task never share a segment with others, so that a task's segments stay few.
      let firstWithTask = requestOrder.firstIndex { records[Int($0)].taskHash != 0 } ?? requestOrder.count
      for range in [0..<firstWithTask, firstWithTask..<requestOrder.count] {
        for start in stride(from: range.lowerBound, to: range.upperBound, by: Segment.length) {
          let end = min(start + Segment.length, range.upperBound)
          output.segments.append(RequestSegment.make(records, order: requestOrder[start..<end], arena: arena))
        }
      }
    }
    outcomes.withUnsafeBufferPointer { records in
      for start in stride(from: 0, to: outcomeOrder.count, by: Segment.length) {
        let end = min(start + Segment.length, outcomeOrder.count)
        output.segments.append(OutcomeSegment.make(records, order: outcomeOrder[start..<end], arena: outcomeArena))
      }
    }
  }
}

/// The rows of one hash, which are the rows of one task unless two ids share the hash.
struct HashGroup {
  var requests: ArraySlice<Int32>
  var outcomes: ArraySlice<Int32>

  /// One group per task id.
  func tasks(
    _ records: [RequestRecord], _ arena: borrowing ByteBuffer, _ results: [OutcomeRecord],
    _ outcomeArena: borrowing ByteBuffer
  ) -> [HashGroup] {
    let first: UnsafeRawBufferPointer
    if let row = requests.first {
      first = arena.text(records[Int(row)].taskID)
    } else if let row = outcomes.first {
      first = outcomeArena.text(results[Int(row)].taskID)
    } else {
      return []
    }
    func isFirst(_ text: UnsafeRawBufferPointer) -> Bool { Bytes.areEqual(text, first) }
    let isOne =
      requests.allSatisfy { isFirst(arena.text(records[Int($0)].taskID)) }
      && outcomes.allSatisfy { isFirst(outcomeArena.text(results[Int($0)].taskID)) }
    if isOne { return [self] }
    var byText: [String: HashGroup] = [:]
    for row in requests {
      byText[String(decoding: arena.text(records[Int(row)].taskID), as: UTF8.self), default: .empty].requests.append(
        row)
    }
    for row in outcomes {
      byText[String(decoding: outcomeArena.text(results[Int(row)].taskID), as: UTF8.self), default: .empty].outcomes
        .append(row)
    }
    return byText.sorted { $0.key < $1.key }.map(\.value)
  }

  private static let empty = HashGroup(requests: [], outcomes: [])
}

/// Hashes of pair ids: only ever compared with each other, and seeded the same in every database.
enum PairHash {
  static func hash(_ text: UnsafeRawBufferPointer) -> UInt64 { ByteHash(seed: 77).hash(text) }
}
