import Importer
import Storage
import Testing
import TriageModel

@Suite("A trace in two files: a row above and the rows whose tokens it holds are not counted both")
struct ParentsElsewhereTests {
  private let header = "id,traceId,startTime,parentObservationId,type,providedModelName,usageDetails,totalCost\n"

  private func row(_ id: String, _ parent: String, _ input: Int, _ cost: String, type: String = "GENERATION") -> String
  {
    "\(id),t1,2026-07-01T10:00:00Z,\(parent),\(type),m,\"{\"\"input\"\":\(input),\"\"output\"\":10}\",\(cost)\n"
  }

  private var above: String { row("a", "", 300, "0.03").replacing(":10}", with: ":20}") }
  private var below: String { row("b", "a", 100, "0.01") + row("c", "a", 200, "0.02") }

  /// Imports files one after the other, or in one run; gives what is said last, and what counts in nano-dollars.
  private func load(
    _ texts: [String], isOneRun: Bool = false, isSeparate: Bool = false
  ) throws -> (notes: [Diagnostic], costNanos: Int128) {
    let workspace = try Workspace()
    let database = try workspace.database()
    var options = ImportOptions()
    options.source.isSeparateSpend = isSeparate
    let files = try texts.enumerated().map { index, text in
      ImportFile(path: try workspace.write("f\(index).csv", header + text))
    }
    var notes: [Diagnostic] = []
    do {
      for run in isOneRun ? [files] : files.map({ [$0] }) {
        notes = try Importer(toolVersion: "test", options: options).run(run, into: database).flatMap(\.notes)
      }
    } catch let error as ImportError {
      notes = error.diagnostics
    }
    try database.runChecks()
    var sums = UsageSums()
    for cell in try DatabaseRollupSource(database).spendCells() { sums.add(cell.usage) }
    return (notes, sums.costNanos)
  }

  @Test("300 and 20 tokens of 0.03 USD above, 0.01 and 0.02 below: refused in either order, and in one run")
  func sums() throws {
    for texts in [[above, below], [above, above + below], [below, above], [above + below, above]] {
      for isOneRun in [false, true] {
        let (notes, costNanos) = try load(texts, isOneRun: isOneRun)
        let problem = try #require(notes.first { $0.code == "counted-twice" })
        #expect(
          problem.severity == .error && problem.message.contains("with 320 tokens and 0.03 USD: both would count"))
        #expect(costNanos == (isOneRun ? 0 : 30_000_000))
        #expect(problem.remedy?.contains(isOneRun ? "leave f" : "imports --undo 1") == true)
      }
    }
    #expect(try load([above, below], isSeparate: true).costNanos == 60_000_000)
  }

  @Test("The whole export after the rows below, and again, is nothing new; a span between the files changes nothing")
  func whole() throws {
    for texts in [[below, above + below], [above + below, below], [above + below, above + below]] {
      let (notes, costNanos) = try load(texts)
      #expect(!notes.contains { $0.severity == .error } && costNanos == 30_000_000)
    }
    let span = row("s", "a", 0, "", type: "SPAN")
    let wrapped = try load([above, span + below.replacing(",a,", with: ",s,")])
    #expect(wrapped.notes.map(\.code) == ["counted-twice"])
  }

  @Test("A call of 2,000 tokens whose agent of 20,000 is in the file before: both count, and a note says so")
  func larger() throws {
    let agent = row("a", "", 20_000, "0.1")
    let call = row("b", "a", 2_000, "0.01")
    for texts in [[agent, call], [call, agent]] {
      let (notes, costNanos) = try load(texts)
      let note = try #require(notes.first { $0.code == "parents-count" })
      #expect(note.severity == .note && note.message.contains("with 20010 tokens and 0.10 USD"))
      #expect(costNanos == 110_000_000)
    }
    // A smaller call that starts a larger one holds nothing of it.
    #expect(try load([row("a", "", 400, "0.004"), call]).notes.map(\.code) == ["format"])
  }
}
