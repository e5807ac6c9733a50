#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import Testing
import TriageModel

@testable import Analysis

/// Real runs of real tools, where the folder of shared data lies beside the package.
enum RealData {
  static let folder: String = {
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast(4)
    return parts.joined(separator: "/") + "/shared/data/real"
  }()

  static var isPresent: Bool { FileManager.default.fileExists(atPath: folder) }

  /// Rows of a file without quoted cells, by column.
  static func rows(_ path: String) throws -> [[String: String]] {
    let data = try #require(FileManager.default.contents(atPath: "\(folder)/\(path)"))
    let lines = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline)
    let names = lines[0].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    return lines.dropFirst().map { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      return Dictionary(uniqueKeysWithValues: zip(names, cells))
    }
  }

  /// The tasks of some tools with the cost of their usage rows; a request that occurs twice counts once.
  static func tasks(_ set: String, tools: Set<String>) throws -> [SampleTask] {
    var costs: [String: (dollars: Double, isUnpriced: Bool)] = [:]
    var seen: Set<String> = []
    for row in try rows("\(set)/usage.csv") where seen.insert(row["request_id"] ?? "").inserted {
      let cost = Double(row["cost_usd"] ?? "")
      costs[row["task_id"] ?? "", default: (0, false)].dollars += cost ?? 0
      if cost == nil { costs[row["task_id"] ?? "", default: (0, false)].isUnpriced = true }
    }
    return try rows("\(set)/outcomes.csv").filter { tools.contains($0["tool"] ?? "") }.map { row in
      let cost = costs[row["task_id"] ?? ""]
      return SampleTask(
        category: row["category"] ?? "", tool: row["tool"] ?? "", department: nil, complexity: nil,
        succeeded: Double(row["succeeded"] ?? "").map { Int64(($0 * 1e6).rounded()) }, costUSD: cost?.dollars,
        isUnpriced: cost?.isUnpriced ?? false)
    }
  }

  static func policy(frontier: String, cheaper: String, tier: Tier = .small) -> Policy {
    var policy = Policy.sample
    policy.tools = [frontier: ToolPolicy(tier: .frontier), cheaper: ToolPolicy(tier: tier)]
    policy.stratifyBy = .none
    return policy
  }
}

@Suite("Real data", .enabled(if: RealData.isPresent, "the shared data sets are not beside the package"))
struct RealDataTests {
  @Test(
    "The break-even value per success equals the truth wherever every outcome and cost is known",
    arguments: [
      ("openhands_index", "claude-opus-4-8", "Gemini-3-Flash"),
      ("chi_bench", "2026-07-24-gpt-5-6-sol-codex", "2026-07-24-gpt-5-6-luna-codex"),
    ])
  func breakEven(set: String, frontier: String, cheaper: String) throws {
    let tasks = try RealData.tasks(set, tools: [frontier, cheaper])
    let base = RealData.policy(frontier: frontier, cheaper: cheaper)
    let review = try Analyst(policy: base).review(SampleSource(tasks: tasks))
    var exact = 0
    for truth in try RealData.rows("truth/\(set)__\(frontier)__\(cheaper).csv") {
      let name = truth["category"] ?? ""
      let category = try review.category(name)
      #expect(category.reason == "value-missing")
      let statement = category.statement
      // Tasks of blank cost or outcome are left out here and not in the truth file.
      let isComplete = statement.uncostedTasks + statement.unpricedTasks + statement.blankOutcomes == 0
      let comparison = try category.comparison(cheaper)
      let row = try #require(comparison.breakEvens.first { $0.parameter == .valuePerSuccess })
      guard isComplete, let expected = Double(truth["breakeven_usd_per_success"] ?? "") else { continue }
      #expect(isClose(row.value, expected, within: 0.00006), "\(name)")
      exact += 1
      for (factor, isPositive) in [(0.999, true), (1.001, false)] {
        var policy = base
        policy.minToolCount = 10
        policy.minCellCount = 10
        let value = Money(nanos: Int128((expected * factor * 1e9).rounded()))
        policy.categories[name] = CategoryPolicy(valuePerSuccess: value)
        let valued = try Analyst(policy: policy).review(SampleSource(tasks: tasks))
        let delta = try valued.category(name).comparison(cheaper).estimate?.delta
        #expect(delta.map { $0 > 0 } == isPositive, "\(name)")
      }
    }
    #expect(exact >= 2)
  }

  @Test("Published totals of a public set come out to a millionth of a dollar")
  func totals() throws {
    let set = "views/public_openhands_opus48_flash"
    let tools = ["claude-opus-4-8", "Gemini-3-Flash"]
    let tasks = try RealData.tasks(set, tools: Set(tools))
    let review = try Analyst(policy: RealData.policy(frontier: tools[0], cheaper: tools[1]))
      .review(SampleSource(tasks: tasks))
    for expected in try RealData.rows("\(set)/expected.csv") {
      let category = try review.category(expected["category"] ?? "")
      let option = try #require(category.options.first { $0.tool == expected["tool"] })
      #expect(String(option.statement.tasks) == expected["tasks"])
      #expect(isClose(Double(expected["successes"] ?? ""), option.statement.accepted))
      let cost = (option.statement.tokenCost + option.statement.notOkTokenCost).dollars
      #expect(isClose(Double(expected["cost_usd"] ?? ""), cost))
    }
  }

  @Test("Software wins tables at any value that makes a page worth doing, and loses charts above ten cents")
  func software() throws {
    let haiku = "Anthropic Haiku 4.5 (Thinking)"
    let names = Set(try RealData.rows("parsebench/outcomes.csv").compactMap { $0["tool"] })
    let tasks = try RealData.tasks("parsebench", tools: names)
    let software = try #require(names.first { $0.contains("Textract") })
    // Textract costs 0.015 and succeeds with 0.8458 of the tables: below 0.0177 dollars a page is not worth doing.
    for value in [0.01, 0.02, 0.2, 5.0] {
      var policy = RealData.policy(frontier: haiku, cheaper: software, tier: .software)
      for category in Set(tasks.map(\.category)) {
        policy.categories[category] = CategoryPolicy(valuePerSuccess: Money(nanos: Int128(value * 1e9)))
      }
      let pair = tasks.filter { policy.tools[$0.tool] != nil }
      let review = try Analyst(policy: policy).review(SampleSource(tasks: pair))
      #expect(review.totals.statement.uncostedTasks == 0)
      let tables = try review.category("table_extraction")
      #expect(tables.verdict == (value < 0.0177 ? .stop : .ordinarySoftware))
      #expect(try tables.comparison(software).estimate.map { $0.lo > 0 } == true)
      if value > 0.1 {
        let charts = try review.category("chart_extraction")
        #expect(charts.verdict == .keepFrontier)
        #expect(charts.reason == "alternatives-worse")
      }
    }
  }

  @Test("Software without usage rows costs no tokens instead of an unknown amount")
  func freeSoftware() throws {
    let haiku = "Anthropic Haiku 4.5 (Thinking)"
    let software = "PyMuPDF (Text)"
    let tasks = try RealData.tasks("parsebench", tools: [haiku, software])
    var policy = RealData.policy(frontier: haiku, cheaper: software, tier: .software)
    policy.categories["plain_text_extraction"] = CategoryPolicy(valuePerSuccess: Money(nanos: 100_000_000))
    let review = try Analyst(policy: policy).review(SampleSource(tasks: tasks))
    let text = try review.category("plain_text_extraction")
    #expect(text.statement.okTasks == 200)
    #expect(text.statement.uncostedTasks == 0)
    // v* = 0.0316/(0.8483 − 0.6828) = 0.1909 dollars per page; at ten cents the free tool is better.
    let row = try text.comparison(software).breakEvens.first { $0.parameter == .valuePerSuccess }
    #expect(isClose(row?.value, 0.190937, within: 1e-6))
    #expect(text.verdict == .ordinarySoftware)
  }
}
