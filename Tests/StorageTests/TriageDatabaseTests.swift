import Foundation
import Queries
import Storage
import Testing
import TriageModel

@Suite("A triage database opens only what is its own")
struct TriageDatabaseTests {
  private func withFile(_ bytes: [UInt8], _ body: (String) throws -> Void) throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "roi-triage-\(UUID().uuidString).db")
    defer { try? FileManager.default.removeItem(at: url) }
    try Data(bytes).write(to: url)
    try body(url.path())
    #expect(try Data(contentsOf: url) == Data(bytes), "a refused file keeps its bytes")
  }

  @Test("A file that is no database is refused by name")
  func noDatabase() throws {
    try withFile(Array("hello, this is text".utf8)) { path in
      #expect(throws: StorageError.notADatabase(path: path)) { try TriageDatabase(path: path, create: true) }
    }
  }

  @Test("A database of another program is refused by name")
  func foreign() throws {
    var header = Array("SQLite format 3\u{0}".utf8) + [UInt8](repeating: 0, count: 84)
    header[16] = 0x10
    header[31] = 1
    try withFile(header + [UInt8](repeating: 0, count: 3996)) { path in
      #expect(throws: StorageError.foreign(path: path)) { try TriageDatabase(path: path, create: true) }
    }
  }

  @Test("A database that was cut off is refused by name")
  func cutOff() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "roi-triage-\(UUID().uuidString).db")
    defer { try? FileManager.default.removeItem(at: url) }
    _ = try TriageDatabase(path: url.path(), create: true)
    let whole = try Data(contentsOf: url)
    try withFile(Array(whole.prefix(whole.count / 2))) { path in
      #expect {
        try TriageDatabase(path: path, create: false)
      } throws: { error in
        if case .damaged = error as? StorageError { true } else { false }
      }
    }
  }

  @Test("A missing file and a folder are named")
  func missing() {
    let missing = "/nonexistent/triage.db"
    #expect(throws: StorageError.notFound(path: missing)) { try TriageDatabase(path: missing, create: false) }
    let folder = FileManager.default.temporaryDirectory.path()
    #expect(throws: StorageError.isFolder(path: folder)) { try TriageDatabase(path: folder, create: true) }
  }

  @Test("Every query states its grain, its parameters and its identity")
  func heads() {
    #expect(Query.all.count > 10)
    for query in Query.all {
      for head in ["-- Grain: ", "-- Parameters: ", "-- Identity: "] {
        #expect(query.sql.contains(head), "\(query.name) has no \(head)")
      }
    }
  }
}
