import Importer
import Testing
import TriageModel

@Suite("Day and month are never swapped in silence")
struct DateOrderTests {
  private func run(_ rows: [String], _ order: SourceSettings.DateOrder? = nil) throws -> [Diagnostic] {
    let workspace = try Workspace()
    var options = ImportOptions()
    options.source.zone = .utc
    options.source.constants[.tool] = "bot"
    options.source.dateOrder = order
    let header = "Summary,Issue key,Issue Type,Status,Resolution,Created,Resolved\n"
    let path = try workspace.write("jira.csv", header + rows.map { "s,\($0)\n" }.joined())
    do {
      let outcome = try Importer(toolVersion: "test", options: options).run(
        [ImportFile(path: path)], into: workspace.database())
      return outcome[0].notes.filter { $0.code == "date-order" }
    } catch let error as ImportError {
      return error.diagnostics
    }
  }

  @Test("A date that proves the other order refuses the file and names the option, wherever it stands")
  func proof() throws {
    // Created on 13 June, so Resolved is 8 July and not 7 August.
    let rows = ["P-1,Bug,Done,Done,13/06/2026 09:00,08/07/2026 09:00"]
    let found = try run(rows)
    #expect(found.map(\.code) == ["date-order"])
    #expect(found.first?.severity == .error)
    #expect(found.first?.remedy == "Say --date-order dmy.")
    #expect(try run(rows, .dayFirst) == [])
  }

  @Test("Where no date tells the order, a note says how they are read; it is not said again to who stated it")
  func ambiguous() throws {
    let rows = ["P-1,Bug,Done,Done,01/06/2026 09:00,08/07/2026 09:00"]
    let found = try run(rows)
    #expect(found.map(\.severity) == [.note])
    #expect(found.first?.message.contains("with the month first") == true)
    #expect(try run(rows, .monthFirst) == [])
    // 28 July proves the month first; a date with equal numbers and one with a name need no order.
    #expect(try run(["P-1,Bug,Done,Done,07/07/2026 09:00,07/28/2026 09:00"]) == [])
    #expect(try run(["P-1,Bug,Done,Done,07/07/2026 09:00,8/Jul/26 9:00 AM"]) == [])
  }
}
