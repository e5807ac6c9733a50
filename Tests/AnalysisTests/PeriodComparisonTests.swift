import Testing
import TriageModel

@testable import Analysis

@Suite("Quarter against quarter")
struct PeriodComparisonTests {
  private static let spring = Month(year: 2026, month: 5)

  private func quarter(_ count: Int, mean: Double, cost: Double, month: Month, category: String = "work")
    -> [SampleTask]
  {
    tasks(count, mean: mean, deviation: 2).map { task in
      var task = task
      task.month = month
      task.costUSD = cost
      task.category = category
      return task
    }
  }

  private func comparison(_ tasks: [SampleTask], to other: String = "2026Q2") throws -> PeriodComparison {
    let review = try Analyst(policy: .sample).review(SampleSource(tasks: tasks), comparing: Period(other))
    return try #require(review.comparison)
  }

  @Test("Spend and net value change, with the interval of two independent samples")
  func change() throws {
    let summer = Month(year: 2026, month: 8)
    let found = try comparison(
      quarter(40, mean: 10, cost: 1, month: Self.spring) + quarter(50, mean: 12, cost: 2, month: summer))
    #expect(found.spend.change == Money(nanos: 60_000_000_000))
    #expect(found.spend.fraction == 1.5)
    // y = value − cost: 40 × 9 = 360 and 50 × 10 = 500.
    #expect(isClose(found.netValue.change?.value, 140, within: 1e-4))
    // V = 40 × 4 + 50 × 4 = 360, df = 360² / (160²/39 + 200²/49) = 87.9; t = 1.6624.
    let margin = 1.6624 * 360.0.squareRoot()
    #expect(isClose(found.netValue.change?.lo, 140 - margin, within: 0.01))
    #expect(found.netValue.isConclusive)
    #expect(found.category("work")?.previousStatement.okTasks == 40)
  }

  @Test("A category of one quarter alone is new or gone, and its spend still adds up")
  func newAndGone() throws {
    let summer = Month(year: 2026, month: 8)
    let found = try comparison(
      quarter(40, mean: 10, cost: 1, month: Self.spring, category: "old")
        + quarter(40, mean: 10, cost: 1, month: summer, category: "new"))
    #expect(found.categories.map(\.name) == ["new", "old"])
    #expect(found.categories.map(\.isGone) == [false, true])
    #expect(found.categories[0].previousVerdict == nil)
    #expect(found.categories[0].spend.fraction == nil)
    #expect(found.categories.map(\.spend.change).total() == found.spend.change)
    #expect(found.departments.map(\.spend.change).total() == found.spend.change)
  }

  @Test("The interval of a change that includes zero is not conclusive; a single task has none")
  func notConclusive() throws {
    let summer = Month(year: 2026, month: 8)
    let same = try comparison(
      quarter(40, mean: 10, cost: 1, month: Self.spring) + quarter(40, mean: 10, cost: 1, month: summer))
    #expect(!same.netValue.isConclusive)
    let single = try comparison(
      quarter(1, mean: 10, cost: 1, month: Self.spring) + quarter(40, mean: 10, cost: 1, month: summer))
    #expect(single.category("work")?.netValue.change == nil)
    #expect(single.category("work")?.netValue.isConclusive == false)
  }

  @Test("Swapping the quarters flips every sign of the whole comparison")
  func swapped() throws {
    let summer = Month(year: 2026, month: 8)
    let source = SampleSource(
      tasks: quarter(30, mean: 10, cost: 1.37, month: Self.spring) + quarter(41, mean: 12, cost: 2.11, month: summer))
    var policy = Policy.sample
    let forth = try #require(try Analyst(policy: policy).review(source, comparing: Period("2026Q2")).comparison)
    policy.period = Period("2026Q2")
    let back = try #require(try Analyst(policy: policy).review(source, comparing: Period("2026Q3")).comparison)
    #expect(forth.spend.change == -back.spend.change)
    #expect(forth.netValue.change?.value == back.netValue.change.map { -$0.value })
    #expect(forth.netValue.change?.lo == back.netValue.change.map { -$0.hi })
    for effect in SpendBridge.Effect.allCases {
      #expect(forth.bridge.amount(effect) == -back.bridge.amount(effect))
    }
  }

  @Test("A period that is empty, longer, or the same one is refused with a remedy")
  func refused() throws {
    let source = SampleSource(tasks: quarter(5, mean: 1, cost: 1, month: Month(year: 2026, month: 8)))
    for (text, code) in [
      ("2026Q2", "empty-comparison"), ("2026-05", "unequal-periods"), ("2026Q3", "overlapping-periods"),
    ] {
      do {
        _ = try Analyst(policy: .sample).review(source, comparing: Period(text))
        Issue.record("\(text) was accepted")
      } catch let error as AnalysisError {
        #expect(error.diagnostic.code == code)
        #expect(error.diagnostic.remedy?.isEmpty == false)
      }
    }
  }
}
