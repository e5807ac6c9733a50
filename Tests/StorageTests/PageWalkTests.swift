import Foundation
import GRDB
import Testing
import TriageModel

@testable import Storage

@Suite("A walk over the pages of a database finds what SQLite's own quick check finds")
struct PageWalkTests {
  /// A database of tables with short rows, with long ones and with none, of indexes and of free pages.
  private func sample(seed: UInt64, pageBytes: Int) throws -> URL {
    let url = FileManager.default.temporaryDirectory.appending(path: "roi-triage-\(UUID().uuidString).db")
    var random = SeededNumbers(seed)
    let queue = try DatabaseQueue(path: url.path())
    try queue.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA page_size = \(pageBytes)") }
    try queue.write { db in
      try db.execute(
        sql: """
          CREATE TABLE long (id INTEGER PRIMARY KEY, bytes BLOB);
          CREATE TABLE short (id INTEGER PRIMARY KEY, name TEXT UNIQUE, number INTEGER);
          CREATE TABLE keyed (name TEXT, number INTEGER, PRIMARY KEY (name, number)) WITHOUT ROWID;
          CREATE TABLE empty (id INTEGER PRIMARY KEY);
          CREATE INDEX by_number ON short (number, name);
          """)
      for id in 0..<40 + random.below(40) {
        let bytes = Data(repeating: UInt8(truncatingIfNeeded: id), count: random.below(9 * pageBytes))
        try db.execute(sql: "INSERT INTO long VALUES (?, ?)", arguments: [id * 3 - 50, bytes])
      }
      for id in 0..<300 {
        let name = String(repeating: "n", count: random.below(id % 29 == 0 ? 3 * pageBytes : 30)) + "\(id)"
        let number = random.below(1 << 40)
        try db.execute(sql: "INSERT INTO short VALUES (?, ?, ?)", arguments: [id, name, number])
        try db.execute(sql: "INSERT INTO keyed VALUES (?, ?)", arguments: [name, id])
      }
      try db.execute(sql: "DELETE FROM long WHERE id % 5 = 0; DELETE FROM short WHERE id % 7 = 0")
    }
    try queue.close()
    return url
  }

  /// What the walk and SQLite say of a file; nil = nothing is wrong.
  private func answers(_ url: URL) throws -> (walk: String?, quickCheck: String?) {
    var configuration = Configuration()
    configuration.readonly = true
    let queue = try DatabaseQueue(path: url.path(), configuration: configuration)
    defer { try? queue.close() }
    var walk: String?
    do {
      #expect(try queue.read { db in try PageWalk.run(db) })
    } catch let problem as PageProblem {
      walk = problem.text
    }
    let answer = try queue.read { db in try String.fetchOne(db, sql: "PRAGMA quick_check(1)") }
    return (walk, answer == "ok" ? nil : answer ?? "no answer")
  }

  @Test(
    "A sound database has no problem, whatever its pages are",
    arguments: zip(0..<12 as Range<UInt64>, [512, 1024, 4096, 65_536, 512, 1024, 4096, 65_536, 512, 2048, 4096, 8192]))
  func sound(seed: UInt64, pageBytes: Int) throws {
    let url = try sample(seed: seed, pageBytes: pageBytes)
    defer { try? FileManager.default.removeItem(at: url) }
    let (walk, quickCheck) = try answers(url)
    #expect(walk == nil)
    #expect(quickCheck == nil)
  }

  @Test("The rows of a table are handed over whole, in the order of their keys", arguments: [512, 4096, 65_536])
  func rows(pageBytes: Int) throws {
    let url = try sample(seed: 3, pageBytes: pageBytes)
    defer { try? FileManager.default.removeItem(at: url) }
    let queue = try DatabaseQueue(path: url.path())
    defer { try? queue.close() }
    var (keys, blobs): ([Int64], [Data]) = ([], [])
    try queue.read { db in
      let isKnown = try PageWalk.run(db, rowsOf: "long") { key, row in
        keys.append(key)
        blobs.append((try? PackedRecord(row).blob(1)).map { Data($0) } ?? Data("no blob".utf8))
      }
      #expect(isKnown)
      #expect(try Int64.fetchAll(db, sql: "SELECT id FROM long ORDER BY id") == keys)
      #expect(try Data.fetchAll(db, sql: "SELECT bytes FROM long ORDER BY id") == blobs)
    }
  }

  @Test("A blob is found behind the columns before it, and nothing else is taken for one")
  func record() throws {
    /// A head of four bytes: nil, a number of one byte, and a column of the type; then the number and what follows it.
    func blob(type: UInt8, _ bytes: [UInt8]) throws -> [UInt8] {
      try ([4, 0, 1, type, 7] + bytes).withUnsafeBytes { try Array(PackedRecord($0).blob(2)) }
    }
    #expect(try blob(type: 16, [0xAA, 0xBB]) == [0xAA, 0xBB])
    #expect(try blob(type: 12, []).isEmpty)
    // The blob ends too early, a text, a type that there is not.
    #expect(throws: ByteReading.Damaged.self) { try blob(type: 16, [0xAA]) }
    #expect(throws: ByteReading.Damaged.self) { try blob(type: 17, [0xAA, 0xBB]) }
    #expect(throws: ByteReading.Damaged.self) { try blob(type: 10, [0xAA, 0xBB]) }
    #expect(throws: ByteReading.Damaged.self) { try [UInt8]().withUnsafeBytes { _ = try PackedRecord($0).blob(2) } }
  }

  @Test(
    "What leads from page to page is damaged: the walk finds all that SQLite finds", arguments: 0..<60 as Range<UInt64>)
  func damaged(seed: UInt64) throws {
    var random = SeededNumbers(seed)
    let pageBytes = [512, 1024, 4096][random.below(3)]
    let url = try sample(seed: seed, pageBytes: pageBytes)
    defer { try? FileManager.default.removeItem(at: url) }
    let whole = try Data(contentsOf: url)
    let pages = whole.count / pageBytes
    for _ in 0..<10 {
      var bytes = whole
      let page = 1 + random.below(pages - 1)
      let start = page * pageBytes
      switch random.below(4) {
      case 0: bytes.replaceSubrange(start..<start + pageBytes, with: Data(count: pageBytes))
      case 1:
        let other = (1 + random.below(pages - 1)) * pageBytes
        bytes.replaceSubrange(start..<start + pageBytes, with: whole[other..<other + pageBytes])
      case 2:
        let number = UInt32(random.below(pages + 3)).bigEndian
        bytes.replaceSubrange(start..<start + 4, with: withUnsafeBytes(of: number) { Data($0) })
      default:
        // A bit of the first page's list of free pages, or of a page's first eight bytes.
        let place = random.below(2) == 0 ? 32 + random.below(8) : start + random.below(8)
        bytes[place] ^= 1 << UInt8(random.below(8))
      }
      try bytes.write(to: url)
      guard let (walk, quickCheck) = try? answers(url) else { continue }
      if quickCheck != nil { #expect(walk != nil, "page \(page + 1): \(quickCheck ?? "")") }
    }
  }

  @Test("A triage database with a page of zeros in the middle of its rows is refused by name, and keeps its bytes")
  func zeroedPage() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "roi-triage-\(UUID().uuidString).db")
    defer { try? FileManager.default.removeItem(at: url) }
    let database = try TriageDatabase(path: url.path(), create: true)
    try database.write(workers: .kept) { transaction in
      try transaction.db.execute(
        sql: "INSERT INTO key_runs VALUES (1, 1, 1, 1, 0, zeroblob(400000)), (2, 2, 2, 1, 0, zeroblob(400000))")
    }
    try database.close()
    _ = try TriageDatabase(path: url.path(), create: false)
    var bytes = try Data(contentsOf: url)
    let last = bytes.count - 65_536
    // The last page is the end of the second row; the one before leads to it.
    bytes.replaceSubrange(last - 65_536..<last, with: Data(count: 65_536))
    try bytes.write(to: url)
    #expect {
      try TriageDatabase(path: url.path(), create: false)
    } throws: { error in
      guard case .damaged(_, let detail) = error as? StorageError else { return false }
      return detail.contains("page")
    }
    #expect(try Data(contentsOf: url) == bytes)
  }
}
