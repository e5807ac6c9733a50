import Analysis
import Reporter
import TriageModel

/// Insights built by hand, with a name that attacks wherever a name can stand.
enum SampleInsights {
  static let hostile = "=<b>$x$|\u{202E}@you"

  static func line(_ name: String?, spend: Int, isSuppressed: Bool = false) -> HiddenCost.Line {
    var line = HiddenCost.Line(name: name, isSuppressed: isSuppressed)
    line.usage = SampleReviews.usage(SampleReviews.dollars(spend), rows: Int128(spend))
    line.usage.reasoningTokens = Int128(spend) * 50
    line.usage.cacheWriteTokens = Int128(spend) * 100
    line.sums.rows = Int128(spend)
    line.sums.costNanos = line.usage.costNanos
    line.sums.reasoningRows = line.sums.rows
    line.sums.cacheWriteRows = line.sums.rows
    line.sums.reasoningNanos = Int128(spend) * 200_000_000
    line.sums.cacheWriteNanos = Int128(spend) * 100_000_000
    line.sums.writePremiumNanos = Int128(spend) * 20_000_000
    line.sums.readSavingNanos = Int128(spend) * 5_000_000
    line.sums.subAgentRows = Int128(spend) / 4
    line.sums.subAgentNanos = Int128(spend) * 250_000_000
    line.sums.supersededNanos = Int128(spend) * 80_000_000
    line.namesParents = true
    line.abandonedSpend = SampleReviews.cents(spend * 5)
    line.failedTaskCost = SampleReviews.cents(spend * 10)
    line.failedTasks = Int64(spend) / 10
    return line
  }

  static let concentration = SpendConcentration(
    SpendUnits(
      units: (1...5).map { worker in
        SpendUnits.Unit(
          firstNanos: 0, costNanos: [1, 2, 3, 4, 10][worker - 1], tokens: 0, unpricedRequests: 0,
          worker: Int32(worker), month: 0, place: 0, task: -1, isTask: false)
      }, tasks: [], keys: [], places: [.init(department: nil, category: nil)]))

  static let everything = SpendInsights(
    hiddenCost: HiddenCost(
      company: line(nil, spend: 100_000),
      categories: [line("Support replies", spend: 60_000), line(hostile, spend: 30_000), line(nil, spend: 10_000)],
      departments: [line("Finance", spend: 70_000), line(nil, spend: 30_000, isSuppressed: true)]),
    ownSake: OwnSakeUse(
      lowReturn: [
        .init(
          department: hostile, category: hostile, tasks: 1234, tokenCost: SampleReviews.dollars(4_000),
          netValue: SampleReviews.dollars(-2_500), perTokenDollar: Estimate(value: -0.625, lo: -0.8, hi: -0.45),
          sign: .intervalBelowZero),
        .init(
          department: nil, category: "Invoice entry", tasks: 40, tokenCost: SampleReviews.dollars(90),
          netValue: SampleReviews.dollars(-20), perTokenDollar: nil, sign: .sumBelowZero),
      ], groups: 17, concentration: concentration,
      outliers: [.init(department: hostile, spendPerTask: 12.5, medianPerTask: 1.25, score: 4.2)], outlierReason: nil,
      falling: [
        .init(name: hostile, isDepartment: false, spendBefore: 1, spendNow: 1.5, valueBefore: 10, valueNow: 9),
        .init(name: nil, isDepartment: true, spendBefore: 2, spendNow: 3, valueBefore: 10, valueNow: 10),
      ]),
    software: SoftwareCandidates(
      candidates: [
        .init(
          category: hostile, verdict: .pilot, spend: SampleReviews.dollars(9_000), tasks: 5_000,
          evidence: evidence([1200, 0.2, 0.05, 6.5, 0.97]), buildCost: SampleReviews.dollars(30_000),
          payback: .init(tool: hostile, fewestMonths: 8.5, months: 10, mostMonths: nil)),
        .init(
          category: "Invoice entry", verdict: .keepFrontier, spend: SampleReviews.dollars(800), tasks: 500,
          evidence: evidence([900, 0.1, nil, 31, 0.95]), buildCost: nil, payback: nil),
      ], categories: 6))

  private static func evidence(_ values: [Double?]) -> [SoftwareCandidates.Evidence] {
    zip(SoftwareCandidates.Sign.allCases, values).map { .init(sign: $0, value: $1) }
  }

  static func report(_ insights: SpendInsights = everything) -> Report {
    var review = SampleReviews.rich.review
    review.insights = insights
    review.breakdown = DepartmentBreakdown(departments: [], isCountable: true)
    return Report(review: review, context: SampleReviews.context)
  }
}
