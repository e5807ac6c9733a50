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
    for texts in [[above, below], [above, above + below], [below, above]] {
      for isOneRun in [false, true] {
        let (notes, costNanos) = try load(texts, isOneRun: isOneRun)
        #expect(notes.count { $0.severity == .error } == 1)
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
    // The row above alone, once the whole trace is there, was passed over before.
    for isOneRun in [false, true] {
      let (notes, costNanos) = try load([above + below, above], isOneRun: isOneRun)
      let by = isOneRun ? "f0.csv of this run" : "import 1"
      #expect(notes.contains { $0.code == "passed-over" && $0.message.contains("\(by) passed it over before") })
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
      #expect(note.remedy?.hasPrefix("That stays open until all files of these traces are loaded") == true)
      #expect(costNanos == 110_000_000)
    }
    // A smaller call that starts a larger one holds nothing of it.
    #expect(try load([row("a", "", 400, "0.004"), call]).notes.map(\.code) == ["format"])
  }

  @Test("Parts in two files beside their sum of 0.03 USD in a third: refused with the last one, whatever the order")
  func severalFiles() throws {
    let (first, second) = (row("b", "a", 100, "0.01"), row("c", "a", 200, "0.02"))
    let orders: [(texts: [String], costNanos: Int128)] = [
      ([above, first, second], 40_000_000), ([first, above, second], 40_000_000), ([first, second, above], 30_000_000),
      ([above + first, second], 40_000_000), ([first, first + second, above], 30_000_000),
    ]
    for order in orders {
      let (notes, costNanos) = try load(order.texts)
      #expect(notes.map(\.code) == ["counted-twice"] && costNanos == order.costNanos)
      #expect(notes.first?.message.contains("with 320 tokens and 0.03 USD: both would count") == true)
      #expect(try load(order.texts, isOneRun: true).notes.map(\.code) == ["counted-twice"])
    }
  }

  @Test("A span that one file has joins rows below it in another to the row above it, also from a file of its own")
  func spans() throws {
    let span = row("s", "a", 0, "", type: "SPAN")
    let under = below.replacing(",a,", with: ",s,")
    for texts in [[above + span, under], [under, above + span], [above, span + row("x", "", 1, "0.001"), under]] {
      #expect(try load(texts).notes.map(\.code) == ["counted-twice"])
    }
  }

  @Test("A row of which two files have some of the rows below each: 0.03 USD above 0.01 here and 0.02 there is refused")
  func repeated() throws {
    let texts = [above + row("b", "a", 100, "0.01"), above + row("c", "a", 200, "0.02")]
    let problem = try #require(try load(texts).notes.first { $0.code == "counted-twice" })
    #expect(problem.remedy?.contains("imports --undo 1") == true)
  }

  @Test("The whole without a new row shows that 0.03 USD of an earlier file stands above its own rows")
  func shownLater() throws {
    let middle = row("m", "a", 300, "0.03").replacing(":10}", with: ":20}")
    let under = below.replacing(",a,", with: ",m,")
    let (notes, costNanos) = try load([above + under, above + middle + under])
    #expect(notes.map(\.code) == ["counted-twice"] && costNanos == 60_000_000)
    #expect(notes.first?.remedy?.contains("imports --undo 1 and import this file again") == true)
    #expect(notes.first?.remedy?.contains("Then import f0.csv again, for rows of other traces") == true)
  }

  @Test("The whole after two files that have sums of it: one refusal names both imports to take back")
  func wholeAfterParts() throws {
    let sum = above.replacing("a,t1", with: "d,t1")
    let parts = row("e", "d", 100, "0.01") + row("f", "d", 200, "0.02")
    let problem = try #require(
      try load([above, sum, above + below + sum + parts]).notes.first { $0.code == "counted-twice" })
    #expect(problem.message.hasPrefix("2 rows of imports 1 and 2 hold the tokens of rows below them"))
    #expect(problem.remedy?.contains("imports --undo 1 and roi-triage imports --undo 2") == true)
  }

  @Test("The sum of 0.03 USD, passed over before, comes again rounded, without cost or as it was early: 0.03 USD")
  func restated() throws {
    let early = row("a", "", 50, "0.005")
    for again in [above.replacing("0.03", with: "0.0299"), above.replacing("0.03", with: ""), early] {
      for isOneRun in [false, true] {
        let (notes, costNanos) = try load([above + below, again], isOneRun: isOneRun)
        #expect(notes.contains { $0.code == "passed-over" && $0.message.contains("passed it over before") })
        #expect(costNanos == 30_000_000)
      }
    }
    // Twice the cost is said to be another call.
    let (notes, costNanos) = try load([above + below, above.replacing("0.03", with: "0.06")])
    #expect(notes.contains { $0.code == "parents-alike" && $0.severity == .warning } && costNanos == 90_000_000)
    // Early first: what counts is the trace at another time.
    let first = try load([early, above + below])
    #expect(first.notes.map(\.code) == ["counted-twice"] && first.costNanos == 5_000_000)
  }

  @Test("The sum of 0.03 USD, passed over before, has grown to 0.04 USD: refused with its new call and without")
  func grown() throws {
    let sum = row("a", "", 400, "0.04").replacing(":10}", with: ":30}")
    for again in [sum + row("e", "a", 100, "0.01"), sum] {
      for isOneRun in [false, true] {
        let (notes, costNanos) = try load([above + below, again], isOneRun: isOneRun)
        #expect(notes.contains { $0.code == "counted-twice" && $0.severity == .error })
        #expect(costNanos == (isOneRun ? 0 : 30_000_000))
      }
    }
    let whole = above + below
    let grown = try load([whole, sum + below + row("e", "a", 100, "0.01")])
    #expect(!grown.notes.contains { $0.severity == .error } && grown.costNanos == 40_000_000)
  }

  @Test("Parts of a trace after its whole bring their other rows alone, and a refusal says to import them again")
  func wholeThenParts() throws {
    let other = row("x", "", 500, "0.05")
    let (notes, costNanos) = try load([above + below, above + row("b", "a", 100, "0.01") + other, below])
    #expect(!notes.contains { $0.severity == .error } && costNanos == 80_000_000)
    let problem = try #require(
      try load([row("b", "a", 100, "0.01") + other, above + row("c", "a", 200, "0.02")]).notes.first {
        $0.code == "counted-twice"
      })
    #expect(problem.remedy?.contains("Then import f0.csv and this file again") == true)
  }
}
