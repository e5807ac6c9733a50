internal import GRDB

/// Finds the texts and figures of single requests among the stored rows and those of this commit.
struct RowLookup {
  let db: Database
  let spill: RowSpill
  let hash: ByteHash
  let parts: [Range<Int>]

  /// A request of this commit or a stored one.
  struct Place: Hashable {
    var key: UInt64
    var check: UInt32
    var sequence: UInt32

    init(_ key: RequestKey) {
      self.key = key.key
      check = key.check
      sequence = key.sequence
    }
  }

  /// A request with its texts.
  private struct Found {
    var record: RequestRecord
    var requestID: [UInt8]
    var taskID: [UInt8]
    var parentID: [UInt8]

    init(_ record: RequestRecord, _ arena: borrowing ByteBuffer) {
      self.record = record
      requestID = Array(arena.text(record.requestID))
      taskID = Array(arena.text(record.taskID))
      parentID = Array(arena.text(record.parentID))
    }
  }

  /// The task ids of some requests; empty = no task.
  func tasks(of keys: [RequestKey]) throws -> [Place: [UInt8]] {
    try find(keys).mapValues(\.taskID)
  }

  /// Says in which columns each row differs from the one that is there, and where that is.
  func describe(_ encounters: [RequestMatching.Encounter]) throws -> [CommitResult.Conflict] {
    let found = try find(encounters.flatMap { [$0.held, $0.arriving] })
    let sequences = encounters.flatMap { [$0.arriving.sequence, $0.held.sequence] }.filter { $0 != .max }
    let lines = spill.lines(of: Set(sequences).sorted())
    return try encounters.map { encounter in
      let held = found[Place(encounter.held)]
      let arriving = found[Place(encounter.arriving)]
      var conflict = CommitResult.Conflict(
        importID: Int64(encounter.arriving.importID), line: Int(lines[encounter.arriving.sequence] ?? 0),
        requestID: String(decoding: arriving?.requestID ?? [], as: UTF8.self), fields: [],
        heldImport: Int64(encounter.held.importID), heldLine: lines[encounter.held.sequence].map(Int.init))
      guard let held, let arriving else { return conflict }
      conflict.fields = arriving.record.differences(
        from: held.record, parentIsEqual: held.parentID == arriving.parentID)
      for field in conflict.fields {
        guard let there = try text(field, held), let here = try text(field, arriving) else { continue }
        conflict.values = CommitResult.Conflict.Values(field: field, there: there, here: here)
        break
      }
      return conflict
    }
  }

  /// A row's value in a column; nil where it is not to be shown, as a worker's.
  private func text(_ field: String, _ found: Found) throws -> String? {
    switch field {
    case "parent_request_id": return String(decoding: found.parentID, as: UTF8.self)
    case "department": return try name(found.record.department)
    case "category": return try name(found.record.category)
    case "provider": return try name(found.record.provider)
    case "model": return try name(found.record.model)
    default: return found.record.text(field)
    }
  }

  private func name(_ id: Int32) throws -> String {
    try String.fetchOne(db, sql: "SELECT name FROM names WHERE id = ?", arguments: [id]) ?? ""
  }

  private func find(_ keys: [RequestKey]) throws -> [Place: Found] {
    var found: [Place: Found] = [:]
    try findCollected(keys.filter { $0.sequence != .max }, into: &found)
    try findStored(keys.filter { $0.sequence == .max }, into: &found)
    return found
  }

  private func findCollected(_ keys: [RequestKey], into found: inout [Place: Found]) throws {
    let wanted = Dictionary(keys.map { ($0.sequence, $0) }) { first, _ in first }
    let partitions = Set(keys.map { PartitionedSpill.partition(of: $0.task == 0 ? $0.key : $0.task) })
    for partition in partitions.sorted() {
      var buffer = ByteBuffer()
      try spill.readRequests(partition..<partition + 1, into: &buffer, isLast: false)
      var records: [RequestRecord] = []
      RequestCoding.requests(in: buffer, hash: hash, into: &records)
      for record in records {
        guard let key = wanted[record.sequence] else { continue }
        found[Place(key)] = Found(record, buffer)
      }
    }
  }

  private func findStored(_ keys: [RequestKey], into found: inout [Place: Found]) throws {
    guard !keys.isEmpty else { return }
    let wanted = Dictionary(keys.map { ($0.key, $0) }) { first, _ in first }
    let store = try SegmentStore(db: db)
    let tasks = Set(keys.map(\.task)).subtracting([0])
    var entries = store.entries(.requests, holding: tasks.sorted())
    if keys.contains(where: { $0.task == 0 }) {
      entries += store.directory.filter { $0.kind == .requests && $0.lastTask == 0 }
    }
    for entry in entries {
      let bytes = try store.bytes(entry.id)
      var records: [RequestRecord] = []
      var arena = ByteBuffer()
      try RequestSegment.read(
        bytes.blobs, wanted: { $0 == 0 || tasks.contains($0) }, into: &records,
        arena: &arena)
      for record in records {
        guard let key = wanted[hash.hash(arena.text(record.requestID))], key.task == record.taskHash else { continue }
        found[Place(key)] = Found(record, arena)
      }
    }
  }
}
