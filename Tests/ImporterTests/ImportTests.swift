import Foundation
import Importer
import Storage
import Testing
import TriageModel

@Suite("An import takes whole files, once")
struct ImportTests {
  private let usage = """
    request_id,task_id,timestamp,model,input_tokens,output_tokens,cost_usd
    r1,t1,2026-07-01T10:00:00Z,big,1000,100,0.10
    r2,t1,2026-07-01T10:01:00Z,big,2000,200,
    r3,,2026-07-02T10:00:00Z,big,500,50,0.05

    """
  private let outcomes = """
    task_id,completed_at,category,tool,succeeded,value_usd
    t1,2026-07-01T11:00:00Z,mail,big,true,2.5

    """
  private let prices = """
    model,effective_from,input_usd_per_mtok,output_usd_per_mtok
    big,2026-01-01T00:00:00Z,5,30

    """

  @Test("Cost is what the provider reported, else what the price book says")
  func costs() throws {
    let workspace = try Workspace()
    let database = try workspace.database()
    try workspace.load(
      database, try workspace.write("u.csv", usage), try workspace.write("o.csv", outcomes),
      try workspace.write("p.csv", prices))
    let cells = try DatabaseRollupSource(database).taskCells(in: everything)
    // 2000 tokens at 5 USD and 200 at 30 USD per million: 0.01 + 0.006.
    #expect(cells.map(\.moments.sums.k) == [116_000_000])
    #expect(cells.map(\.moments.sums.v) == [2_500_000_000])
    let spend = try DatabaseRollupSource(database).spendCells()
    #expect(spend.map(\.usage.costNanos).reduce(0, +) == 166_000_000)
    #expect(spend.contains { $0.line == .noTask && $0.usage.costNanos == 50_000_000 })
    try database.runChecks()
  }

  @Test("Without a price the request stays unpriced, and is priced when the price comes")
  func latePrice() throws {
    let workspace = try Workspace()
    let database = try workspace.database()
    try workspace.load(database, try workspace.write("u.csv", usage), try workspace.write("o.csv", outcomes))
    let before = try DatabaseRollupSource(database).taskCells(in: everything)
    #expect(before.map(\.key.costState) == [.unpriced])
    #expect(before.map(\.moments.sums.k) == [100_000_000])
    try workspace.load(database, try workspace.write("p.csv", prices))
    let after = try DatabaseRollupSource(database).taskCells(in: everything)
    #expect(after.map(\.key.costState) == [.priced])
  }

  @Test("The same rows again change nothing, whatever file they come in")
  func repeated() throws {
    let workspace = try Workspace()
    let database = try workspace.database()
    try workspace.load(database, try workspace.write("u.csv", usage), try workspace.write("o.csv", outcomes))
    let before = try DatabaseRollupSource(database).spendCells()
    let again = usage.split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
    let reversed = ([again[0]] + again.dropFirst().reversed()).joined(separator: "\r\n")
    let outcome = try workspace.load(database, try workspace.write("other.csv", "\u{FEFF}" + reversed))
    #expect(outcome[0].entry.repeatedRows == 3)
    #expect(outcome[0].isKnownFile)
    #expect(try DatabaseRollupSource(database).spendCells() == before)
    try database.runChecks()
  }

  @Test("The same id with another body is a conflict that refuses the file")
  func conflict() throws {
    let workspace = try Workspace()
    let database = try workspace.database()
    try workspace.load(database, try workspace.write("u.csv", usage))
    let before = try DatabaseRollupSource(database).spendCells()
    let other = usage.replacingOccurrences(of: "0.10", with: "0.11")
    let file = try workspace.write("other.csv", other)
    let error = try #require(throws: ImportError.self) { try workspace.load(database, file) }
    #expect(error.diagnostics.map(\.code) == ["conflict"])
    #expect(error.diagnostics[0].position?.line == 2)
    #expect(error.diagnostics[0].message.hasSuffix("another cost_usd: cost_usd is 0.10 in import 1, 0.11 here"))
    #expect(error.diagnostics[0].remedy?.contains("If this export is the newer one, say --on-conflict replace") == true)
    #expect(try DatabaseRollupSource(database).spendCells() == before)
  }

  @Test("Every bad row is named, and nothing is taken")
  func badRows() throws {
    let workspace = try Workspace()
    let database = try workspace.database()
    let file = try workspace.write(
      "u.csv",
      """
      request_id,timestamp,model,input_tokens,cached_input_tokens,cost_usd
      r1,2026-07-01T10:00:00Z,big,10,20,0.1
      r2,2026-02-30T10:00:00Z,big,,,0.1
      r3,2026-07-01T10:00:00,big,,,"1,2"
      ,2026-07-01T10:00:00Z,big,1.5,,
      r5,2026-07-01T10:00:00Z,big,1,1

      """)
    let error = try #require(throws: ImportError.self) { try workspace.load(database, file) }
    #expect(
      error.diagnostics.map { "\($0.position?.line ?? 0):\($0.position?.column ?? 0) \($0.code)" } == [
        "2:29 tokens-disagree", "3:4 bad-time", "4:4 bad-time", "4:30 bad-number", "5:1 missing-value",
        "5:27 bad-number", "6:1 too-few-fields",
      ])
    #expect(try DatabaseRollupSource(database).spendCells().isEmpty)
  }

  @Test("The order of two outcomes of one task does not show; the later one stays")
  func restatement() throws {
    let early = "t1,2026-07-01T11:00:00Z,mail,big,true,2.5"
    let late = "t1,2026-07-03T11:00:00Z,mail,big,false,"
    let sameTime = "t1,2026-07-03T11:00:00Z,mail,big,true,1"
    var found: Set<[TaskCell]> = []
    for rows in [[early, late, sameTime], [late, sameTime, early], [sameTime, early, late]] {
      let workspace = try Workspace()
      let database = try workspace.database()
      let text = "task_id,completed_at,category,tool,succeeded,value_usd\n" + rows.joined(separator: "\n") + "\n"
      let outcome = try workspace.load(database, try workspace.write("o.csv", text))
      #expect(outcome[0].entry.newRows == 1)
      try database.runChecks()
      found.insert(try DatabaseRollupSource(database).taskCells(in: everything))
    }
    #expect(found.count == 1)
  }

  @Test("A name written with composed or decomposed letters is one name")
  func unicode() throws {
    let workspace = try Workspace()
    let database = try workspace.database()
    let text = """
      task_id,completed_at,category,tool
      caf\u{E9},2026-07-01T11:00:00Z,pr\u{E9}cis,big
      cafe\u{301},2026-07-01T11:00:00Z,pre\u{301}cis,big
      t2,2026-07-01T11:00:00Z,pre\u{301}cis,big

      """
    let outcome = try workspace.load(database, try workspace.write("o.csv", text))
    #expect(outcome[0].entry.newRows == 2)
    #expect(try database.inventory().categories.map(\.tasks) == [2])
  }

  @Test("A usage file given as outcomes is named as what it is")
  func wrongKind() throws {
    let workspace = try Workspace()
    let database = try workspace.database()
    let file = ImportFile(path: try workspace.write("u.csv", usage), format: .outcomes)
    let error = try #require(throws: ImportError.self) {
      try Importer(toolVersion: "test").run([file], into: database)
    }
    #expect(error.diagnostics.map(\.code) == ["wrong-kind"])
  }

  @Test(
    "Files that hold nothing are refused",
    arguments: [("", "empty-file"), ("request_id,timestamp,model\n", "no-rows"), ("a,b\n1,2\n", "unknown-format")])
  func nothing(text: String, code: String) throws {
    let workspace = try Workspace()
    let database = try workspace.database()
    let file = try workspace.write("x.csv", text)
    let error = try #require(throws: ImportError.self) { try workspace.load(database, file) }
    #expect(error.diagnostics.map(\.code) == [code])
  }

  @Test("A month without use beside another file of its kind is a note; beside outcomes alone it is an error")
  func emptyMonth() throws {
    let workspace = try Workspace()
    let header = "start_time,start_time_iso,model,num_model_requests,input_tokens,output_tokens\n"
    let used = try workspace.write("a.csv", header + "1782864000,2026-07-01T00:00:00,m,3,100,10\n")
    let unused = try workspace.write("b.csv", header + "1782950400,2026-07-02T00:00:00,,,,\n")
    let bare = try workspace.write("c.csv", header)
    let outcomes = try workspace.write(
      "o.csv", "task_id,completed_at,category,tool\nt,2026-07-01T10:00:00Z,mail,big\n")
    let database = try workspace.database()
    let loaded = try workspace.load(database, unused, used, bare)
    #expect(loaded.map(\.entry.newRows) == [0, 1, 0])
    #expect(loaded[0].notes.contains { $0.code == "no-rows" && $0.severity == .note })
    #expect(loaded[2].notes.contains { $0.code == "no-rows" && $0.message == "the file has a header and no row" })
    try database.runChecks()
    for files in [[unused, outcomes], [bare, unused]] {
      let other = try workspace.database(files[0] == unused ? "x.db" : "y.db")
      #expect(throws: ImportError.self) {
        try Importer(toolVersion: "test").run(files.map { ImportFile(path: $0) }, into: other)
      }
    }
  }

  @Test("Canonical usage of a year without AI is warned of")
  func suspiciousDate() throws {
    let workspace = try Workspace()
    let file = try workspace.write("u.csv", "request_id,timestamp,model\nr,1970-01-21T15:14:24Z,m\n")
    let notes = try workspace.load(try workspace.database(), file)[0].notes
    #expect(notes.contains { $0.code == "suspicious-date" && $0.message.contains("1970-01-21") })
  }
}
