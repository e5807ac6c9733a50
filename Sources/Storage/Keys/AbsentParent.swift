internal import GRDB

/// What is kept of a row of a trace that a file names and does not count, so that later files of the trace find the rows
/// that it links: it is in another file, it is a span without use of its own, or it was passed over.
public struct AbsentParent: Hashable, Sendable {
  /// `requestKey` of the row's id.
  public var key: UInt64
  /// Of the next row above it; 0 = none, or none is known.
  public var above: UInt64
  /// Of one of the file's rows below it; 0 = none.
  public var below: UInt64
  /// Whether the file has it, and it does not count since others hold its tokens; what it has itself follows.
  public var isPassedOver: Bool
  public var input: Int64
  public var output: Int64
  public var costNanos: Int64

  public init(
    key: UInt64, above: UInt64 = 0, below: UInt64 = 0, isPassedOver: Bool = false, input: Int64 = 0, output: Int64 = 0,
    costNanos: Int64 = 0
  ) {
    self.key = key
    self.above = above
    self.below = below
    self.isPassedOver = isPassedOver
    self.input = input
    self.output = output
    self.costNanos = costNanos
  }
}

/// A request in force.
public struct StoredRequest: Sendable {
  public var key: UInt64
  /// `requestKey` of the id of its parent; 0 = none.
  public var parent: UInt64
  public var record: RequestRecord
}

extension ImportTransaction {
  /// The hash by which a request with this id is known again; ids that share one are taken for one here.
  public func requestKey(_ id: UnsafeRawBufferPointer) -> UInt64 { hash.hash(id) }

  /// What hashes ids as `requestKey` does.
  public var requestHash: ByteHash { hash }

  /// Keeps the rows that a file of traces names and does not count.
  public func record(_ parents: [AbsentParent], importID: Int64) throws {
    try AbsentParentStore(db: db, path: path).insert(parents, importID: importID)
  }

  /// What was kept so of all other imports in force, in their order.
  ///
  /// - Throws: `StorageError.damaged` where it is not as it was written.
  public func absentParents(besides importID: Int64) throws -> [(importID: Int64, parents: [AbsentParent])] {
    var all: [(importID: Int64, parents: [AbsentParent])] = []
    try AbsentParentStore(db: db, path: path).forEach(besides: importID) { all.append(($0, $1)) }
    return all
  }

  /// The names of the files of some imports, by import.
  public func fileNames(ofImports ids: Set<Int64>) throws -> [Int64: String] {
    var names: [Int64: String] = [:]
    for id in ids {
      names[id] = try String.fetchOne(db, sql: "SELECT file_name FROM imports WHERE id = ?", arguments: [id])
    }
    return names
  }

  /// Those of some keys that a request in force has.
  ///
  /// Requests of the same run are among them once `complete` has stored them.
  ///
  /// - Parameter importID: those of earlier imports alone; nil = of all.
  public func storedKeys(_ keys: Set<UInt64>, before importID: Int64? = nil) throws -> Set<UInt64> {
    Set(try requestKeys(keys).filter { key in importID.map { Int64(key.importID) < $0 } ?? true }.map(\.key))
  }

  /// All requests in force of the tasks of the requests with some keys; of those without a task they alone.
  public func storedRequests(inTasksOf keys: Set<UInt64>) throws -> [StoredRequest] {
    let tasks = Set(try requestKeys(keys).map(\.task))
    guard !tasks.isEmpty else { return [] }
    let store = try SegmentStore(db: db)
    var entries = store.entries(.requests, holding: tasks.subtracting([0]).sorted())
    if tasks.contains(0) { entries += store.directory.filter { $0.kind == .requests && $0.lastTask == 0 } }
    var found: [StoredRequest] = []
    for entry in entries {
      let bytes = try store.bytes(entry.id)
      var records: [RequestRecord] = []
      var arena = ByteBuffer()
      try RequestSegment.read(bytes.blobs, wanted: { tasks.contains($0) }, into: &records, arena: &arena)
      for record in records {
        let key = hash.hash(arena.text(record.requestID))
        guard record.taskHash != 0 || keys.contains(key) else { continue }
        let parent = arena.text(record.parentID)
        found.append(StoredRequest(key: key, parent: parent.count == 0 ? 0 : hash.hash(parent), record: record))
      }
    }
    return found
  }

  private func requestKeys(_ keys: Set<UInt64>) throws -> [RequestKey] {
    guard !keys.isEmpty else { return [] }
    let wanted = keys.sorted().map { key in
      RequestKey(key: key, check: 0, body: 0, task: 0, sequence: .max, importID: 0)
    }
    return try KeyStore(db: db).keys(near: wanted).filter { keys.contains($0.key) }
  }
}
