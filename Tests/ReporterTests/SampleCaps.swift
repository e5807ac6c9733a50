import Analysis
import Reporter
import TriageModel

/// Reports with caps and budgets: forty workers who spend 180,000 dollars in a quarter.
enum SampleCaps {
  static var policy: Policy {
    var policy = Policy()
    policy.tools = ["frontier-xl": ToolPolicy(tier: .frontier)]
    policy.capPerWorkerMonth = SampleReviews.dollars(900)
    policy.budget = SampleReviews.dollars(300_000)
    return policy
  }

  /// Ten tasks per worker and month, 150 dollars each; every third is worth nothing, the others 400 dollars.
  static var units: SpendUnits {
    let key = TaskCellKey(
      month: Month(year: 2026, month: 7), department: "Finance", category: "Code review", complexity: 1,
      tool: "frontier-xl", costState: .priced, valueBasis: .measured, succeeded: .yes)
    var units = SpendUnits(
      units: [], tasks: [], keys: [key], places: [.init(department: "Finance", category: "Code review")])
    for worker in 1...Int32(40) {
      for index in 0..<Int32(30) {
        let value: Int64 = index % 3 == 0 ? 0 : 400_000_000_000
        units.tasks.append(.init(key: 0, figures: Figures(v: value, k: 150_000_000_000, r: 0, w: 0, p: 1_000_000)))
        units.units.append(
          SpendUnits.Unit(
            firstNanos: Int64(index), costNanos: 150_000_000_000, tokens: 1000, unpricedRequests: 0, worker: worker,
            month: 24_318 + index / 10, place: 0, task: Int32(units.tasks.count) - 1, isTask: true))
      }
    }
    return units
  }

  static var report: Report { report(SampleReviews.rich) }

  static func report(_ report: Report) -> Report {
    var context = report.context
    context.budget = policy.budget
    let days = BudgetUse.Days(report.review.period, lastRequest: nil)
    return Report(
      review: report.review, context: context, caps: try? CapReview(units, review: report.review, policy: policy),
      budgets: [
        BudgetUse(
          department: nil, budget: SampleReviews.dollars(300_000), spend: report.review.totals.spend, days: days),
        BudgetUse(department: "Finance", budget: SampleReviews.dollars(500_000), spend: .zero, days: days),
        BudgetUse(department: "Law", budget: SampleReviews.dollars(10_000), spend: nil, days: days),
      ])
  }
}
