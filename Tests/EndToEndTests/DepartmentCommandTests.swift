import Foundation
import Testing

@Suite("Reports of departments, sections and flavours by the command")
struct DepartmentCommandTests {
  private func loaded(_ name: String) throws -> FixtureCopy {
    let copy = try FixtureCopy(of: BuiltCommand.root.appending(path: "fixtures/cases/\(name)"))
    let result = try BuiltCommand(folder: copy.folder).run(GoldenCaseTests.arguments(copy))
    try #require(result.status == 0, "\(result.messages)")
    return copy
  }

  private func run(_ copy: FixtureCopy, _ arguments: String...) throws -> BuiltCommand.Result {
    try BuiltCommand(folder: copy.folder).run(["report", "--policy", "policy.yaml", "--db", "triage.db"] + arguments)
  }

  @Test("One department on standard output is the file that all departments write")
  func oneAndAll() throws {
    let copy = try loaded("two-quarters")
    let all = try run(copy, "--compare", "2026Q2", "--all-departments", "--out", "all", "--format", "md,json")
    #expect(all.status == 0, "\(all.messages)")
    #expect(all.output.split(separator: "\n").count == 10)
    let legal = try run(copy, "--compare", "2026Q2", "--department", "Legal")
    #expect(legal.output == (try copy.text("all/department-legal.md")))
    #expect(!legal.output.contains("Strategy") && !legal.output.contains("Finance"))
  }

  @Test("An unknown department and unknown workers are errors with a remedy")
  func errors() throws {
    let copy = try loaded("two-quarters")
    let unknown = try run(copy, "--department", "Leegal")
    #expect(unknown.status == 66)
    #expect(unknown.messages.contains("Did you mean Legal?"))
    #expect(try run(copy, "--all-departments").status == 64)
    let text = try copy.text("outcomes.csv").replacing(/,[a-z]{3}-w[0-9]/, with: ",")
    let other = try FixtureCopy(of: nil)
    try Data(text.utf8).write(to: other.folder.appending(path: "outcomes.csv"))
    try Data(try copy.text("policy.yaml").utf8).write(to: other.folder.appending(path: "policy.yaml"))
    _ = try BuiltCommand(folder: other.folder).run(["import", "outcomes.csv", "--db", "triage.db"])
    let nobody = try run(other, "--all-departments", "--out", "all")
    #expect(nobody.status == 65)
    #expect(nobody.messages.contains("workers-not-known"))
  }

  @Test("A section alone, and the plain flavour")
  func sections() throws {
    let copy = try loaded("two-quarters")
    let part = try run(copy, "--format", "md", "--section", "decisions")
    #expect(part.status == 0)
    #expect(part.output.contains("\n## Decisions\n") && !part.output.contains("## Verdicts"))
    let unknown = try run(copy, "--section", "decision")
    #expect(unknown.status == 64)
    #expect(unknown.messages.contains("Did you mean decisions?"))
    let plain = try run(copy, "--flavour", "plain")
    #expect(plain.output.hasPrefix("# AI spend triage, Q3 2026\n"))
    #expect(!plain.output.contains("<details>"))
  }
}
