internal import GRDB

/// Takes one import back: the database is then as if its file had never been read.
struct ImportUndo {
  let db: Database
  let path: String
  let hash: ByteHash

  func run(_ id: Int64) throws {
    guard let undone = try Bool.fetchOne(db, sql: "SELECT undone FROM imports WHERE id = ?", arguments: [id]) else {
      throw StorageError.noSuchImport(path: path, id: id)
    }
    if undone { throw StorageError.alreadyUndone(path: path, id: id) }
    try checkThatNothingRestsOn(id)
    guard let number = Int32(exactly: id) else { throw StorageError.noSuchImport(path: path, id: id) }
    try SegmentRemoval(store: try SegmentStore(db: db), hash: hash).removeImport(number)
    try KeyStore(db: db).remove(near: nil) { $0.importID == number }
    try db.execute(sql: "DELETE FROM prices WHERE import_id = ?", arguments: [id])
    try db.execute(sql: "DELETE FROM invoice_segments WHERE import_id = ?", arguments: [id])
    try db.execute(sql: "DELETE FROM import_overlaps WHERE import_id = ? OR of_import_id = ?", arguments: [id, id])
    try db.execute(sql: "UPDATE imports SET undone = 1 WHERE id = ?", arguments: [id])
    try RollupRebuild(db: db, hash: hash).run()
  }

  private func checkThatNothingRestsOn(_ id: Int64) throws {
    let later = try Row.fetchOne(
      db,
      sql: "SELECT import_id, rows FROM import_overlaps WHERE of_import_id = ? AND import_id <> ? ORDER BY import_id",
      arguments: [id, id])
    if let later {
      let (other, rows) = (later["import_id"] as Int64, later["rows"] as Int64)
      throw StorageError.cannotUndo(
        path: path, id: id, detail: "import \(other) holds \(rows) of its rows, which were there already when it came")
    }
    let changed = try Row.fetchOne(
      db,
      sql: """
        SELECT of_import_id, rows FROM import_overlaps
        WHERE import_id = ? AND of_import_id <> ? AND fate IN ('shared', 'replaced') ORDER BY of_import_id
        """, arguments: [id, id])
    if let changed {
      let (other, rows) = (changed["of_import_id"] as Int64, changed["rows"] as Int64)
      throw StorageError.cannotUndo(path: path, id: id, detail: "it changed \(rows) rows of import \(other)")
    }
  }
}
