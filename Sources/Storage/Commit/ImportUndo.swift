internal import GRDB
internal import Queries

/// Takes one import back: the database is then as if its file had never been read.
struct ImportUndo {
  let db: Database
  let path: String
  let hash: ByteHash

  func run(_ id: Int64) throws {
    guard let entry = try Row.fetchOne(db, sql: "SELECT kind, undone FROM imports WHERE id = ?", arguments: [id]) else {
      throw StorageError.noSuchImport(path: path, id: id)
    }
    if try entry.value("undone") as Bool { throw StorageError.alreadyUndone(path: path, id: id) }
    try checkThatNothingRestsOn(id)
    guard let number = Int32(exactly: id) else { throw StorageError.noSuchImport(path: path, id: id) }
    // Prices that an import replaced are rows of the price book.
    let isUsage = try entry.value("kind") as String == LedgerEntry.Kind.usage.rawValue
    let keys = isUsage ? try restoreReplaced(by: number) : []
    try SegmentRemoval(store: try SegmentStore(db: db), hash: hash).removeImport(number)
    try KeyStore(db: db).remove(near: nil) { $0.importID == number }
    try KeyStore(db: db).insert(keys)
    try PriceTotals(db: db, path: path).takeBack(importID: id)
    try db.execute(sql: "DELETE FROM invoice_segments WHERE import_id = ?", arguments: [id])
    try AbsentParentStore(db: db, path: path).remove(importID: id)
    try db.execute(sql: "DELETE FROM import_overlaps WHERE import_id = ? OR of_import_id = ?", arguments: [id, id])
    try db.execute(sql: "UPDATE imports SET undone = 1 WHERE id = ?", arguments: [id])
    try RollupRebuild(db: db, hash: hash).run()
  }

  private func checkThatNothingRestsOn(_ id: Int64) throws {
    let later = try Row.fetchOne(
      db,
      sql: Query.readRestingImports.sql,
      arguments: [id, id])
    if let later {
      let (other, rows) = (try later.value("import_id") as Int64, try later.value("rows") as Int64)
      throw StorageError.cannotUndo(
        path: path, id: id, detail: "import \(other) holds \(rows) of its rows, which were there already when it came",
        remedy: try changeForGood(by: other) == nil
          ? "Take that one back first, roi-triage imports --undo \(other), then import its file again."
          : "Import \(other) cannot be taken back either: \(Self.anew)")
    }
    if let changed = try changeForGood(by: id) { throw cannotUndo(id, changed.rows, of: changed.other) }
  }

  /// Rows of another import that an import changed and that are kept nowhere: bill lines that it replaced, and requests
  /// that it counts for another task.
  private func changeForGood(by id: Int64) throws -> (other: Int64, rows: Int64)? {
    try Row.fetchOne(db, sql: Query.readChangedForGood.sql, arguments: [id]).map {
      (try $0.value("of_import_id") as Int64, try $0.value("changed") as Int64)
    }
  }

  private static let anew = "import the files that shall count into a new database."

  private func cannotUndo(_ id: Int64, _ rows: Int64, of other: Int64) -> StorageError {
    .cannotUndo(
      path: path, id: id, detail: "it changed \(rows) rows of import \(other)",
      remedy: "Where its rows took the place of others, import the file of import \(other) again with "
        + "--on-conflict replace: then those count again. Or \(Self.anew)")
  }

  // MARK: Replaced requests

  private struct Identity: Hashable {
    var key: UInt64
    var check: UInt32
  }

  /// Puts requests in force again that an import took the place of.
  ///
  /// - Returns: their keys, sorted.
  /// - Throws: `StorageError.cannotUndo` where one of them was never stored, as it came in the same run.
  private func restoreReplaced(by number: Int32) throws -> [RequestKey] {
    let list = try Row.fetchAll(
      db, sql: "SELECT of_import_id, rows FROM import_overlaps WHERE import_id = ? AND fate = 'replaced'",
      arguments: [Int64(number)])
    let expected = Dictionary(
      uniqueKeysWithValues: try list.map {
        (Int32(truncatingIfNeeded: try $0.value("of_import_id") as Int64), try $0.value("rows") as Int64)
      })
    guard !expected.isEmpty else { return [] }
    let checkHash = RequestKey.checkHash(hash)
    let removal = SegmentRemoval(store: try SegmentStore(db: db), hash: hash)
    var own: Set<Identity> = []
    try removal.forEachRequest(.requests, of: [number]) { record, arena in
      let key = RequestKey(record, arena: arena, hash: hash, checkHash: checkHash)
      own.insert(Identity(key: key.key, check: key.check))
    }
    // Where several imports replaced each other's row, the last one before this one was in force.
    var latest: [Identity: RequestKey] = [:]
    try removal.forEachRequest(.replaced, of: Set(expected.keys)) { record, arena in
      let key = RequestKey(record, arena: arena, hash: hash, checkHash: checkHash)
      let identity = Identity(key: key.key, check: key.check)
      guard own.contains(identity), latest[identity].map({ $0.importID < key.importID }) ?? true else { return }
      latest[identity] = key
    }
    let found = Dictionary(grouping: latest.values, by: \.importID).mapValues { Int64($0.count) }
    for (other, rows) in expected.sorted(by: { $0.key < $1.key }) where found[other] != rows {
      throw cannotUndo(Int64(number), rows, of: Int64(other))
    }
    try removal.restore(of: Set(expected.keys)) { record, arena in
      let key = RequestKey(record, arena: arena, hash: hash, checkHash: checkHash)
      return latest[Identity(key: key.key, check: key.check)]?.importID == key.importID
    }
    return latest.values.sorted { ($0.key, $0.check) < ($1.key, $1.check) }
  }
}
