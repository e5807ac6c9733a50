import Foundation
import Testing

@Suite("report writes every format")
struct ReportFormatTests {
  private static let csvNames = [
    "agent_trees.csv", "assumptions.csv", "budgets.csv", "cap_vs_triage.csv", "categories.csv", "data_quality.csv",
    "departments.csv",
    "facts.csv", "frontier.csv", "hidden_cost.csv", "options.csv", "own_sake.csv", "own_sake_falling.csv",
    "own_sake_outliers.csv", "reconciliation.csv",
    "software_candidates.csv",
  ]

  private func loaded(_ name: String) throws -> FixtureCopy {
    let copy = try FixtureCopy(of: BuiltCommand.root.appending(path: "fixtures/cases/\(name)"))
    let result = try BuiltCommand(folder: copy.folder).run(GoldenCaseTests.arguments(copy))
    try #require(result.status == 0, "\(result.messages)")
    return copy
  }

  private func report(_ copy: FixtureCopy, _ arguments: String..., environment: [String: String] = [:]) throws
    -> BuiltCommand.Result
  {
    try BuiltCommand(folder: copy.folder, environment: environment).run(
      ["report", "--policy", "policy.yaml", "--db", "triage.db"] + arguments)
  }

  @Test("All formats together, each under its own name and nothing beside them")
  func together() throws {
    let copy = try loaded("all-verdicts")
    let result = try report(copy, "--format", "md,json,csv,xlsx", "--out", "all")
    #expect(result.status == 0, "\(result.messages)")
    let names = try FileManager.default.contentsOfDirectory(atPath: copy.folder.appending(path: "all").path()).sorted()
    #expect(names == (Self.csvNames + ["report.json", "report.md", "report.xlsx"]).sorted())
  }

  @Test("Language and time zone do not show in any file", arguments: ["all-verdicts", "hostile-names"])
  func surroundings(name: String) throws {
    let copy = try loaded(name)
    #expect(try report(copy, "--format", "csv,xlsx", "--out", "one").status == 0)
    let surroundings = [
      "LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Chatham", "HOME": "/nonexistent", "TMPDIR": "/nonexistent",
    ]
    #expect(try report(copy, "--format", "csv,xlsx", "--out", "two", environment: surroundings).status == 0)
    for file in Self.csvNames + ["report.xlsx"] {
      let files = try ["one", "two"].map { try Data(contentsOf: copy.folder.appending(path: "\($0)/\(file)")) }
      #expect(files[0] == files[1], "\(file)")
    }
  }

  @Test("Alone and without a folder, csv is facts.csv; a workbook needs a folder")
  func standardOutput() throws {
    let copy = try loaded("hand")
    #expect(try report(copy, "--format", "csv", "--out", "set").status == 0)
    let alone = try report(copy, "--format", "csv")
    #expect(alone.output == (try copy.text("set/facts.csv")))
    #expect(alone.output.hasPrefix("section,key,measure,value,lo,hi,unit\n"))
    #expect(try report(copy, "--format", "xlsx").status == 64)
    #expect(try report(copy, "--format", "csv,xlsx").status == 64)
  }

  @Test("Hostile names begin no formula in any CSV file, and negative numbers stay numbers")
  func inert() throws {
    let copy = try loaded("hostile-names")
    #expect(try report(copy, "--format", "csv", "--out", "set").status == 0)
    var negative = 0
    for name in Self.csvNames {
      let text = try copy.text("set/\(name)")
      #expect(!text.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x202E }, "\(name)")
      for cell in text.split(whereSeparator: { $0 == "," || $0 == "\n" }) {
        let content = cell.drop { $0 == "\"" }
        guard let first = content.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) else { continue }
        #expect(Double(content) != nil, "\(name): \(content)")
        negative += 1
      }
    }
    #expect(negative > 0)
  }

  @Test("A symbolic link is not written through, and the other files' names stay free of remains")
  func symbolicLink() throws {
    let copy = try loaded("hand")
    let folder = copy.folder.appending(path: "set")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let victim = copy.folder.appending(path: "victim")
    try Data("mine".utf8).write(to: victim)
    try FileManager.default.createSymbolicLink(at: folder.appending(path: "report.xlsx"), withDestinationURL: victim)
    #expect(try report(copy, "--format", "xlsx", "--out", "set").status == 73)
    #expect(try String(contentsOf: victim, encoding: .utf8) == "mine")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path()) == ["report.xlsx"])
  }
}
