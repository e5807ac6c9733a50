import Foundation
import Testing

@Suite("What the README says is so")
struct ReadmeTests {
  /// Shell lines of the README that start with the command.
  private static let commands: [String] = {
    let url = BuiltCommand.root.appending(path: "README.md")
    let text = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map { $0.split(separator: "#")[0].trimmingCharacters(in: .whitespaces) }
      .filter { $0.hasPrefix("roi-triage ") }
  }()

  @Test("Its commands run, one after the other, from two files to a report")
  func commands() throws {
    #expect(Self.commands.count >= 4)
    let copy = try FixtureCopy(of: nil)
    let demo = try BuiltCommand(folder: copy.folder).run(["demo", "--out", "."])
    try #require(demo.status == 0, "\(demo.messages)")
    try FileManager.default.removeItem(at: copy.folder.appending(path: "policy.yaml"))
    for command in Self.commands {
      var arguments = command.split(whereSeparator: \.isWhitespace).dropFirst().map(String.init)
      if arguments.first == "explain" { arguments[1] = "invoice_entry" }
      let result = try BuiltCommand(folder: copy.folder).run(arguments)
      #expect(result.status == 0, "\(command)\n\(result.messages)")
      if arguments.starts(with: ["policy", "init"]) { try fillInTiers(copy) }
    }
    #expect(try copy.text("report/report.md").contains("## Decisions"))
  }

  private func fillInTiers(_ copy: FixtureCopy) throws {
    let tiers = ["claude-opus-5": "frontier", "claude-haiku-4-5": "small", "flow-engine": "software"]
    var tool = ""
    let lines = try copy.text("policy.yaml").split(separator: "\n", omittingEmptySubsequences: false).map { line in
      if let name = tiers.keys.first(where: { line.contains("\"\($0)\":") }) { tool = name }
      return line.contains("FILL_IN") && !line.hasPrefix("#")
        ? line.replacingOccurrences(of: "FILL_IN", with: tiers[tool] ?? "frontier") : String(line)
    }
    try Data(lines.joined(separator: "\n").utf8).write(to: copy.folder.appending(path: "policy.yaml"))
  }

  @Test(
    "Every command has help with an example",
    arguments: [
      "review", "import", "report", "explain", "what-if", "policy init", "policy check", "imports", "check", "demo",
      "prices", "prices list", "prices diff", "budget", "budget cap", "budget match", "budget plan", "budget status",
      "hidden-cost",
    ])
  func help(command: String) throws {
    let copy = try FixtureCopy(of: nil)
    let arguments = command.split(separator: " ").map(String.init) + ["--help"]
    let result = try BuiltCommand(folder: copy.folder).run(arguments)
    #expect(result.status == 0)
    #expect(result.output.contains("Example"))
    #expect(result.output.contains("roi-triage \(command)"))
  }
}
