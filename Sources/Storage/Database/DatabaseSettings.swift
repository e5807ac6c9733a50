internal import GRDB
internal import TriageModel

/// What holds for a whole database, set when it is made or filled first.
struct DatabaseSettings {
  var hashSeed: UInt64
  /// The keyed hash of a worker id; nil = ids are stored as they are.
  var storedWorker: ((UnsafeRawBufferPointer) -> String)?

  static func value(_ name: String, _ db: Database) throws -> String? {
    try String.fetchOne(db, sql: "SELECT value FROM settings WHERE name = ?", arguments: [name])
  }

  static func set(_ name: String, _ value: String, _ db: Database) throws {
    try db.execute(sql: "INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", arguments: [name, value])
  }

  /// The zone in which the rollup counts months.
  static func zone(_ db: Database, path: String) throws -> ReportingZone {
    guard let name = try value("zone", db) else { return .utc }
    guard let zone = ReportingZone(name) else {
      throw StorageError.damaged(path: path, detail: "it counts months in a zone that this program does not know")
    }
    return zone
  }

  static func hashSeed(_ db: Database, path: String) throws -> UInt64 {
    guard let seed = UInt64(try value("hash_seed", db) ?? "", radix: 16) else {
      throw StorageError.damaged(path: path, detail: "its hash seed is no number")
    }
    return seed
  }

  static func setHashSeed(_ seed: UInt64, _ db: Database) throws {
    try set("hash_seed", String(seed, radix: 16), db)
  }
}

/// How worker ids are stored.
public enum WorkerIDs: Sendable {
  /// As keyed hashes: `stored` gives the hash of an id, `keyCheck` recognises the key.
  case hashed(keyCheck: String, stored: @Sendable (UnsafeRawBufferPointer) -> String)
  /// As they are.
  case kept
}
