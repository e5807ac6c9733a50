internal import GRDB
internal import GRDBSQLite

/// One prepared statement on GRDB's connection, bound and stepped through SQLite's C API.
///
/// The loops that store and read cells in bulk need it; everything else goes through GRDB. Bound bytes and text are
/// copied by SQLite unless bound for one step only.
struct SQLStatement: ~Copyable {
  private let connection: OpaquePointer
  private let statement: OpaquePointer

  init(_ db: Database, _ sql: String) throws(DatabaseError) {
    (connection, statement) = try Self.prepare(db, sql)
  }

  private static func prepare(_ db: Database, _ sql: String) throws(DatabaseError) -> (OpaquePointer, OpaquePointer) {
    guard let connection = db.sqliteConnection else { throw DatabaseError(resultCode: .SQLITE_MISUSE) }
    var prepared: OpaquePointer?
    let code = sqlite3_prepare_v3(connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
    guard code == SQLITE_OK, let prepared else { throw error(connection, code) }
    return (connection, prepared)
  }

  deinit { sqlite3_finalize(statement) }

  private static func error(_ connection: OpaquePointer, _ code: Int32) -> DatabaseError {
    DatabaseError(
      resultCode: ResultCode(rawValue: code), message: sqlite3_errmsg(connection).map { String(cString: $0) })
  }

  @inline(__always)
  func bind(_ value: Int64, at index: Int32) { sqlite3_bind_int64(statement, index, value) }

  @inline(__always)
  func bind(_ value: Int64?, at index: Int32) {
    if let value { sqlite3_bind_int64(statement, index, value) } else { sqlite3_bind_null(statement, index) }
  }

  func bind(_ text: String, at index: Int32) {
    // SQLITE_TRANSIENT: SQLite makes its own copy.
    sqlite3_bind_text(statement, index, text, -1, unsafeBitCast(-1, to: sqlite3_destructor_type.self))
  }

  func bind(_ text: String?, at index: Int32) {
    if let text { bind(text, at: index) } else { sqlite3_bind_null(statement, index) }
  }

  /// Binds bytes that stay where they are until the next `run` has ended.
  func bind(bytes: UnsafeRawBufferPointer, at index: Int32) {
    sqlite3_bind_blob64(statement, index, bytes.baseAddress, sqlite3_uint64(bytes.count), nil)
  }

  /// Runs a statement that returns no rows, and lets go of what was bound.
  func run() throws(DatabaseError) {
    let code = sqlite3_step(statement)
    sqlite3_reset(statement)
    sqlite3_clear_bindings(statement)
    guard code == SQLITE_DONE || code == SQLITE_ROW else { throw Self.error(connection, code) }
  }

  /// Goes to the next row.
  ///
  /// - Returns: whether there is one; after the last one the statement can be bound anew.
  @inline(__always)
  func step() throws(DatabaseError) -> Bool {
    let code = sqlite3_step(statement)
    if code == SQLITE_ROW { return true }
    sqlite3_reset(statement)
    guard code == SQLITE_DONE else { throw Self.error(connection, code) }
    return false
  }

  func reset() { sqlite3_reset(statement) }

  @inline(__always)
  func int(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }

  func isNull(_ column: Int32) -> Bool { sqlite3_column_type(statement, column) == SQLITE_NULL }

  func optionalInt(_ column: Int32) -> Int64? {
    sqlite3_column_type(statement, column) == SQLITE_NULL ? nil : sqlite3_column_int64(statement, column)
  }

  func text(_ column: Int32) -> String? {
    sqlite3_column_text(statement, column).map { String(cString: $0) }
  }

  /// The bytes of a blob, valid until the next step.
  func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
    let start = sqlite3_column_blob(statement, column)
    return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column)))
  }

  /// Folds the values of the row into a checksum; nothing stays apart from 0 and from a text of no letters.
  ///
  /// - Parameter first: the first column that counts.
  func folded(into state: UInt64, from first: Int32 = 0) -> UInt64 {
    var state = state
    for column in first..<sqlite3_column_count(statement) {
      let type = sqlite3_column_type(statement, column)
      state = ByteHash.mix(state, UInt64(type))
      if type == SQLITE_INTEGER { state = ByteHash.mix(state, UInt64(bitPattern: int(column))) }
      if type == SQLITE_TEXT { state = ByteHash(seed: state).state(bytes(column)) }
    }
    return state
  }
}
