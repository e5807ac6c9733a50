internal import GRDB
internal import Queries

/// The segments of a database: which there are, and their bytes.
struct SegmentStore {
  let db: Database
  /// All segments by their first task.
  private(set) var directory: [Entry]

  struct Entry {
    var id: Int64
    var kind: Segment.Kind
    var firstTask: UInt64
    var lastTask: UInt64
    var firstImport: Int32
    var lastImport: Int32
    var rows: Int
  }

  init(db: Database) throws {
    self.db = db
    directory = []
    let list = try SQLStatement(db, Query.readSegmentDirectory.sql)
    while try list.step() {
      guard let kind = Segment.Kind(rawValue: list.int(1)) else { continue }
      directory.append(
        Entry(
          id: list.int(0), kind: kind, firstTask: UInt64(bitPattern: list.int(2)),
          lastTask: UInt64(bitPattern: list.int(3)), firstImport: Int32(truncatingIfNeeded: list.int(4)),
          lastImport: Int32(truncatingIfNeeded: list.int(5)), rows: Int(list.int(6))))
    }
  }

  var isEmpty: Bool { directory.isEmpty }

  /// The bytes of one segment.
  func bytes(_ id: Int64) throws -> SegmentBytes {
    let read = try SQLStatement(db, Query.readSegmentBytes.sql)
    read.bind(id, at: 1)
    guard try read.step() else { throw StorageError.damaged(path: "", detail: "a segment is missing") }
    let bytes = SegmentBytes(SegmentBlobs(control: read.bytes(3), figures: read.bytes(4), texts: read.bytes(5)))
    guard BlockHash.checksum(bytes.blobs.control) == read.int(0),
      BlockHash.checksum(bytes.blobs.figures) == read.int(1), BlockHash.checksum(bytes.blobs.texts) == read.int(2)
    else {
      throw StorageError.damaged(path: "", detail: "a segment's checksum does not match its rows")
    }
    read.reset()
    return bytes
  }

  /// Calls `body` with the numbers of each request in force; its texts are not read.
  func forEachRequest(_ body: (RequestRecord) throws -> Void) throws {
    for entry in directory where entry.kind == .requests {
      let bytes = try bytes(entry.id)
      let figures = try RequestSegment.Figures(bytes.blobs)
      for row in 0..<figures.count { try body(RequestSegment.record(row, figures)) }
    }
  }

  /// The same of some imports alone.
  func forEachRequest(of imports: Set<Int64>, _ body: (RequestRecord) throws -> Void) throws {
    for entry in directory where entry.kind == .requests {
      guard imports.contains(where: { $0 >= entry.firstImport && $0 <= entry.lastImport }) else { continue }
      let bytes = try bytes(entry.id)
      let figures = try RequestSegment.Figures(bytes.blobs)
      for row in 0..<figures.count {
        let record = RequestSegment.record(row, figures)
        if imports.contains(Int64(record.importID)) { try body(record) }
      }
    }
  }

  /// Segments of a kind that may hold one of some tasks.
  ///
  /// - Parameter tasks: sorted hashes, none of them 0.
  func entries(_ kind: Segment.Kind, holding tasks: [UInt64]) -> [Entry] {
    guard let low = tasks.first, let high = tasks.last else { return [] }
    return directory.filter { entry in
      guard entry.kind == kind, entry.lastTask >= low, entry.firstTask <= high, entry.lastTask != 0 else {
        return false
      }
      let place = tasks.partitioningIndex { $0 >= entry.firstTask }
      return place < tasks.count && tasks[place] <= entry.lastTask
    }
  }

  /// Segments of a kind whose first task lies in a range of hashes; those that begin before it but reach into it too.
  func entries(_ kind: Segment.Kind, from low: UInt64, upTo high: UInt64) -> [Entry] {
    directory.filter { $0.kind == kind && $0.lastTask >= low && $0.firstTask < high && $0.lastTask != 0 }
  }

  func insert(_ segment: Segment) throws {
    let insert = try SQLStatement(db, Query.writeInsertSegment.sql)
    insert.bind(segment.kind.rawValue, at: 1)
    insert.bind(Int64(bitPattern: segment.firstTask), at: 2)
    insert.bind(Int64(bitPattern: segment.lastTask), at: 3)
    insert.bind(Int64(segment.firstImport), at: 4)
    insert.bind(Int64(segment.lastImport), at: 5)
    insert.bind(Int64(segment.rows), at: 6)
    let blobs = segment.blobs
    insert.bind(BlockHash.checksum(blobs.figures), at: 7)
    insert.bind(BlockHash.checksum(blobs.texts), at: 8)
    insert.bind(bytes: blobs.figures, at: 9)
    insert.bind(bytes: blobs.texts, at: 10)
    try insert.run()
    let control = try SQLStatement(db, Query.writeInsertSegmentControl.sql)
    control.bind(db.lastInsertedRowID, at: 1)
    control.bind(BlockHash.checksum(blobs.control), at: 2)
    control.bind(bytes: blobs.control, at: 3)
    try control.run()
  }

  func remove(_ id: Int64) throws {
    try db.execute(sql: "DELETE FROM segments WHERE id = ?", arguments: [id])
  }
}

extension Array {
  /// The first position whose element fulfils a condition that all later ones fulfil too.
  func partitioningIndex(where fulfils: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if fulfils(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
