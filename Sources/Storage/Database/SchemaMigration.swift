internal import GRDB
internal import Queries

/// Brings a database's tables to the present version, in one transaction.
struct SchemaMigration {
  /// The oldest version that can be brought up to date.
  static let oldestVersion = 2

  let queue: DatabaseQueue
  let path: String

  /// Makes the tables of a new database.
  static func makeTables(_ db: Database) throws {
    try db.execute(sql: Query.schemaV2.sql)
    try db.execute(sql: Query.schemaV3.sql)
  }

  /// - Parameter version: of the database.
  func run(from version: Int) throws {
    try queue.writeWithoutTransaction { db in
      // A table that others refer to is made anew, which foreign keys forbid; they are checked at the end.
      try db.execute(sql: "PRAGMA foreign_keys = OFF")
      try db.inTransaction(.immediate) {
        if version < 3 { try toThree(db) }
        if try Row.fetchOne(db, sql: "PRAGMA foreign_key_check") != nil {
          throw StorageError.damaged(path: path, detail: "a row refers to an import that is not there")
        }
        try db.execute(sql: "PRAGMA user_version = \(TriageDatabase.schemaVersion)")
        return .commit
      }
      try db.execute(sql: "PRAGMA foreign_keys = ON")
    }
  }

  private func toThree(_ db: Database) throws {
    try db.execute(sql: Query.schemaV3.sql)
    let hash = ByteHash(seed: try DatabaseSettings.hashSeed(db, path: path))
    try RollupRebuild(db: db, hash: hash).run()
  }
}
