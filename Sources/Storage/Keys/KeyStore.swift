internal import GRDB
internal import Queries

/// The stored runs of request keys.
struct KeyStore {
  let db: Database
  private let directory: [Entry]

  private struct Entry {
    var id: Int64
    var first: UInt64
    var last: UInt64
  }

  init(db: Database) throws {
    self.db = db
    var directory: [Entry] = []
    let list = try SQLStatement(db, Query.readKeyRunDirectory.sql)
    while try list.step() {
      directory.append(
        Entry(id: list.int(0), first: UInt64(bitPattern: list.int(1)), last: UInt64(bitPattern: list.int(2))))
    }
    self.directory = directory
  }

  var isEmpty: Bool { directory.isEmpty }

  /// All keys of the runs that may hold one of some keys.
  ///
  /// - Parameter keys: sorted.
  func keys(near keys: [RequestKey]) throws -> [RequestKey] {
    guard let low = keys.first?.key, let high = keys.last?.key else { return [] }
    let hashes = keys.map(\.key)
    var found: [RequestKey] = []
    for entry in directory where entry.last >= low && entry.first <= high {
      let place = hashes.partitioningIndex { $0 >= entry.first }
      guard place < hashes.count, hashes[place] <= entry.last else { continue }
      try read(entry.id, into: &found)
    }
    return found
  }

  private func read(_ id: Int64, into keys: inout [RequestKey]) throws {
    let read = try SQLStatement(db, Query.readKeyRunBytes.sql)
    read.bind(id, at: 1)
    guard try read.step() else { throw StorageError.damaged(path: "", detail: "a run of request keys is missing") }
    guard BlockHash.checksum(read.bytes(0)) == read.int(1) else {
      throw StorageError.damaged(path: "", detail: "a checksum does not match the keys of requests")
    }
    try KeyRun.read(read.bytes(0), into: &keys)
    read.reset()
  }

  /// Reads every run, which compares it with its checksum.
  func checkAll() throws {
    var keys: [RequestKey] = []
    for entry in directory {
      keys.removeAll(keepingCapacity: true)
      try read(entry.id, into: &keys)
    }
  }

  func insert(_ keys: [RequestKey]) throws {
    let insert = try SQLStatement(db, Query.writeInsertKeyRun.sql)
    for start in stride(from: 0, to: keys.count, by: KeyRun.length) {
      let slice = keys[start..<min(start + KeyRun.length, keys.count)]
      guard let first = slice.first, let last = slice.last else { continue }
      var buffer = ByteBuffer(capacity: slice.count * 28 + 64)
      KeyRun.append(slice, to: &buffer)
      insert.bind(Int64(bitPattern: first.key), at: 1)
      insert.bind(Int64(bitPattern: last.key), at: 2)
      insert.bind(Int64(slice.count), at: 3)
      insert.bind(BlockHash.checksum(buffer.bytes), at: 4)
      insert.bind(bytes: buffer.bytes, at: 5)
      try insert.run()
    }
  }

  /// Removes stored keys that fulfil a condition from the runs that may hold `hashes`; nil = from all runs.
  func remove(near hashes: [UInt64]?, where isGone: (RequestKey) -> Bool) throws {
    for entry in directory {
      if let hashes {
        let place = hashes.partitioningIndex { $0 >= entry.first }
        guard place < hashes.count, hashes[place] <= entry.last else { continue }
      }
      var keys: [RequestKey] = []
      try read(entry.id, into: &keys)
      let left = keys.filter { !isGone($0) }
      guard left.count < keys.count else { continue }
      try db.execute(sql: "DELETE FROM key_runs WHERE id = ?", arguments: [entry.id])
      try insert(left)
    }
  }
}
