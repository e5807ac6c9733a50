import Foundation
import GRDB
import Testing

@testable import Storage

@Suite("A database is read in one state, the one that was checked")
struct CheckedDatabaseTests {
  /// A new database, and another program's connection to it that does not wait.
  private func withDatabase(_ body: (_ path: String, _ other: DatabaseQueue) throws -> Void) throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "roi-triage-\(UUID().uuidString).db")
    defer { try? FileManager.default.removeItem(at: url) }
    try TriageDatabase(path: url.path(), create: true).close()
    var configuration = Configuration()
    configuration.busyMode = .immediateError
    try body(url.path(), DatabaseQueue(path: url.path(), configuration: configuration))
  }

  private func write(_ other: DatabaseQueue) throws {
    try other.write { db in try db.execute(sql: "INSERT INTO names (kind, name) VALUES ('tool', 'new')") }
  }

  @Test("Nobody writes while it is read; afterwards anybody may")
  func pinned() throws {
    try withDatabase { path, other in
      do {
        let checked = try CheckedDatabase(path: path)
        try checked.finish()
        #expect(throws: DatabaseError.self) { try write(other) }
        #expect(try checked.database.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM names") } == 0)
      }
      try write(other)
      #expect(try CheckedDatabase(path: path).database.state() > 0)
    }
  }

  @Test("Checks of another state than the one that is read are refused")
  func changed() throws {
    try withDatabase { path, other in
      let checks = PendingChecks(path: path)
      try checks.finish()
      try write(other)
      let checked = CheckedDatabase(try TriageDatabase(pinning: path), checks)
      #expect(throws: StorageError.changed(path: path)) { try checked.finish() }
    }
  }

  @Test("What it is changed to is checked again and read on")
  func changing() throws {
    try withDatabase { path, other in
      let checked = try CheckedDatabase(path: path)
      let before = try checked.database.state()
      try checked.change { try $0.useAliases(["fast": "faster"]) }
      #expect(try checked.database.state() > before)
      #expect(try checked.database.needsAliases(["fast": "faster"]) == false)
      #expect(throws: DatabaseError.self) { try write(other) }
      try checked.finish()
    }
  }
}
