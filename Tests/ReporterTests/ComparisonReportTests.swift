import Analysis
import Testing
import TriageModel

@testable import Reporter

@Suite("A report that compares two quarters")
struct ComparisonReportTests {
  private static let before = Period(first: Month(year: 2026, month: 4), end: Month(year: 2026, month: 7))

  /// A report whose other quarter spent `cents` and had half of the present net value.
  static func report(_ review: Review, before cents: Int, context: ReportContext = SampleReviews.context)
    -> Report
  {
    var review = review
    let spend = AmountChange(previous: SampleReviews.cents(cents), current: review.totals.spend)
    let net = review.totals.statement.netAfterEverything
    let value = EstimateChange(
      previous: Money(nanos: net.nanos / 2), current: net, change: Estimate(value: 5_000, lo: -20, hi: 10_000))
    let change = spend.change.nanos
    let parts = [change / 3, -change / 7, change / 11, change / 13].map(Money.init(nanos:))
    review.comparison = PeriodComparison(
      period: before, totals: review.totals, spend: spend, netValue: value, spendToChange: spend,
      categories: review.categories.map { category in
        CategoryChange(
          name: category.name, previousVerdict: category.verdict == .stop ? nil : .keepFrontier,
          previousStatement: category.statement,
          spend: AmountChange(previous: .zero, current: category.spend), netValue: value, isGone: false)
      },
      departments: review.departments.map {
        DepartmentChange(
          name: $0.name, previousStatement: $0.statement,
          spend: AmountChange(previous: SampleReviews.dollars(7), current: $0.spend), netValue: value,
          isSuppressed: $0.isSuppressed)
      },
      bridge: SpendBridge(
        previous: spend.previous, current: spend.current, volume: parts[0], mix: parts[1], tokensPerTask: parts[2],
        price: parts[3], notAttributed: spend.change - parts.total(), priceWithoutTokens: parts[3]))
    return Report(review: review, context: context)
  }

  @Test("It is well formed and follows the schema, whatever the names")
  func wellFormed() throws {
    let hostile = MarkdownReportTests.hostile
    for report in [
      Self.report(SampleReviews.rich.review, before: 30_000_000),
      Self.report(hostile.review, before: 99, context: hostile.context),
      Self.report(SampleReviews.empty.review, before: 0),
    ] {
      let markdown = MarkdownReport.render(report, limit: .max)
      #expect(MarkdownLint.problems(markdown) == [])
      #expect(markdown.hasPrefix("<!-- roi-triage:report period=2026Q3 compare=2026Q2 format=1 "))
      #expect(try JSONReportTests.schema().problems(JSONDocument(JSONReport.render(report))) == [])
      for width in [60, 80] {
        let answer = AnswerText.render(report, width: width)
        let wide = answer.split(separator: "\n").filter { TextLayout.width(String($0)) > width }
        #expect(wide.isEmpty, "\(wide)")
      }
    }
  }

  @Test("Every comparator is there: four numbers, categories, departments; the budget beside them")
  func comparators() {
    var context = SampleReviews.context
    context.budget = SampleReviews.dollars(300_000)
    let markdown = MarkdownReport.render(Self.report(SampleReviews.rich.review, before: 30_000_000, context: context))
    #expect(markdown.contains("| AI spend, as reported and priced | 358.9 | 300.0 | +58.9 (+19.6%) | 216.3 |"))
    #expect(markdown.contains("Spend is $58.9k (19.6%) over the budget of $300k."))
    #expect(markdown.contains("Compared with Q2 2026 under the same policy."))
    #expect(
      markdown.contains(
        "Since Q2 2026 (verdict keep on frontier): spend +84.2 (–), net value +5 [0 to 10], not conclusive."))
    #expect(markdown.contains("New: Q2 2026 has nothing of it."))
    #expect(!markdown.contains("No previous quarter was given."))
  }

  @Test("A percent change has no base at or below zero")
  func percent() {
    #expect(AmountChange(previous: .zero, current: SampleReviews.dollars(5)).fraction == nil)
    #expect(AmountChange(previous: SampleReviews.dollars(-5), current: SampleReviews.dollars(5)).fraction == nil)
    #expect(AmountChange(previous: SampleReviews.dollars(4), current: SampleReviews.dollars(5)).fraction == 0.25)
  }

  @Test(
    "The title of the bridge has its numbers from fields of the JSON, within its length",
    arguments: [1, 9_900, 35_890_000, 99_999_999_999])
  func title(cents: Int) throws {
    let report = Self.report(SampleReviews.rich.review, before: cents)
    let title = MessageTitles(report).bridge
    #expect(title.plainText.count <= MessageTitles.limit)
    let json = try JSONDocument(JSONReport.render(report))
    #expect(!title.figures.isEmpty)
    for figure in title.figures { #expect(json.at(figure.field) != nil, "\(figure.field)") }
  }

  @Test("Printed effects lead from the one printed spend to the other", arguments: 0..<60)
  func adds(seed: UInt64) throws {
    var numbers = SeededGenerator(seed: seed)
    let report = Self.report(SampleReviews.rich.review, before: Int.random(in: 1...90_000_000, using: &numbers))
    let rows = try #require(ChangeTables(report)).bridge.rows.map { row in
      let text = row.cells[1].plainText
      let digits = Int(text.filter { ("0"..."9").contains($0) }) ?? 0
      return text.hasPrefix("\u{2212}") ? -digits : digits
    }
    #expect(rows.dropLast().reduce(0, +) == rows.last)
  }
}
