import Foundation
import Importer
import Storage
import Testing
import TriageModel

@Suite("An import can leave bad rows out, be tried, be tied out, and be taken back")
struct ImportOptionTests {
  private let usage = """
    request_id,timestamp,model,input_tokens,cost_usd
    r1,2026-07-01T10:00:00Z,big,10,0.25
    r2,2026-02-30T10:00:00Z,big,10,1.5
    r3,2026-07-01T10:00:00Z,big,-1,abc
    r4,2026-07-01T10:00:00Z,big
    r5,2026-07-01T10:00:00Z,big,10,0.5
    Total,,,30,2.75

    """

  private func run(
    _ text: String, _ database: TriageDatabase, _ workspace: Workspace, _ change: (inout ImportOptions) -> Void
  ) throws -> (outcome: ImportOutcome, rejects: [Diagnostic]) {
    var options = ImportOptions()
    change(&options)
    var rejects: [Diagnostic] = []
    let outcomes = try Importer(toolVersion: "test", options: options).run(
      [ImportFile(path: try workspace.write("x.csv", text))], into: database, onReject: { rejects.append($0) })
    return (outcomes[0], rejects)
  }

  @Test("Good rows are kept; each bad one is named, and its cost is known or known to be unknown")
  func keepGood() throws {
    let workspace = try Workspace()
    let database = try workspace.database()
    let (outcome, rejects) = try run(usage, database, workspace) { $0.keepsGood = true }
    #expect(outcome.entry.newRows == 2)
    #expect(outcome.entry.rejectedRows == 4)
    // 1.5 of r2 could be read; the totals row's 2.75 are those of other rows once more.
    #expect(outcome.entry.rejectedCostNanos == 1_500_000_000)
    #expect(outcome.entry.rejectedWithoutCost == 3)
    #expect(
      rejects.map { "\($0.position?.line ?? 0) \($0.code)" } == [
        "3 bad-time", "4 out-of-range", "4 bad-number", "5 too-few-fields", "7 totals-row",
      ])
    #expect(try database.inventory().imports.map(\.rejectedRows) == [4])
    try database.runChecks()
  }

  @Test("The cost of an export's bad row is known where its cell can be read")
  func keepGoodOfExport() throws {
    let workspace = try Workspace()
    let database = try workspace.database()
    let header =
      "Date,Model,Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,Output Tokens,Total Tokens,Cost,Cost to you"
    let text = """
      \(header)
      2025-07-01T10:00:00Z,auto,0,10,20,30,60,$0.32,$0.11
      2025-07-01T10:00:01Z,auto,0,10,20,30,61,$0.32,$0.33
      2025-07-01T10:00:02Z,auto,0,10,20,30,61,$0.32,x

      """
    let (outcome, _) = try run(text, database, workspace) { $0.keepsGood = true }
    #expect(outcome.entry.newRows == 1 && outcome.entry.rejectedRows == 2)
    #expect(outcome.entry.rejectedCostNanos == 330_000_000 && outcome.entry.rejectedWithoutCost == 1)
    try database.runChecks()
  }

  @Test("A text for the whole file fills blank cells alone, and the rows that keep their own are counted")
  func setOverFilledColumn() throws {
    let workspace = try Workspace()
    let header =
      "Date,User,Model,Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,Output Tokens,Total Tokens,Cost"
    func notes(_ users: [String]) throws -> [String] {
      let rows = users.enumerated().map { "2025-07-01T10:00:0\($0.offset)Z,\($0.element),auto,0,10,20,30,60,$0.002" }
      let text = ([header] + rows).joined(separator: "\n") + "\n"
      let outcome = try run(text, try workspace.database("\(users.count).db"), workspace) {
        $0.source.constants = [.worker: "ann"]
      }.outcome
      return outcome.notes.filter { $0.code == "kept-text" }.map(\.message)
    }
    #expect(try notes(["bob", "", "ann", "eve"]) == ["--set worker=ann: 2 of 4 rows name another worker and keep it"])
    #expect(
      try notes(["bob", "eve", "eve"])
        == ["--set worker=ann changes nothing here: 3 of 3 rows name another worker and keep it"])
    #expect(try notes(["", "ann"]) == [])
  }

  @Test("A row in conflict is a bad row where good ones are kept")
  func keepGoodWithConflict() throws {
    let workspace = try Workspace()
    let database = try workspace.database()
    let text = "request_id,timestamp,model,cost_usd\nr1,2026-07-01T10:00:00Z,big,1\nr1,2026-07-01T10:00:00Z,big,2\n"
    let (outcome, rejects) = try run(text, database, workspace) { $0.keepsGood = true }
    #expect(outcome.entry.newRows == 1 && outcome.entry.keptRows == 1)
    #expect(rejects.map(\.code) == ["conflict"])
    #expect(rejects[0].position?.line == 3)
    #expect(rejects[0].message == "is there already with another cost_usd: cost_usd is 1.00 in line 2, 2.00 here")
    #expect(rejects[0].remedy?.contains("--on-conflict keep takes the first") == true)
  }

  @Test("A cut last row that is left out is not said to have been read as it is; a whole one without a line break is")
  func cutLastRow() throws {
    let workspace = try Workspace()
    let header = "request_id,timestamp,model,cost_usd\n"
    for (row, isRead) in [("r1,2026-07-01T10:00:00Z,big", false), ("r1,2026-07-01T10:00:00Z,big,1", true)] {
      let database = try workspace.database("\(isRead).db")
      let text = header + "r0,2026-07-01T10:00:00Z,big,1\n" + row
      let (outcome, rejects) = try run(text, database, workspace) { $0.keepsGood = true }
      #expect(rejects.map(\.code) == (isRead ? [] : ["cut-off"]))
      #expect(outcome.notes.contains { $0.code == "no-final-newline" } == isRead)
    }
  }

  @Test("A dry run tells everything and leaves the bytes as they are")
  func dryRun() throws {
    let workspace = try Workspace()
    let database = try workspace.database()
    let good = "request_id,timestamp,model,cost_usd\nr1,2026-07-01T10:00:00Z,big,1\n"
    _ = try run(good, database, workspace) { _ in }
    let before = try Data(contentsOf: workspace.folder.appending(path: "triage.db"))
    let more = good + "r2,2026-07-01T10:00:00Z,big,2\n"
    let (outcome, _) = try run(more, database, workspace) { $0.isDryRun = true }
    #expect(outcome.entry.newRows == 1 && outcome.entry.repeatedRows == 1)
    #expect(try Data(contentsOf: workspace.folder.appending(path: "triage.db")) == before)
    #expect(throws: ImportError.self) { try run(more + "r3,,,\n", database, workspace) { $0.isDryRun = true } }
  }

  @Test("A file that does not tie out is refused")
  func expectations() throws {
    let workspace = try Workspace()
    let database = try workspace.database()
    let text = "request_id,timestamp,model,cost_usd\nr1,2026-07-01T10:00:00Z,big,1\nr2,2026-07-01T10:00:00Z,big,0.5\n"
    func code(_ change: (inout ImportOptions) -> Void) throws -> [String] {
      do {
        _ = try run(text, database, workspace, change)
        return []
      } catch let error as ImportError {
        return error.diagnostics.map { "\($0.code): \($0.message)" }
      }
    }
    #expect(try code { $0.expectation.rows = 3 } == ["does-not-tie: rows: 3 expected, 2 found"])
    #expect(
      try code { $0.expectation.totalNanos = 1_600_000_000 } == ["does-not-tie: total: 1.60 expected, 1.50 found"])
    #expect(try code { $0.expectation.sha256 = String(repeating: "0", count: 64) }.count == 1)
    #expect(try database.inventory().imports.isEmpty)
    #expect(
      try code {
        $0.expectation.rows = 2
        $0.expectation.totalNanos = 1_500_000_000
      }.isEmpty)
  }

  @Test("An import that another one rests on stays until that one is gone")
  func undoOrder() throws {
    let workspace = try Workspace()
    let database = try workspace.database()
    let text = "request_id,timestamp,model,cost_usd\nr1,2026-07-01T10:00:00Z,big,1\n"
    let first = try run(text, database, workspace) { _ in }.outcome.entry.id
    let second = try run(text + "r2,2026-07-01T10:00:00Z,big,2\n", database, workspace) { _ in }.outcome.entry.id
    #expect {
      try database.undo(importID: first)
    } throws: { error in
      if case .cannotUndo(_, first, let detail, let remedy) = error as? StorageError {
        detail.contains("import \(second)") && remedy.contains("imports --undo \(second)")
      } else {
        false
      }
    }
    try database.undo(importID: second)
    try database.undo(importID: first)
    #expect(try DatabaseRollupSource(database).spendCells().isEmpty)
    #expect(throws: StorageError.noSuchImport(path: database.path, id: 9)) { try database.undo(importID: 9) }
  }

  @Test("Worker ids are stored as keyed hashes: equal ones stay equal, and the id is nowhere in the file")
  func workers() throws {
    let workspace = try Workspace()
    let database = try workspace.database()
    let key = WorkerKey()
    let text = """
      task_id,completed_at,category,tool,worker_id
      t1,2026-07-01T11:00:00Z,mail,big,alice.longname@example.com
      t2,2026-07-01T11:00:00Z,mail,big,alice.longname@example.com
      t3,2026-07-01T11:00:00Z,mail,big,bob

      """
    let file = ImportFile(path: try workspace.write("o.csv", text))
    _ = try Importer(toolVersion: "test", workers: key.workerIDs).run([file], into: database)
    let facts = try DatabaseRollupSource(database).taskFacts(category: "mail", in: everything)
    #expect(Set(facts.facts.map(\.worker)).count == 2)
    let bytes = try Data(contentsOf: workspace.folder.appending(path: "triage.db"))
    #expect(bytes.range(of: Data("alice.longname".utf8)) == nil)
    let again = try Importer(toolVersion: "test", workers: key.workerIDs).run([file], into: database)
    #expect(again[0].isKnownFile)
    #expect(WorkerKey(text: key.text)?.check == key.check)
    #expect(WorkerKey().check != key.check)
    #expect(WorkerKey(text: "zz") == nil)
  }

  @Test("A changed figure in a stored row is noticed before a report")
  func tampering() throws {
    let workspace = try Workspace()
    let database = try workspace.database()
    _ = try run(
      "request_id,timestamp,model,cost_usd\nr1,2026-07-01T10:00:00Z,big,1\n", database, workspace
    ) { _ in }
    try database.close()
    let url = workspace.folder.appending(path: "triage.db")
    var bytes = try Data(contentsOf: url)
    let amount = withUnsafeBytes(of: Int64(1_000_000_000).littleEndian) { Data($0) }
    let place = try #require(bytes.range(of: amount))
    bytes[place.lowerBound] ^= 1
    try bytes.write(to: url)
    let opened = try TriageDatabase(path: url.path(), create: false)
    #expect {
      try opened.runChecks()
    } throws: { error in
      // One bit of the base of the only row's amount: a nano-dollar more or less.
      guard case .controlTotal(url.path(), "of import 1", let detail) = error as? StorageError else { return false }
      #expect(throws: StorageError.controlTotal(path: url.path(), check: "of import 1", detail: detail)) {
        try PendingChecks(path: url.path()).finish()
      }
      return detail == "cost in nano-dollars: expected 1000000000, found 1000000001"
    }
  }
}
