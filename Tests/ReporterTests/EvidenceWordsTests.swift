import Analysis
import Testing
import TriageModel

@testable import Reporter

@Suite("Sentences that make a verdict arguable")
struct EvidenceWordsTests {
  private let style = NumberStyle(largest: Money(nanos: 5_000_000_000_000), level: 0.9)

  private func category(
    _ verdict: Verdict, gain: Double, error: Double = 0.5, adjusted: Bool = true, value: Estimate? = nil
  ) -> CategoryReview {
    let estimate = GainEstimate(
      delta: gain, standardError: error, degreesOfFreedom: 40, lo: gain - 2 * error, hi: gain + 2 * error,
      taskVariance: error * error, workerVariance: nil, clusters: 0, hurdle: 0, gain: gain, quantile: 2,
      probabilityBetter: 0.9, scopeTasks: 100, cashPerTask: 0.2, valuePerTask: gain - 0.2)
    let none = Estimate(value: 0, lo: 0, hi: 0)
    let money = ComparisonMoney(
      tasksPerYear: 400, annualSaving: none, firstYearSaving: none, annualCash: 0, paybackMonths: nil,
      regretIfMoved: nil, regretIfKept: nil, perfectInformation: nil, gainLow: gain - 2 * error,
      valueOnly: value ?? Estimate(value: 0.1, lo: -0.2, hi: 0.4), tornado: [])
    let comparison = Comparison(
      refusal: nil, paired: false, adjusted: adjusted, strata: [], coverage: 1, incumbentTasks: 100,
      alternativeTasks: 100, incumbentWorkers: 6, alternativeWorkers: 6, estimate: estimate, breakEvens: [],
      breakEvensIndicative: false, grade: "B", money: money)
    let isStop = verdict == .stop
    let option = ToolOption(
      tool: isStop ? "none" : "small-s", tier: isStop ? nil : .small, role: isStop ? .none : .alternative,
      statement: Statement(), perTask: nil, costPerAccepted: nil, comparison: comparison, why: "")
    let ledger = Unattributed.nothing.ledger
    return CategoryReview(
      name: "mail", verdict: verdict, reason: "proven", target: verdict.isChange && !isStop ? "small-s" : nil,
      incumbent: "big", departments: [], spend: .zero, ledger: ledger, statement: Statement(), netValue: nil, freed: 0,
      netValueChange: nil, oneOff: .zero, options: [option], scope: nil, pilotTasksPerArm: nil, flags: [], grade: "B")
  }

  private func words(_ category: CategoryReview) -> EvidenceWords { EvidenceWords(category: category, style: style) }

  @Test("How firm a verdict is depends on what it claims")
  func robustness() {
    func text(_ category: CategoryReview) -> String { words(category).robustness?.plainText ?? "" }
    #expect(
      text(category(.cheaperModel, gain: 2))
        == "the verdict stands unless the tasks of small-s were easier by more than $1.00 each, beyond complexity.")
    #expect(text(category(.cheaperModel, gain: 2, adjusted: false)).hasSuffix("by more than $1.00 each."))
    #expect(
      text(category(.cheaperModel, gain: 0.4))
        == "small-s may be worse by up to $0.60 per task, inside the margin of the policy.")
    #expect(
      text(category(.keepFrontier, gain: -3))
        == "the verdict stands unless the tasks of small-s were harder by more than $2.00 each, beyond complexity.")
    #expect(
      text(category(.pilot, gain: 0.5))
        == "no clear difference: the gain of small-s lies from minus $0.50 to $1.50 per task.")
    #expect(
      text(category(.stop, gain: 2))
        == "the verdict stands unless a task is worth at least $1.00 more than was recorded.")
  }

  @Test("Whether quality pays for the saving is read off its interval")
  func valueOnly() {
    func text(_ lo: Double, _ hi: Double) -> String {
      words(category(.cheaperModel, gain: 2, value: Estimate(value: (lo + hi) / 2, lo: lo, hi: hi))).valueOnly?
        .plainText
        ?? ""
    }
    #expect(text(-0.2, 0.4).hasSuffix("changes by +0.10 [−0.20 to 0.40] USD per task with small-s: no clear change."))
    #expect(text(-0.4, -0.2).hasSuffix("lower: part of the saving is paid for with quality."))
    #expect(text(0.2, 0.4).hasSuffix("higher."))
  }

  @Test("A pilot says what it takes, what it brings, and whether it pays")
  func pilot() {
    var reviewed = category(.pilot, gain: 0.5)
    reviewed.pilot = PilotPlan(
      kind: .longShot, tasksPerArm: 150, classicalTasksPerArm: 400, cost: 450, benefit: 900, isWorthwhile: true,
      months: 4.25)
    #expect(
      words(reviewed).pilot?.plainText
        == "a long shot: the gain looks negative but may be positive; 150 tasks per tool (400 by the classical formula), "
        + "cost $450, worth $900 a year: it pays. It takes 4.3 months at the present volume, more than a quarter.")
    reviewed.pilot = PilotPlan(
      kind: .refused, tasksPerArm: 30, classicalTasksPerArm: 30, cost: 330, benefit: nil, isWorthwhile: nil, months: 1)
    #expect(
      words(reviewed).pilot?.plainText
        == "of a tool that could not be compared; 30 tasks per tool, cost $330. It takes 1.0 months at the present volume."
    )
  }

  @Test("Abandoned tasks and few large tasks are said, and left out where there are none")
  func notes() {
    var reviewed = category(.cheaperModel, gain: 2)
    #expect(words(reviewed).abandoned == nil)
    #expect(words(reviewed).heavyTails == nil)
    reviewed.abandoned = AbandonedTasks(
      spend: Money(nanos: 300_000_000_000), gainIfIncumbent: 5, gainIfAlternative: -1, changesSign: true)
    #expect(
      words(reviewed).abandoned?.plainText
        == "$300 went to tasks without an outcome. Counted as failures, the gain is $5.00 per task if all of it was the "
        + "tool in use and minus $1.00 if none of it was: its sign changes.")
    let quantiles = TaskDistribution.Quantiles(p50: 1, p90: 2, p99: 3)
    reviewed.options[0].distribution = TaskDistribution(
      tokenCost: quantiles, netValue: quantiles, tasks: 100, topShare: 0.505)
    #expect(words(reviewed).heavyTails?.plainText.contains("small-s (50.5%)") == true)
  }

  @Test("All moves together name the chosen winners' excess, or say to expect less")
  func portfolio() {
    func text(_ shrunken: Double?) -> [String] {
      var review = SampleReviews.rich.review
      review.portfolio = Portfolio(
        moves: 2, annualSaving: Estimate(value: 40_000, lo: 30_000, hi: 50_000), shrunkenSaving: shrunken,
        comparisons: 6, expectedWrongMoves: 0.06, expectedRegret: 1_200)
      return PortfolioWords(Report(review: review, context: SampleReviews.context)).phrases.map(\.plainText)
    }
    #expect(text(35_000)[0].contains("winners look better than they are, so expect $35k."))
    #expect(text(nil)[0].hasSuffix("of net value a year, selected on the same data; expect less."))
    #expect(text(nil)[1].hasPrefix("Expected number of wrong moves, a lower bound: 0.06 of 2; expected regret $1.2k"))
  }
}
