import Foundation
import Importer
import Storage
import Testing
import TriageModel

/// A column of counts in the first row of an export.
struct CountColumn: Sendable, CustomTestStringConvertible {
  let fixture: String
  let column: String
  /// Whether its numbers may have commas between thousands.
  var isGrouped = false

  var testDescription: String { "\(fixture): \(column)" }

  static let all = [
    CountColumn(fixture: "openai-usage", column: "output_tokens"),
    CountColumn(fixture: "anthropic-usage", column: "usage_output_tokens"),
    CountColumn(fixture: "anthropic-usage-older", column: "usage_output_tokens"),
    CountColumn(fixture: "claude-spend", column: "total_prompt_tokens"),
    CountColumn(fixture: "openrouter", column: "tokens_completion"),
    CountColumn(fixture: "litellm-spendlogs", column: "completion_tokens"),
    CountColumn(fixture: "litellm-daily", column: "Completion Tokens", isGrouped: true),
    CountColumn(fixture: "helicone", column: "completion_tokens"),
    CountColumn(fixture: "cursor-first", column: "Output Tokens"),
    CountColumn(fixture: "cursor-second", column: "Output Tokens"),
    CountColumn(fixture: "cursor-third", column: "Output Tokens"),
    CountColumn(fixture: "copilot", column: "output"), CountColumn(fixture: "copilot-wrapped", column: "output"),
    CountColumn(fixture: "deepseek-amount", column: "amount"),
  ]
}

@Suite("What spreadsheets and careless exports leave in a file is refused, in every format")
struct DamagedCellTests {
  private func messages(_ text: String, _ fixture: FormatFixture) throws -> String {
    let workspace = try Workspace()
    let path = try workspace.write("x.csv", text)
    let error = #expect(throws: ImportError.self) {
      try Importer(toolVersion: "test", options: fixture.options).run(
        [ImportFile(path: path)], into: try workspace.database())
    }
    return error?.diagnostics.map(\.text).joined(separator: "\n") ?? ""
  }

  /// The cells of a line of the fixtures' plain kind.
  private func cells(_ line: String) -> [String] {
    var cells = [""]
    var isQuoted = false
    for character in line.replacingOccurrences(of: "\"\"", with: "\u{1}") {
      if character == "\"" { isQuoted.toggle() }
      if character == ",", !isQuoted { cells.append("") } else { cells[cells.count - 1].append(character) }
    }
    return cells.map { $0.replacingOccurrences(of: "\u{1}", with: "\"\"") }
  }

  private func lines(_ fixture: FormatFixture) throws -> [String] {
    try String(contentsOfFile: fixture.export, encoding: .utf8).replacingOccurrences(of: "\r\n", with: "\n")
      .split(separator: "\n").map(String.init)
  }

  /// A line as it is inside of the quotes around it.
  private func inside(_ line: String, of fixture: FormatFixture) -> String {
    guard fixture.name.hasSuffix("-wrapped") else { return line }
    return String(line.drop { $0 != "\"" }.dropFirst().dropLast()).replacingOccurrences(of: "\"\"", with: "\"")
  }

  @Test("A bad cell that two figures are made of is named once")
  func once() throws {
    let fixture = FormatFixture(name: "cursor-third")
    let text = try lines(fixture).joined(separator: "\n").replacingOccurrences(
      of: ",10,20,30,40,", with: ",10,20,x,40,")
    let found = try messages(text + "\n", fixture)
    #expect(found.components(separatedBy: "cache read \"x\"").count == 2, "\(found)")
  }

  @Test(
    "A word, a mark or a number from a spreadsheet is no count", arguments: CountColumn.all,
    ["Included", "-", "NaN", "12 345", "1.5", "-3", "1e3"])
  func words(column: CountColumn, damage: String) throws {
    let fixture = FormatFixture(name: column.fixture)
    var lines = try lines(fixture).map { inside($0, of: fixture) }
    let header = cells(lines[0]).map { $0.replacingOccurrences(of: "\"", with: "") }
    let place = try #require(header.firstIndex(of: column.column))
    var row = cells(lines[1])
    row[place] = damage
    lines[1] = row.joined(separator: ",")
    let found = try messages(lines.joined(separator: "\n") + "\n", fixture)
    #expect(found.contains("x.csv:2:"), "\(found)")
    #expect(found.contains("\(column.column.lowercased()) \"\(damage)\""), "\(found)")
  }

  @Test("Commas between thousands are refused where the export writes none", arguments: CountColumn.all)
  func commas(column: CountColumn) throws {
    let fixture = FormatFixture(name: column.fixture)
    var lines = try lines(fixture).map { inside($0, of: fixture) }
    let header = cells(lines[0]).map { $0.replacingOccurrences(of: "\"", with: "") }
    let place = try #require(header.firstIndex(of: column.column))
    var row = cells(lines[1])
    row[place] = column.isGrouped ? "\"1,23\"" : "\"1,234\""
    lines[1] = row.joined(separator: ",")
    let found = try messages(lines.joined(separator: "\n") + "\n", fixture)
    #expect(found.contains("is not a whole number"), "\(found)")
  }

  static let csv = FormatFixture.all.filter { $0.export.hasSuffix(".csv") }

  @Test("A header that comes again further down is told as one", arguments: csv)
  func repeatedHeader(fixture: FormatFixture) throws {
    let lines = try lines(fixture)
    let header = lines[0].replacingOccurrences(of: "\u{FEFF}", with: "")
    let found = try messages((lines + [header]).joined(separator: "\n") + "\n", fixture)
    #expect(found.contains("[repeated-header]"), "\(found)")
  }

  @Test("A row of totals is told as one, or passed over with the rows that hold nothing", arguments: csv)
  func totals(fixture: FormatFixture) throws {
    let lines = try lines(fixture)
    let count = cells(inside(lines[0], of: fixture)).count
    let total = (["Total"] + [String](repeating: "", count: count - 2) + ["1234"]).joined(separator: ",")
    let workspace = try Workspace()
    let path = try workspace.write("x.csv", (lines + [total]).joined(separator: "\n") + "\n")
    do {
      let entry = try Importer(toolVersion: "test", options: fixture.options).run(
        [ImportFile(path: path)], into: try workspace.database())[0].entry
      let clean = try Importer(toolVersion: "test", options: fixture.options).run(
        [ImportFile(path: fixture.export)], into: try workspace.database("clean.db"))[0].entry
      #expect(entry.newRows == clean.newRows && entry.stored == clean.stored)
    } catch let error as ImportError {
      #expect(error.diagnostics.map(\.code) == ["totals-row"], "\(error.diagnostics.map(\.text))")
    }
  }
}
