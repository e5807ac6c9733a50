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
  /// The new rows; nil = none.
  let spill: SharedSpill?

  // MARK: A part

  func run(_ job: Job) throws -> Output {
    try deltas.withWorkplace { place in
      place.clearRows()
      try readNew(job, place)
      try addStored(job, place)
      return try merge(place, isRebuild: job.isRebuild)
    }
  }

  private func readNew(_ job: Job, _ place: Workplace) throws {
    guard let spill else { return }
    try spill.readRequests(job.part, into: &place.arena)
    RecordCoding.requests(in: place.arena, hash: hash, into: &place.requests)
    if !decisions.dropped.isEmpty { place.requests.removeAll { decisions.dropped.contains($0.sequence) } }
    if !decisions.importOfSequence.isEmpty {
      for index in place.requests.indices {
        if let owner = decisions.importOfSequence[place.requests[index].sequence] {
          place.requests[index].importID = owner
        }
      }
    }
    try spill.readOutcomes(job.part, into: &place.outcomeArena)
    RecordCoding.outcomes(in: place.outcomeArena, hash: hash, into: &place.outcomes)
  }

  private func addStored(_ job: Job, _ place: Workplace) throws {
    guard !job.storedRequests.isEmpty || !job.storedOutcomes.isEmpty else { return }
    var isWanted: ((UInt64) -> Bool)?
    if let range = job.hashes {
      isWanted = { range.contains($0) }
    } else if !job.isRebuild {
      var hashes = Set(job.touched)
      for request in place.requests where request.taskHash != 0 { hashes.insert(request.taskHash) }
      for outcome in place.outcomes { hashes.insert(outcome.taskHash) }
      isWanted = { hashes.contains($0) }
    }
    for segment in job.storedRequests {
      try RequestSegment.read(
        figures: segment.figures, texts: segment.texts, wanted: isWanted, into: &place.requests, arena: &place.arena)
    }
    for segment in job.storedOutcomes {
      try OutcomeSegment.read(
        figures: segment.figures, texts: segment.texts, wanted: isWanted, into: &place.outcomes,
        arena: &place.outcomeArena)
    }
  }

  private func merge(_ place: Workplace, isRebuild: Bool) throws -> Output {
    var output = Output()
    let (requests, outcomes) = (place.requests, place.outcomes)
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
        try addWithoutTask(group.requests, place, isRebuild: isRebuild)
      } else if group.isOneTask(place) {
        newOutcomes += try add(group, place, isRebuild: isRebuild, output: &output)
      } else {
        for task in group.tasks(place) {
          newOutcomes += try add(task, place, isRebuild: isRebuild, output: &output)
        }
      }
      request = requestEnd
      outcome = outcomeEnd
    }
    output.facts = place.delta.takeFacts(all: false)
    if !isRebuild { try store(place, requestOrder, newOutcomes, &output) }
    return output
  }

  /// Makes the segments of the new rows and their control totals.
  private func store(
    _ place: Workplace, _ requestOrder: [Int32], _ newOutcomes: [Int32], _ output: inout Output
  ) throws {
    let requests = place.requests
    let taken = requestOrder.filter { requests[Int($0)].sequence != .max }
    for row in taken where decisions.moved.isEmpty || !decisions.moved.contains(requests[Int(row)].sequence) {
      try output.totals.add(requests[Int(row)])
    }
    for row in newOutcomes { try output.totals.add(place.outcomes[Int(row)]) }
    makeSegments(place, taken, newOutcomes, &output)
  }

  private func addWithoutTask(_ rows: ArraySlice<Int32>, _ place: Workplace, isRebuild: Bool) throws {
    for row in rows {
      let record = place.requests[Int(row)]
      // Stored rows without a task are in the rollup already.
      guard isRebuild || record.sequence != .max else { continue }
      try place.delta.add(
        place.requests, CollectionOfOne(row), outcome: nil, pair: 0, sign: 1, pricing: &place.pricing)
    }
  }

  // MARK: A task

  /// Adds one task to the rollup.
  ///
  /// - Returns: its outcome rows that are to be stored.
  private func add(
    _ task: HashGroup, _ place: Workplace, isRebuild: Bool, output: inout Output
  ) throws -> ArraySlice<Int32> {
    var kept = task.outcomes
    var now: OutcomeRecord?
    let removed = decisions.removedKeys
    if isRebuild {
      now = order.inForce(task.outcomes.map { place.outcomes[Int($0)] }, place.outcomeArena)
    } else {
      let before = storedOutcome(task, place)
      (kept, now) = takeOutcomes(task, place, before: before, &output)
      let stored = task.requests.filter { place.requests[Int($0)].sequence == .max }
      // Rows that were there already change nothing, and leave no trace.
      if kept.isEmpty, stored.count == task.requests.count, removed.isEmpty { return kept }
      if before != nil || !stored.isEmpty {
        try place.delta.add(
          place.requests, stored, outcome: before, pair: pair(before, place.outcomeArena), sign: -1,
          pricing: &place.pricing)
      }
    }
    let rows =
      removed.isEmpty
      ? task.requests
      : task.requests.filter { row in
        let record = place.requests[Int(row)]
        return record.sequence != .max || !removed.contains(hash.hash(place.arena.text(record.requestID)))
      }[...]
    try place.delta.add(
      place.requests, rows, outcome: now, pair: pair(now, place.outcomeArena), sign: 1, pricing: &place.pricing)
    return kept
  }

  private func pair(_ outcome: OutcomeRecord?, _ arena: borrowing ByteBuffer) -> UInt64 {
    guard let outcome, outcome.pairID.count > 0 else { return 0 }
    return PairHash.hash(arena.text(outcome.pairID))
  }

  /// The outcome that was in force before.
  private func storedOutcome(_ task: HashGroup, _ place: Workplace) -> OutcomeRecord? {
    let stored = task.outcomes.filter { place.outcomes[Int($0)].sequence == .max }
    return stored.isEmpty ? nil : order.inForce(stored.map { place.outcomes[Int($0)] }, place.outcomeArena)
  }

  /// Tells repeated outcome rows from new ones.
  private func takeOutcomes(
    _ task: HashGroup, _ place: Workplace, before: OutcomeRecord?, _ output: inout Output
  ) -> (kept: ArraySlice<Int32>, inForce: OutcomeRecord?) {
    if task.outcomes.isEmpty { return ([], before) }
    let outcomes = place.outcomes
    if task.outcomes.count == 1, let row = task.outcomes.first, outcomes[Int(row)].sequence != .max {
      // What nearly every task is: one outcome, never seen before.
      output.outcomeFates[outcomes[Int(row)].importID, default: OutcomeFates()].new += 1
      return (task.outcomes, outcomes[Int(row)])
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
          pairIsEqual: Bytes.areEqual(place.outcomeArena.text(record.pairID), place.outcomeArena.text(known.pairID)))
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
    let now = order.inForce(distinct.map { outcomes[Int($0)] }, place.outcomeArena)
    for row in kept {
      let record = outcomes[Int(row)]
      if record.sequence == now?.sequence {
        if before == nil {
          output.outcomeFates[record.importID, default: OutcomeFates()].new += 1
        } else {
          output.outcomeFates[record.importID, default: OutcomeFates()].restated += 1
        }
      } else {
        output.outcomeFates[record.importID, default: OutcomeFates()].superseded += 1
      }
    }
    return (kept[...], now)
  }

  // MARK: Segments

  private func makeSegments(
    _ place: Workplace, _ requestOrder: [Int32], _ outcomeOrder: [Int32], _ output: inout Output
  ) {
    // Rows without a task never share a segment with others, so that a task's segments stay few.
    let firstWithTask =
      requestOrder.firstIndex { place.requests[Int($0)].taskHash != 0 } ?? requestOrder.count
    for rows in [requestOrder[..<firstWithTask], requestOrder[firstWithTask...]] {
      output.segments += segments(.requests, place.requests, rows, place.arena)
    }
    output.segments += segments(.outcomes, place.outcomes, outcomeOrder[...], place.outcomeArena)
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
  func isOneTask(_ place: Workplace) -> Bool {
    let first: UnsafeRawBufferPointer
    if let row = requests.first {
      first = place.arena.text(place.requests[Int(row)].taskID)
    } else if let row = outcomes.first {
      first = place.outcomeArena.text(place.outcomes[Int(row)].taskID)
    } else {
      return true
    }
    for row in requests where !Bytes.areEqual(place.arena.text(place.requests[Int(row)].taskID), first) { return false }
    for row in outcomes where !Bytes.areEqual(place.outcomeArena.text(place.outcomes[Int(row)].taskID), first) {
      return false
    }
    return true
  }

  /// One group per task id.
  func tasks(_ place: Workplace) -> [HashGroup] {
    var byText: [String: HashGroup] = [:]
    for row in requests {
      let text = place.arena.string(place.requests[Int(row)].taskID) ?? ""
      byText[text, default: .empty].requests.append(row)
    }
    for row in outcomes {
      let text = place.outcomeArena.string(place.outcomes[Int(row)].taskID) ?? ""
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
