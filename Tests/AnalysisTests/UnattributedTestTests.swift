import Analysis
import Testing
import TriageModel

@Suite("Whether a verdict depends on where spend without a category belongs")
struct UnattributedTestTests {
  /// Forty tasks at one dollar of tokens, worth `mean` after them, give or take one dollar.
  private func big(_ mean: Double) -> [SampleTask] {
    tasks(40, mean: mean + 1, deviation: 1).map { task in
      var task = task
      task.costUSD = 1
      return task
    }
  }

  private func test(_ tasks: [SampleTask], adding dollars: Double) throws -> UnattributedTest? {
    let spend = dollars == 0 ? [] : [SpendCell.request(dollars, line: .noTask)]
    return try Analyst(policy: .sample).review(SampleSource(tasks: tasks, otherSpend: spend)).unattributedTest
  }

  @Test("A tool in use that stays worth its cost is kept, and one that would not be is named")
  func toolInUse() throws {
    // 40 dollars on 40 tasks leave 4 dollars of net value each; 400 leave −5.
    let kept = try #require(try test(big(5), adding: 40))
    #expect(kept.amount == Money(nanos: 40_000_000_000) && kept.tested == 1 && kept.changed.isEmpty)
    #expect(try test(big(5), adding: 400)?.changed == ["work"])
  }

  @Test("A move that the cheaper model's share of the spend would not leave proven is named")
  func cheaperModel() throws {
    // D = 2 with SE = √(2/40) = 0.2236 and t(0.95; 78) = 1.6646: proven from 0.3722 on. 64 dollars on 40 tasks leave 0.4,
    // 70 leave 0.25.
    let compared = big(5) + tasks(40, mean: 7, deviation: 1, tool: "small")
    #expect(try test(compared, adding: 64)?.changed == [])
    #expect(try test(compared, adding: 70)?.changed == ["work"])
  }

  @Test("AI spend is never put on software")
  func software() throws {
    #expect(try test(big(5) + tasks(40, mean: 7, deviation: 1, tool: "soft"), adding: 70)?.changed == [])
  }

  @Test("Nothing to add, or no verdict to change, is no test")
  func nothing() throws {
    #expect(try test(big(5), adding: 0) == nil)
    #expect(try test(Array(big(5).prefix(10)), adding: 40) == nil)
  }

  @Test("What is billed and cannot be explained counts with usage that has no category")
  func billed() throws {
    var source = SampleSource(tasks: big(5))
    var usage = UsageSums()
    usage.rows = 40
    usage.costNanos = 40_000_000_000
    source.models = [
      ModelCell(
        month: Month(year: 2026, month: 7), provider: "p", model: "big", usage: usage, comparableRows: 0,
        comparableReportedNanos: 0, comparableListNanos: 0)
    ]
    source.bills = [
      InvoiceCell(
        provider: "p", model: "big", kind: .usage, firstMonth: Month(year: 2026, month: 7),
        lastMonth: Month(year: 2026, month: 7), rows: 1, amountNanos: 100_000_000_000, roundingNanos: 5_000_000,
        listNanos: nil)
    ]
    // 60 of 100 dollars are not explained by 40 dollars of usage.
    let test = try #require(try Analyst(policy: .sample).review(source).unattributedTest)
    #expect(test.amount == Money(nanos: 60_000_000_000) && test.changed.isEmpty)
  }
}
