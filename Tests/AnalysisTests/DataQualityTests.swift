import Testing
import TriageModel

@testable import Analysis

@Suite("Data quality")
struct DataQualityTests {
  private func check(_ key: String, _ source: SampleSource) throws -> QualityCheck {
    let review = try Analyst(policy: .sample).review(source)
    return try #require(review.dataQuality.first { $0.key == key })
  }

  private let clean = SampleSource(tasks: [SampleTask(valueUSD: 1, costUSD: 1)])

  @Test("Clean data pass every check, in a fixed order")
  func cleanData() throws {
    let checks = try Analyst(policy: .sample).review(clean).dataQuality
    #expect(
      checks.map(\.key) == [
        "unpriced-requests", "unmatched-spend", "spend-without-task", "tasks-without-usage", "unclassified-tools",
        "blank-outcomes", "unvalued-tasks", "outcome-usage-disagreement", "reported-vs-list-cost",
      ])
    #expect(checks.allSatisfy { $0.status == .pass && $0.effect == "None." })
  }

  @Test("Each defect is noted with its size")
  func defects() throws {
    let tasks = [
      SampleTask(valueUSD: 1, costUSD: 6), SampleTask(tool: "odd", valueUSD: 1, costUSD: 1),
      SampleTask(valueUSD: 1, costUSD: nil), SampleTask(succeeded: nil, valueUSD: 1, costUSD: 1),
      SampleTask(costUSD: 1), SampleTask(valueUSD: 1, costUSD: 0, isUnpriced: true),
    ]
    let source = SampleSource(
      tasks: tasks, otherSpend: [.request(1, line: .noOutcome, category: "work"), .request(2, line: .noTask)])
    #expect(try check("unmatched-spend", source).result == "1.00 USD (8.3% of spend) went to tasks without an outcome.")
    #expect(try check("spend-without-task", source).result == "2.00 USD (16.7% of spend) names no task.")
    #expect(try check("tasks-without-usage", source).result == "1 task by AI tools without a usage row.")
    #expect(try check("unclassified-tools", source).result == "The policy does not have: odd.")
    #expect(try check("blank-outcomes", source).status == .note)
    #expect(try check("unvalued-tasks", source).result == "2 tasks without a known value.")
    // One row of seven has no cost: the total itself is not known.
    #expect(try check("unpriced-requests", source).status == .fail)
  }

  @Test("Reported and list cost may differ by one percent per model")
  func listCost() throws {
    func model(_ name: String, reported: Int128, list: Int128) -> ModelCell {
      ModelCell(
        month: Month(year: 2026, month: 7), provider: nil, model: name, usage: UsageSums(), comparableRows: 1,
        comparableReportedNanos: reported, comparableListNanos: list)
    }
    var source = clean
    source.models = [model("near", reported: 101, list: 100), model("far", reported: 98, list: 100)]
    let check = try check("reported-vs-list-cost", source)
    #expect(check.status == .note)
    #expect(check.result == "Reported cost differs from the price book by more than 1%: far.")
  }

  @Test("Models without a price are listed with rows and tokens")
  func unpricedModels() throws {
    var usage = UsageSums()
    usage.unpricedRows = 2
    usage.unpricedTokens = 500
    func cell(_ month: Int) -> ModelCell {
      ModelCell(
        month: Month(year: 2026, month: month), provider: "p", model: "m", usage: usage, comparableRows: 0,
        comparableReportedNanos: 0, comparableListNanos: 0)
    }
    var source = clean
    source.models = [cell(7), cell(9), cell(10)]
    let models = try Analyst(policy: .sample).review(source).unpricedModels
    #expect(models == [UnpricedModel(provider: "p", model: "m", rows: 4, tokens: 1000)])
  }

  @Test("A scope names what was compared and what was not")
  func scope() throws {
    #expect(ComparisonScope.ranges([5, 1, 2, 3, 3]) == "1–3, 5")
    let sample =
      [1, 2, 3].flatMap { tasks(30, mean: 5, deviation: 1, complexity: $0) }
      + tasks(5, mean: 5, deviation: 1, complexity: 4) + tasks(5, mean: 5, deviation: 1, complexity: 5)
      + tasks(5, mean: 5, deviation: 1, complexity: nil)
      + [1, 2, 3].flatMap { tasks(30, mean: 7, deviation: 1, tool: "small", complexity: $0) }
    let category = try reviewOne(
      sample.map { task in
        var task = task
        task.costUSD = task.tool == "big" ? 1 : 0
        return task
      })
    #expect(category.verdict == .cheaperModel)
    #expect(category.scope == "complexity 1–3; 4–5 and unknown complexity not compared")
    #expect(try category.comparison("small").coverage == 0.857142857)
  }
}
