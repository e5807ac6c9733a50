internal import GRDB
internal import GRDBSQLite

/// Reads a large blob into memory of its own in one step: a statement would copy it into its memory first.
enum SQLBlob {
  /// - Throws: `DatabaseError` where there is no such blob.
  static func read(_ db: Database, table: String, column: String, row: Int64) throws -> ByteBuffer {
    var opened: OpaquePointer?
    let code = sqlite3_blob_open(db.sqliteConnection, "main", table, column, row, 0, &opened)
    defer { sqlite3_blob_close(opened) }
    guard code == SQLITE_OK, let blob = opened else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
    let count = Int(sqlite3_blob_bytes(blob))
    var buffer = ByteBuffer(capacity: count)
    try buffer.append(upTo: count) { bytes throws in
      let code = sqlite3_blob_read(blob, bytes.baseAddress, Int32(bytes.count), 0)
      guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
      return bytes.count
    }
    return buffer
  }
}
