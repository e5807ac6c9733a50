internal import GRDB
internal import Queries

/// The stored rows that files of traces name and do not count, those of an import in one row.
struct AbsentParentStore {
  let db: Database
  let path: String

  /// Gives those of every import in force to `body`, in the order of the imports.
  ///
  /// - Parameter importID: of an import that is left out; nil = none is.
  /// - Throws: `StorageError.damaged` where the bytes, or how many rows they hold, are not as they were written.
  func forEach(besides importID: Int64? = nil, _ body: (Int64, [AbsentParent]) -> Void) throws {
    let read = try SQLStatement(db, Query.readAbsentParents.sql)
    read.bind(importID, at: 1)
    while try read.step() {
      let bytes = read.bytes(3)
      guard BlockHash.checksum(bytes) == read.int(2) else { throw damaged }
      let parents: [AbsentParent]
      do throws(ByteReading.Damaged) {
        parents = try AbsentParentRun.read(bytes, rows: read.int(1))
      } catch {
        throw damaged
      }
      body(read.int(0), parents)
    }
  }

  private var damaged: StorageError {
    .damaged(path: path, detail: "what is kept of the rows above others in traces is not as it was written")
  }

  /// Keeps those of an import, which has none yet.
  func insert(_ parents: [AbsentParent], importID: Int64) throws {
    guard !parents.isEmpty else { return }
    var buffer = ByteBuffer(capacity: parents.count * 56 + 256)
    AbsentParentRun.append(parents, to: &buffer)
    let insert = try SQLStatement(db, Query.writeInsertAbsentParents.sql)
    insert.bind(importID, at: 1)
    insert.bind(Int64(parents.count), at: 2)
    insert.bind(BlockHash.checksum(buffer.bytes), at: 3)
    insert.bind(bytes: buffer.bytes, at: 4)
    try insert.run()
  }

  /// Forgets those of an import that is taken back.
  func remove(importID: Int64) throws {
    try db.execute(sql: "DELETE FROM absent_parents WHERE import_id = ?", arguments: [importID])
  }
}
