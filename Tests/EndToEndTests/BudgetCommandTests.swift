import Foundation
import Testing

@Suite("Budgets and caps on the command line")
struct BudgetCommandTests {
  /// A golden case, loaded.
  private func loaded(_ name: String = "hand") throws -> FixtureCopy {
    let copy = try FixtureCopy(of: BuiltCommand.root.appending(path: "fixtures/cases/\(name)"))
    let files = ["usage.csv", "outcomes.csv", "prices.csv"].filter {
      FileManager.default.fileExists(atPath: copy.folder.appending(path: $0).path())
    }
    let result = try BuiltCommand(folder: copy.folder).run(["import"] + files)
    try #require(result.status == 0, "\(result.messages)")
    return copy
  }

  private func run(_ copy: FixtureCopy, _ arguments: String...) throws -> BuiltCommand.Result {
    try BuiltCommand(folder: copy.folder).run(["budget"] + arguments + ["--policy", "policy.yaml"])
  }

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test("A cap adds up: what it blocks and what it allows is all spend of the report")
  func cap() throws {
    let copy = try loaded("all-verdicts")
    let result = try run(copy, "cap", "--usd-per-worker-month", "0", "--json")
    try #require(result.status == 0, "\(result.messages)")
    let cap = try object(result.output)
    func spend(_ key: String) throws -> Decimal {
      let sum = try #require(cap[key] as? [String: Any])
      return try #require((sum["spend"] as? String).flatMap { Decimal(string: $0) })
    }
    #expect(try spend("blocked") + spend("allowed") == spend("all"))
    #expect(try spend("blocked") > 0)
    let report = try BuiltCommand(folder: copy.folder).run(["report", "--policy", "policy.yaml", "--format", "json"])
    let totals = try #require(try object(report.output)["totals"] as? [String: Any])
    #expect(try (totals["spend"] as? String).flatMap { Decimal(string: $0) } == spend("all"))
  }

  @Test("Texts fit 80 columns and say that workers do not adapt")
  func text() throws {
    let copy = try loaded()
    for arguments in [["cap", "--usd-per-worker-month", "2.5"], ["cap", "--tokens-per-worker-month", "0"], ["match"]] {
      let result = try BuiltCommand(folder: copy.folder).run(["budget"] + arguments + ["--policy", "policy.yaml"])
      #expect(result.status == 0, "\(result.messages)")
      #expect(result.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
      #expect(
        result.output.replacing("\n", with: " ").contains("Static simulation: workers do not adapt.")
          || result.output.hasPrefix("No cap is matched"))
    }
    let plan = try run(copy, "plan", "--usd", "0")
    #expect(plan.status == 0 && plan.output.hasPrefix("A budget of $0 funds none of"))
  }

  @Test("A wrong amount is a mistake in the command line, with a remedy")
  func wrongAmounts() throws {
    let copy = try loaded()
    let wrong: [[String]] = [
      ["cap"], ["cap", "--usd-per-worker-month", "-1"], ["cap", "--usd-per-worker-month", "1,000"],
      ["cap", "--tokens-per-worker-month", "1.5"], ["plan", "--usd", "lots"],
    ]
    for arguments in wrong {
      let result = try BuiltCommand(folder: copy.folder).run(["budget"] + arguments + ["--policy", "policy.yaml"])
      #expect(result.status == 64 && result.output.isEmpty, "\(arguments)")
      #expect(result.messages.hasPrefix("error: ") || result.messages.hasPrefix("Error: "), "\(result.messages)")
    }
    let words = ["-1": "is below 0", "9999999999": "is more than the largest", "0.0000000001": "more than 9 decimals"]
    for (amount, message) in words {
      let result = try run(copy, "plan", "--usd", amount)
      #expect(result.status == 64 && result.messages.contains(message), "\(result.messages)")
    }
  }

  @Test("The same rows give the same bytes")
  func deterministic() throws {
    let (first, second) = (try loaded(), try loaded())
    for arguments in [["cap", "--usd-per-worker-month", "3", "--json"], ["match", "--json"]] {
      let results = try [first, second].map {
        try BuiltCommand(folder: $0.folder).run(["budget"] + arguments + ["--policy", "policy.yaml"])
      }
      #expect(results[0].status == 0 && results[0].output == results[1].output)
    }
  }
}
