import Analysis
import Testing
import TriageModel

@Suite("Period under review")
struct ReviewPeriodTests {
  private func task(_ year: Int, _ month: Int) -> SampleTask {
    SampleTask(month: Month(year: year, month: month), valueUSD: 1, costUSD: nil)
  }

  private func review(_ tasks: [SampleTask], spend: [SpendCell] = [], period: String? = nil) throws -> Review {
    var policy = Policy.sample
    policy.period = period.flatMap { Period($0) }
    return try Analyst(policy: policy).review(SampleSource(tasks: tasks, otherSpend: spend))
  }

  @Test("Without a period in the policy the latest quarter with rows in every month is taken")
  func fullQuarter() throws {
    let months = [(2026, 1), (2026, 2), (2026, 3), (2026, 4), (2026, 5), (2026, 6), (2026, 7)]
    let review = try review(months.map(task))
    #expect(review.period == Period("2026Q2"))
    #expect(review.periodNote == "last full quarter in the data")
  }

  @Test("Spend alone makes a month count")
  func spendMonths() throws {
    let spend = [SpendCell.request(1, line: .noTask, month: Month(year: 2026, month: 6))]
    #expect(try review([task(2026, 4), task(2026, 5)], spend: spend).period == Period("2026Q2"))
  }

  @Test("If no quarter is full all months with rows are taken")
  func partialQuarter() throws {
    let review = try review([task(2025, 12), task(2026, 8)])
    #expect(review.period == Period("2025-12..2026-09"))
    #expect(review.periodNote == "no full quarter in the data: all months with rows")
  }

  @Test("No rows at all is an error")
  func noRows() {
    #expect(throws: AnalysisError.noRows) { try review([]) }
    #expect(AnalysisError.noRows.diagnostic.remedy?.isEmpty == false)
  }

  @Test("A period without rows is an error that names the months that have some")
  func emptyPeriod() throws {
    let period = try #require(Period("2025Q1"))
    let error = AnalysisError.emptyPeriod(
      period, months: [Month(year: 2026, month: 5), Month(year: 2026, month: 7)])
    #expect(throws: error) { try review([task(2026, 7), task(2026, 5)], period: "2025Q1") }
    #expect(error.diagnostic.remedy?.contains("2026-05, 2026-07") == true)
  }

  @Test("A named period is taken as it is")
  func named() throws {
    let review = try review([task(2026, 7)], period: "2026-07")
    #expect(review.period.text == "2026-07")
    #expect(review.periodNote == nil)
    #expect(review.level == 0.9)
  }
}
