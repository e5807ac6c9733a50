internal import GRDB
internal import GRDBSQLite

/// Reads a large blob into memory of its own in one step: a statement would copy it into its memory first.
enum SQLBlob {
  /// - Throws: `DatabaseError` where there is no such blob.
  static func read(_ db: Database, table: String, column: String, row: Int64) throws -> ByteBuffer {
    try withBlob(db, table: table, column: column, row: row) { blob, count in
      var buffer = ByteBuffer(capacity: count)
      try buffer.append(upTo: count) { bytes throws in
        try read(blob, into: bytes)
        return bytes.count
      }
      return buffer
    }
  }

  /// The same as an array.
  static func array(_ db: Database, table: String, column: String, row: Int64) throws -> [UInt8] {
    try withBlob(db, table: table, column: column, row: row) { blob, count in
      try [UInt8](unsafeUninitializedCapacity: count) { bytes, filled in
        try read(blob, into: UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(bytes)[..<count]))
        filled = count
      }
    }
  }

  private static func withBlob<Result: ~Copyable>(
    _ db: Database, table: String, column: String, row: Int64, _ body: (OpaquePointer, Int) throws -> Result
  ) throws -> Result {
    var opened: OpaquePointer?
    let code = sqlite3_blob_open(db.sqliteConnection, "main", table, column, row, 0, &opened)
    defer { sqlite3_blob_close(opened) }
    guard code == SQLITE_OK, let blob = opened else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
    return try body(blob, Int(sqlite3_blob_bytes(blob)))
  }

  private static func read(_ blob: OpaquePointer, into bytes: UnsafeMutableRawBufferPointer) throws {
    let code = sqlite3_blob_read(blob, bytes.baseAddress, Int32(bytes.count), 0)
    guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
  }
}
