import Foundation
import Testing

@Suite("The command on real data")
struct RealDataReportTests {
  static let folder: URL? = {
    let url = BuiltCommand.root.deletingLastPathComponent().appending(path: "shared/data/real")
    return FileManager.default.fileExists(atPath: url.path()) ? url : nil
  }()

  /// The categories of `report.json` after a review of one set.
  private func categories(_ set: String, policy: String) throws -> [String: [String: Any]] {
    let source = try #require(Self.folder).appending(path: set)
    let copy = try FixtureCopy(of: nil)
    try Data(policy.utf8).write(to: copy.folder.appending(path: "policy.yaml"))
    let result = try BuiltCommand(folder: copy.folder).run([
      "review", "--usage", source.appending(path: "usage.csv").path(), "--outcomes",
      source.appending(path: "outcomes.csv").path(), "--policy", "policy.yaml", "--out", "report", "--quiet",
    ])
    try #require(result.status == 0, "\(result.messages)")
    let json = try JSONSerialization.jsonObject(with: Data(try copy.text("report/report.json").utf8))
    let list = try #require((json as? [String: Any])?["categories"] as? [[String: Any]])
    return Dictionary(list.map { ($0["name"] as? String ?? "", $0) }) { first, _ in first }
  }

  private func breakEven(_ category: [String: Any]?, _ tool: String) throws -> Double {
    let options = try #require(category?["options"] as? [[String: Any]])
    let option = try #require(options.first { $0["tool"] as? String == tool })
    let values = try #require(option["break_even"] as? [String: [String: Any]])
    return try #require(values["value_per_success"]?["value"] as? Double)
  }

  private func truth(_ file: String) throws -> [String: Double] {
    let url = try #require(Self.folder).appending(path: "truth/\(file)")
    let lines = try String(contentsOf: url, encoding: .utf8).split(whereSeparator: \.isNewline)
    return Dictionary(
      lines.dropFirst().map { line in
        let fields = line.split(separator: ",", omittingEmptySubsequences: false)
        return (String(fields[0]), Double(fields[12]) ?? .nan)
      }
    ) { first, _ in first }
  }

  private static let openHands = """
    stratify_by: none
    min_workers: 0
    tools:
      claude-opus-4-8: {tier: frontier}
      Gemini-3-Flash: {tier: small}

    """

  @Test("OpenHands: break-even value per success against the truth", .enabled(if: folder != nil))
  func openHandsIndex() throws {
    let found = try categories("openhands_index", policy: Self.openHands)
    let truth = try truth("openhands_index__claude-opus-4-8__Gemini-3-Flash.csv")
    for name in ["bug_fixing", "test_generation"] {
      #expect(abs(try breakEven(found[name], "Gemini-3-Flash") - (truth[name] ?? .nan)) < 0.00005, "\(name)")
    }
    // The truth takes means over whatever is known; a task of unknown cost or outcome is not judged here.
    let different: [(String, Double, String)] = [
      ("information_gathering", 4.8232, "1 of 165 costs is blank for the one tool, 11 of 165 for the other"),
      ("frontend_bug_fixing", 7.9675, "25 of 102 outcomes and 11 costs of the cheaper tool are blank"),
      ("app_creation", 11.8513, "1 of 16 costs is blank for the one tool, 2 of 16 for the other"),
    ]
    for (name, expected, reason) in different {
      let value = try breakEven(found[name], "Gemini-3-Flash")
      #expect(abs(value - expected) < 0.00005, "\(name): \(value); \(reason)")
      #expect(abs(value - (truth[name] ?? .nan)) > 0.01)
    }
  }

  // With a value the comparison takes the 431 pairs of test_generation, so that two tasks of 433 are left out.
  @Test(
    "OpenHands: the sign of Δ changes at the break-even value", .enabled(if: folder != nil),
    arguments: [("bug_fixing", 3.566), ("test_generation", 3.2983)])
  func signChange(name: String, value: Double) throws {
    for (factor, isBetter) in [(0.999, true), (1.001, false)] {
      let policy = Self.openHands + "categories:\n  \(name): {value_usd_per_success: \(value * factor)}\n"
      let options = try categories("openhands_index", policy: policy)[name]?["options"] as? [[String: Any]]
      let option = try #require(options?.first { $0["tool"] as? String == "Gemini-3-Flash" })
      let delta = try #require(option["delta"] as? Double)
      #expect((delta > 0) == isBetter)
    }
  }

  @Test("chi-bench: break-even value per success equals the truth", .enabled(if: folder != nil))
  func chiBench() throws {
    let policy = """
      stratify_by: none
      min_workers: 0
      tools:
        2026-07-24-gpt-5-6-sol-codex: {tier: frontier}
        2026-07-24-gpt-5-6-luna-codex: {tier: small}

      """
    let found = try categories("chi_bench", policy: policy)
    for (name, expected) in try truth("chi_bench__2026-07-24-gpt-5-6-sol-codex__2026-07-24-gpt-5-6-luna-codex.csv") {
      let value = try breakEven(found[name], "2026-07-24-gpt-5-6-luna-codex")
      #expect(abs(value - expected) < 0.00005, "\(name)")
    }
  }

  @Test(
    "ParseBench: software for tables at any value, the model for charts above 0.13 USD", .enabled(if: folder != nil),
    arguments: [0.001, 0.05, 0.13, 1, 100])
  func parseBench(value: Double) throws {
    let names = ["table_extraction", "chart_extraction"]
    let values = names.map { "  \($0): {value_usd_per_success: \(value)}\n" }.joined()
    let policy = """
      stratify_by: none
      min_workers: 0
      tools:
        "Anthropic Haiku 4.5 (Thinking)": {tier: small}
        AWS Textract: {tier: software}
        "Azure Document Intelligence (Layout)": {tier: software}
        "PyMuPDF (Text)": {tier: software}
      categories:
      \(values)
      """
    let found = try categories("parsebench", policy: policy)
    #expect(found["table_extraction"]?["verdict"] as? String == "ordinary_software")
    // Textract and Azure break even at 0.0929 and 0.0964 USD, PyMuPDF, which costs nothing, at 0.1274.
    let expected = value > 0.1275 ? "keep_frontier" : "ordinary_software"
    #expect(found["chart_extraction"]?["verdict"] as? String == expected)
    let statement = found["table_extraction"]?["statement"] as? [String: Any]
    #expect(statement?["uncosted_tasks"] as? Int == 0)
  }
}
