import Importer
import Storage
import Testing
import TriageModel

@Suite("An import of prices is taken back as one of usage is")
struct PriceUndoTests {
  private let header = "model,effective_from,input_usd_per_mtok,output_usd_per_mtok\n"
  private let big = "big,2026-07-01T00:00:00Z,3,15\n"
  private let dearer = "big,2026-07-01T00:00:00Z,4,20\n"
  private let small = "small,2026-07-01T00:00:00Z,1,5\n"
  private let other = "other,2026-07-01T00:00:00Z,2,5\n"
  /// A million tokens each, so that a request costs what the book says of a million.
  private let usage =
    "request_id,timestamp,model,input_tokens,output_tokens\nr1,2026-07-02T00:00:00Z,big,1000000,0\n"
    + "r2,2026-07-02T00:00:00Z,small,1000000,0\n"

  /// What usage costs in US dollars; blank where a request has no price.
  private func cost(_ book: LoadedPriceBook) throws -> Int128? {
    let cells = try DatabaseRollupSource(book.database).modelCells(in: everything)
    guard cells.allSatisfy({ $0.usage.unpricedRows == 0 }) else { return nil }
    return cells.reduce(0) { $0 + $1.usage.costNanos } / 1_000_000_000
  }

  private func refusal(_ book: LoadedPriceBook, of id: Int64, by other: Int64, rows: Int) -> StorageError {
    .cannotUndo(
      path: book.database.path, id: id,
      detail: "import \(other) holds \(rows) of its rows, which were there already when it came",
      remedy: "Take that one back first, roi-triage imports --undo \(other), then import its file again.")
  }

  @Test("Prices that a later import repeats stay until that one is gone, and the refusal names it")
  func repeated() throws {
    let book = try LoadedPriceBook()
    try book.load("u.csv", usage)
    let first = try book.load("p.csv", header + big + small)
    let before = try book.state
    let second = try book.load("q.csv", header + other + small + big)
    #expect(throws: refusal(book, of: first, by: second, rows: 2)) { try book.database.undo(importID: first) }
    #expect(try book.inputs == ["big 3", "other 2", "small 1"] && cost(book) == 4)
    try book.database.undo(importID: second)
    try book.check()
    #expect(try book.state == before && cost(book) == 4)
    try book.database.undo(importID: first)
    try book.check()
    #expect(try book.inputs == [] && cost(book) == nil)
    // With the first one gone the later file brings all three.
    try book.load("q.csv", header + other + small + big)
    #expect(try book.inputs == ["big 3", "other 2", "small 1"] && cost(book) == 4)
  }

  @Test("A price that took the place of another gives it back; one that was left out keeps it from being taken back")
  func replaced() throws {
    let book = try LoadedPriceBook()
    try book.load("u.csv", usage)
    let first = try book.load("p.csv", header + big + small)
    let kept = try book.load("k.csv", header + dearer, onConflict: .keep)
    let before = try book.state
    #expect(throws: refusal(book, of: first, by: kept, rows: 1)) { try book.database.undo(importID: first) }
    let second = try book.load("q.csv", header + dearer, onConflict: .replace)
    try book.check()
    #expect(try book.inputs == ["big 4", "small 1"] && cost(book) == 5)
    let counted = try DatabaseRollupSource(book.database).rowCounts().filter { $0.kind == .prices }
    #expect(counted.map { $0.rows } == [2])
    try book.database.undo(importID: second)
    try book.check()
    #expect(try book.state == before && cost(book) == 4)
  }

  @Test("Of prices that took each other's place, each import taken back leaves the one before it")
  func replacedTwice() throws {
    let book = try LoadedPriceBook()
    try book.load("u.csv", usage)
    let first = try book.load("p.csv", header + big + small)
    let second = try book.load("q.csv", header + dearer, onConflict: .replace)
    // The first price again: it takes the place of the second one.
    let third = try book.load("r.csv", header + big, onConflict: .replace)
    #expect(try cost(book) == 4)
    #expect(throws: refusal(book, of: second, by: third, rows: 1)) { try book.database.undo(importID: second) }
    for (id, left) in [(third, 5), (second, 4)] as [(Int64, Int128)] {
      try book.database.undo(importID: id)
      try book.check()
      #expect(try cost(book) == left)
    }
    try book.database.undo(importID: first)
    #expect(try book.state.count == 2 && cost(book) == nil)
  }

  @Test("Rows of one file that replace each other rest on nothing")
  func oneFile() throws {
    let book = try LoadedPriceBook()
    try book.load("p.csv", header + big)
    let before = try book.state
    let second = try book.load("q.csv", header + dearer + big + dearer + dearer, onConflict: .replace)
    #expect(try book.inputs == ["big 4"])
    let entry = try #require(try book.database.imports().last)
    #expect((entry.rows, entry.replacedRows, entry.repeatedRows) == (4, 3, 1))
    try book.database.undo(importID: second)
    try book.check()
    #expect(try book.state == before)
  }

  @Test("Two files of one run are taken back one after the other")
  func oneRun() throws {
    let book = try LoadedPriceBook()
    var options = ImportOptions()
    options.onConflict = .replace
    let files = try [("p.csv", big + small), ("q.csv", dearer + small)].map { name, rows in
      ImportFile(path: try book.workspace.write(name, header + rows))
    }
    _ = try Importer(toolVersion: "test", options: options).run(files, into: book.database)
    #expect(throws: StorageError.self) { try book.database.undo(importID: 1) }
    try book.database.undo(importID: 2)
    try book.check()
    #expect(try book.inputs == ["big 3", "small 1"])
    try book.database.undo(importID: 1)
    try book.check()
    #expect(try book.inputs == [])
  }

  @Test(
    "Books in any order of repeating, keeping and replacing are taken back from the last to the first",
    arguments: 0..<12 as Range<UInt64>)
  func reverseOrder(seed: UInt64) throws {
    var random = RandomCompany(seed: seed, tasks: 0)
    let book = try LoadedPriceBook()
    try book.load("u.csv", usage)
    var (states, imports): ([[String]], [Int64]) = ([], [])
    for number in 0..<8 {
      let rows = (0..<1 + random.next() % 5).map { _ in
        let (model, month, price) = (
          ["big", "small", "other"][Int(random.next() % 3)], random.next() % 2, random.next() % 3
        )
        return "\(model),2026-0\(6 + month)-01T00:00:00Z,\(1 + price),9\n"
      }
      states.append(try book.state)
      let policy: ConflictPolicy = random.next() % 2 == 0 ? .keep : .replace
      imports.append(try book.load("p\(number).csv", header + rows.joined(), onConflict: policy))
      try book.check()
    }
    for entry in try book.database.imports() {
      #expect(entry.rows == entry.newRows + entry.repeatedRows + entry.keptRows + entry.replacedRows)
    }
    for (id, state) in zip(imports, states).reversed() {
      try book.database.undo(importID: id)
      try book.check()
      #expect(try book.state == state)
    }
  }
}
