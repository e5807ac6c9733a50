internal import GRDB
internal import Queries

/// Stores the collected rows of one transaction: first finds out which are new, then merges them task by task.
final class RowCommit {
  private let db: Database
  private let path: String
  private let hash: ByteHash
  private let spill: RowSpill
  private let onConflict: ConflictPolicy
  private let conflictLimit: Int
  private let pricesChanged: Bool
  /// Without it everything is found out and nothing written.
  private let storesRows: Bool
  private var result = CommitResult()
  private var overlaps: [RequestMatching.Overlap: Int64] = [:]
  private let requestParts: [Range<Int>]
  private let taskParts: [Range<Int>]

  init(
    db: Database, path: String, hash: ByteHash, spill: RowSpill, onConflict: ConflictPolicy, conflictLimit: Int,
    pricesChanged: Bool, storesRows: Bool
  ) throws {
    self.db = db
    self.path = path
    self.hash = hash
    self.spill = spill
    self.onConflict = onConflict
    self.conflictLimit = conflictLimit
    self.pricesChanged = pricesChanged
    self.storesRows = storesRows
    requestParts = RowSpill.parts(rows: Int(spill.requestCount))
    taskParts = RowSpill.parts(rows: Int(spill.requestCount) + Int(spill.outcomeCount))
  }

  func run(onProgress: (Double) throws -> Void) throws -> CommitResult {
    let hadRows = try SegmentStore(db: db).isEmpty == false
    var matched = try matchRequests(onProgress)
    guard result.conflictCount == 0 || onConflict != .refuse else { return result }
    try settleShared(&matched)
    if storesRows { try exchangeKeys(matched) }
    let mustRebuild = storesRows && pricesChanged && hadRows
    try mergeTasks(matched, keepsDelta: !mustRebuild, onProgress)
    guard storesRows else { return result }
    try storeOverlaps()
    if mustRebuild { try RollupRebuild(db: db, hash: hash).run() }
    return result
  }

  // MARK: Requests

  /// What the matching of all keys found.
  struct Matched {
    var decisions = TaskMerge.Decisions()
    var shared: [RequestMatching.Encounter] = []
    var conflicts: [RequestMatching.Encounter] = []
    /// Stored requests that are no longer in force: replaced, or counted for another task.
    var replaced: [RequestKey] = []
    var moved: [RequestKey] = []
    /// Keys in force, stored or not, that give way to another of the same request.
    var exchanged: [(gone: RequestKey, new: RequestKey)] = []

    var removed: [RequestKey] { replaced + moved }
  }

  private func matchRequests(_ onProgress: (Double) throws -> Void) throws -> Matched {
    var matched = Matched()
    matched.decisions.dropped = spill.passedOver
    guard spill.requestCount > 0 else { return matched }
    let store = try KeyStore(db: db)
    let matching = RequestMatching(policy: onConflict)
    var done = 0
    var carried: [RequestKey] = []
    let parts = requestParts
    let spill = SharedSpill(spill)
    struct Job: Sendable {
      var part: Range<Int>
      /// Sorted keys with the stored ones near them; nil where nothing is stored, and the job reads by itself.
      var loaded: (arriving: [RequestKey], stored: [RequestKey])?
    }
    try OrderedPipeline.run(
      count: parts.count,
      prepare: { index in
        guard !store.isEmpty else { return Job(part: parts[index], loaded: nil) }
        let arriving = try spill.sortedKeys(parts[index])
        return Job(part: parts[index], loaded: (arriving, try store.keys(near: arriving)))
      },
      work: { job in
        if let loaded = job.loaded { return matching.match(loaded.arriving, stored: loaded.stored) }
        return matching.match(try spill.sortedKeys(job.part), stored: [])
      },
      consume: { part in
        take(part, into: &matched)
        if storesRows {
          carried += part.kept
          if carried.count >= KeyRun.length {
            let whole = carried.count / KeyRun.length * KeyRun.length
            try store.insert(Array(carried[..<whole]))
            carried.removeFirst(whole)
          }
        }
        done += 1
        try onProgress(0.2 * Double(done) / Double(parts.count))
      })
    try store.insert(carried)
    try describeConflicts(matched.conflicts)
    return matched
  }

  private func take(_ part: RequestMatching.Result, into matched: inout Matched) {
    for sequence in part.dropped { matched.decisions.dropped.insert(sequence) }
    for (overlap, count) in part.repeats {
      overlaps[overlap, default: 0] += count
      entry(overlap.importID).repeatedRows += count
    }
    for encounter in part.shared {
      entry(encounter.arriving.importID).sharedRows += 1
      overlaps[overlap(encounter, .shared), default: 0] += 1
    }
    matched.shared += part.shared
    for conflict in part.conflicts { take(conflict, into: &matched) }
    guard conflictLimit > 0 else { return }
    matched.conflicts += part.conflicts
    // Only the first ones are described; the others need no memory.
    if matched.conflicts.count / 4 > conflictLimit {
      matched.conflicts.sort { $0.arriving.sequence < $1.arriving.sequence }
      matched.conflicts.removeLast(matched.conflicts.count - conflictLimit)
    }
  }

  private func take(_ conflict: RequestMatching.Encounter, into matched: inout Matched) {
    result.conflictCount += 1
    switch onConflict {
    case .refuse: break
    case .keep:
      entry(conflict.arriving.importID).keptRows += 1
      overlaps[overlap(conflict, .kept), default: 0] += 1
    case .replace:
      overlaps[overlap(conflict, .replaced), default: 0] += 1
      entry(conflict.arriving.importID).replacedRows += 1
      if conflict.held.sequence == .max {
        matched.replaced.append(conflict.held)
        matched.decisions.removedKeys.insert(conflict.held.key)
      } else {
        entry(conflict.held.importID).supersededRows += 1
      }
    }
  }

  private func overlap(
    _ encounter: RequestMatching.Encounter, _ fate: RequestMatching.Overlap.Fate
  ) -> RequestMatching.Overlap {
    .init(importID: encounter.arriving.importID, ofImport: encounter.held.importID, fate: fate)
  }

  /// The same request for several tasks counts once, for the task whose id sorts first: no order of rows shows.
  private func settleShared(_ matched: inout Matched) throws {
    guard !matched.shared.isEmpty else { return }
    let lookup = RowLookup(db: db, spill: spill, hash: hash, parts: taskParts)
    let keys = matched.shared.flatMap { [$0.held, $0.arriving] }
    let tasks = try lookup.tasks(of: keys)
    func task(_ key: RequestKey) -> [UInt8]? { tasks[RowLookup.Place(key)] }
    let groups = Dictionary(grouping: matched.shared) { $0.held.key }
    for (_, encounters) in groups.sorted(by: { $0.key < $1.key }) {
      guard let held = encounters.first?.held else { continue }
      // A blank task never wins over a named one.
      func precedes(_ left: RequestKey, _ right: RequestKey) -> Bool {
        guard let first = task(left), !first.isEmpty else { return false }
        guard let second = task(right), !second.isEmpty else { return true }
        return first.lexicographicallyPrecedes(second)
      }
      var best = held
      for encounter in encounters where precedes(encounter.arriving, best) { best = encounter.arriving }
      guard best.sequence != held.sequence else { continue }
      matched.decisions.dropped.remove(best.sequence)
      matched.decisions.importOfSequence[best.sequence] = held.importID
      if held.sequence == .max {
        matched.decisions.moved.insert(best.sequence)
        matched.decisions.removedKeys.insert(held.key)
        matched.moved.append(held)
      } else {
        matched.decisions.dropped.insert(held.sequence)
      }
      var replacement = best
      replacement.importID = held.importID
      matched.exchanged.append((held, replacement))
    }
  }

  /// Takes out the keys of requests that are no longer in force, and puts in those that take their place.
  private func exchangeKeys(_ matched: Matched) throws {
    let gone = Dictionary(grouping: matched.replaced + matched.exchanged.map(\.gone), by: \.key)
    guard !gone.isEmpty else { return }
    let store = try KeyStore(db: db)
    try store.remove(near: gone.keys.sorted()) { key in
      gone[key.key]?.contains { $0.check == key.check && $0.body == key.body && $0.task == key.task } ?? false
    }
    try store.insert(matched.exchanged.map(\.new).sorted { $0.key < $1.key })
  }

  private func describeConflicts(_ conflicts: [RequestMatching.Encounter]) throws {
    guard conflictLimit > 0, !conflicts.isEmpty else { return }
    let first = conflicts.sorted { $0.arriving.sequence < $1.arriving.sequence }.prefix(conflictLimit)
    let lookup = RowLookup(db: db, spill: spill, hash: hash, parts: taskParts)
    result.conflicts = try lookup.describe(Array(first))
  }

  // MARK: Tasks

  private func mergeTasks(_ matched: Matched, keepsDelta: Bool, _ onProgress: (Double) throws -> Void) throws {
    guard spill.requestCount > 0 || spill.outcomeCount > 0 else { return }
    let segments = try SegmentStore(db: db)
    let writer = RollupWriter(db: db)
    let deltas = DeltaPool(pricing: try Pricing(db: db), zone: try DatabaseSettings.zone(db, path: path))
    let merge = TaskMerge(
      hash: hash, decisions: matched.decisions, order: try OutcomeOrder(db: db), deltas: deltas,
      spill: SharedSpill(spill))
    let touched = matched.removed.map(\.task).filter { $0 != 0 }.sorted()
    // Stored rows that are no longer in force count as removed while their tasks are merged, and go afterwards.
    try addWithoutTask(matched.removed, deltas, segments)
    let spill = SharedSpill(spill)
    let parts = taskParts
    var done = 0
    try OrderedPipeline.run(
      count: parts.count,
      prepare: { index in
        try self.job(parts[index], spill, segments, touched, decisions: matched.decisions)
      },
      work: { try merge.run($0) },
      consume: { output in
        if storesRows {
          for segment in output.segments { try segments.insert(segment) }
        }
        if storesRows, keepsDelta {
          for (category, facts) in output.facts { try writer.add(facts: facts, category: category) }
        }
        try take(output)
        done += 1
        try onProgress(0.2 + 0.8 * Double(done) / Double(parts.count))
      })
    guard storesRows else { return }
    try SegmentRemoval(store: segments, hash: hash).apply(replaced: matched.replaced, moved: matched.moved)
    if keepsDelta {
      var delta = try deltas.total()
      for (category, facts) in delta.takeFacts(all: true) { try writer.add(facts: facts, category: category) }
      try writer.add(delta)
    }
  }

  private func job(
    _ part: Range<Int>, _ spill: SharedSpill, _ segments: SegmentStore, _ touched: [UInt64],
    decisions: TaskMerge.Decisions
  ) throws -> TaskMerge.Job {
    var job = TaskMerge.Job(part: part)
    guard !segments.isEmpty else { return job }
    let low = PartitionedSpill.firstHash(of: part.lowerBound)
    let high = PartitionedSpill.firstHash(of: part.upperBound)
    job.touched = touched.filter { $0 >= low && $0 < high }
    var hashes = Set(job.touched)
    var buffer = ByteBuffer()
    try spill.readRequests(part, into: &buffer, isLast: false)
    var requests: [RequestRecord] = []
    RequestCoding.requests(in: buffer, hash: hash, into: &requests)
    for request in requests where request.taskHash != 0 && !decisions.dropped.contains(request.sequence) {
      hashes.insert(request.taskHash)
    }
    buffer.removeAll()
    try spill.readOutcomes(part, into: &buffer, isLast: false)
    var outcomes: [OutcomeRecord] = []
    OutcomeCoding.outcomes(in: buffer, hash: hash, into: &outcomes)
    for outcome in outcomes { hashes.insert(outcome.taskHash) }
    let sorted = hashes.sorted()
    job.storedRequests = try segments.entries(.requests, holding: sorted).map { try segments.bytes($0.id) }
    job.storedOutcomes = try segments.entries(.outcomes, holding: sorted).map { try segments.bytes($0.id) }
    return job
  }

  private static let firstRow: [Int32] = [0]

  /// Stored requests without a task that are no longer in force leave the rollup by themselves.
  private func addWithoutTask(_ removed: [RequestKey], _ deltas: DeltaPool, _ segments: SegmentStore) throws {
    let gone = Set(removed.filter { $0.task == 0 }.map(\.key))
    guard !gone.isEmpty else { return }
    for entry in segments.directory where entry.kind == .requests && entry.lastTask == 0 {
      let bytes = try segments.bytes(entry.id)
      var records: [RequestRecord] = []
      var arena = ByteBuffer()
      try RequestSegment.read(bytes.blobs, into: &records, arena: &arena)
      for record in records where gone.contains(hash.hash(arena.text(record.requestID))) {
        try deltas.withWorkplace { place in
          try place.delta.add(
            [record], Self.firstRow.span, outcome: nil, pair: 0, sign: -1, pricing: &place.pricing)
        }
      }
    }
  }

  private func take(_ output: TaskMerge.Output) throws {
    for (importID, fates) in output.outcomeFates {
      entry(importID).newRows += fates.new
      entry(importID).restatedRows += fates.restated
      entry(importID).supersededRows += fates.superseded
      entry(importID).repeatedRows += fates.repeated
    }
    for (overlap, count) in output.outcomeRepeats { overlaps[overlap, default: 0] += count }
    for (importID, part) in output.totals.all {
      try entry(importID).stored.add(part.totals)
      entry(importID).include(part.firstNanos)
      entry(importID).include(part.lastNanos)
    }
  }

  // MARK: The ledger

  private func entry(_ importID: Int32) -> EntryReference { EntryReference(commit: self, id: Int64(importID)) }

  /// Lets the counts of one import be changed in place.
  @dynamicMemberLookup
  private struct EntryReference {
    let commit: RowCommit
    let id: Int64

    subscript<Value>(dynamicMember path: WritableKeyPath<LedgerEntry, Value>) -> Value {
      get { (commit.result.imports[id] ?? LedgerEntry(kind: .usage, fileName: "", toolVersion: ""))[keyPath: path] }
      nonmutating set {
        commit.result.imports[id, default: LedgerEntry(kind: .usage, fileName: "", toolVersion: "")][keyPath: path] =
          newValue
      }
    }

    func include(_ nanos: Int64) {
      commit.result.imports[id, default: LedgerEntry(kind: .usage, fileName: "", toolVersion: "")].include(nanos)
    }
  }

  private func storeOverlaps() throws {
    for (overlap, rows) in overlaps.sorted(by: {
      ($0.key.importID, $0.key.ofImport, $0.key.fate.rawValue)
        < ($1.key.importID, $1.key.ofImport, $1.key.fate.rawValue)
    }) where overlap.importID != overlap.ofImport {
      try db.execute(
        sql: "INSERT INTO import_overlaps (import_id, of_import_id, fate, rows) VALUES (?, ?, ?, ?)",
        arguments: [overlap.importID, overlap.ofImport, overlap.fate.rawValue, rows])
    }
  }
}

/// The collected rows, read by several threads once all of them are there.
struct SharedSpill: @unchecked Sendable {
  private let spill: RowSpill

  init(_ spill: RowSpill) { self.spill = spill }

  func sortedKeys(_ part: Range<Int>) throws -> [RequestKey] {
    try spill.sortedKeys(part)
  }

  func readRequests(_ part: Range<Int>, into buffer: inout ByteBuffer, isLast: Bool) throws {
    try spill.readRequests(part, into: &buffer, isLast: isLast)
  }

  func readOutcomes(_ part: Range<Int>, into buffer: inout ByteBuffer, isLast: Bool) throws {
    try spill.readOutcomes(part, into: &buffer, isLast: isLast)
  }
}
