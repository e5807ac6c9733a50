import Analysis
import Testing
import TriageModel

@testable import Reporter

@Suite("Charts of the HTML page")
struct ChartTests {
  @Test(
    "A scale has round ticks and holds its figures",
    arguments: [
      ([0, 27_300], 4), ([-1.5, 3.2], 5), ([0.92, 0.95], 4), ([0, 0], 4), ([-3, -3], 4), ([0, 1e-7], 5),
    ])
  func scale(figures: [Double], intervals: Int) {
    let scale = AxisScale(figures, intervals: intervals, from: 10, to: 110)
    #expect(scale.low <= (figures.min() ?? 0) + 1e-9 && scale.high >= (figures.max() ?? 0) - 1e-9)
    #expect(scale.ticks.count >= 2 && scale.ticks.count <= 12)
    #expect(scale.position(scale.low) == 10 && scale.position(scale.high) == 110)
    #expect(scale.ticks.allSatisfy { $0 >= scale.low - scale.step / 1e6 && $0 <= scale.high + scale.step / 1e6 })
  }

  @Test("An estimate is filled only where its interval excludes zero")
  func marks() {
    #expect(EstimateMark(lo: 1, hi: 2).fill == .positive)
    #expect(EstimateMark(lo: -2, hi: -1).fill == .negative)
    #expect(EstimateMark(lo: -1, hi: 1).fill == .hollow)
    #expect(EstimateMark(lo: 0, hi: 1).textStyle == "")
  }

  @Test("A bar is solid for what stays and hatched for what is freed, on one scale")
  func bars() {
    let bars = TableBars(largest: SampleReviews.dollars(100))
    let bar = bars.bar(spend: SampleReviews.dollars(50), freed: 20).html
    #expect(bar.contains("<rect x=\"0.5\" y=\"3.5\" width=\"27.3\" height=\"11\" class=\"fac\"/>"))
    #expect(bar.contains("<rect x=\"27.8\" y=\"3.5\" width=\"18.2\" height=\"11\" class=\"ffc\"/>"))
    #expect(!bars.bar(spend: SampleReviews.dollars(50)).html.contains("ffc"))
  }

  @Test(
    "The bridge has light, five effects coloured by their sign, and dark; the dashed budget starts behind the first bar"
  )
  func bridge() throws {
    let report = PageCase.compared.report
    let tables = try #require(ChangeTables(report))
    let chart = BridgeChart(tables, budget: report.context.budget).markup(id: "b", title: "Bridge").html
    let fills = chart.split(separator: "<rect").dropFirst().compactMap { rest in
      rest.split(separator: "/>").first?.split(separator: "class=\"").last?.split(separator: "\"").first.map(
        String.init)
    }
    let signs = SpendBridge.Effect.allCases.map { tables.comparison.bridge.amount($0).isNegative ? "fpos" : "fneg" }
    #expect(fills == ["fpq"] + signs + ["fac"])
    #expect(chart.split(separator: "stroke-dasharray=\"5 3\"").count == 2)
    #expect(chart.contains(">budget</text>"))
    #expect(!BridgeChart(tables, budget: nil).markup(id: "b", title: "Bridge").html.contains("dasharray"))
    let dot = AnswerCharts(report).netValue.html
    #expect(dot.contains("cy=\"25\" r=\"3\" class=\"fpq\""))
  }

  @Test("Previous spend is light above actual dark; the budget is a tick on the same scale")
  func spend() {
    var context = SampleReviews.context
    context.budget = SampleReviews.dollars(300_000)
    let report = SampleReviews.report(SampleReviews.richCategories, context: context)
    let chart = AnswerCharts(report, previousSpend: SampleReviews.dollars(200_000)).spend.html
    #expect(chart.contains("height=\"8\" class=\"fpq\"") && chart.contains("height=\"15\" class=\"fac\""))
    #expect(chart.contains("class=\"sink\""))
    #expect(!AnswerCharts(SampleReviews.rich).spend.html.contains("sink"))
  }

  @Test("A break-even is filled inside its range, hollow outside, at the edge where it is off the scale")
  func strip() {
    func row(_ factor: Double, inside: Bool?) -> AssumptionRow {
      AssumptionRow(
        category: "a", tool: "b",
        breakEven: BreakEven(parameter: .hourlyRate, contribution: 1, factor: factor, used: 60, value: 60 * factor),
        range: PlausibleRange(low: 45, high: 75), insideRange: inside)
    }
    #expect(BreakEvenStrip(row: row(1.2, inside: true)).markup.html.contains("class=\"fneg\""))
    let outside = BreakEvenStrip(row: row(1.4, inside: false)).markup.html
    #expect(outside.contains("fpaper sac") && outside.contains("class=\"rng\""))
    #expect(BreakEvenStrip(row: row(9, inside: nil)).markup.html.contains("M255 9.5"))
  }

  @Test("A label stays off a line, or moves further away, and crosses one only where it must")
  func lines() throws {
    // A line at height 30 crosses the place beside the point, not those above and below.
    var placement = LabelPlacement(bounds: .init(left: 0, right: 200, top: 0, bottom: 60))
    placement.reserve(path: [(0, 30), (200, 30)])
    let found = placement.place("abc", x: 100, y: 30, isBold: false)
    let label = try #require(found)
    #expect(label.y == 18 && label.anchor == .middle && !label.isFar)
    var narrow = LabelPlacement(bounds: .init(left: 0, right: 200, top: 20, bottom: 40))
    narrow.reserve(path: [(0, 30), (200, 30)])
    #expect(narrow.place("abc", x: 100, y: 30, isBold: false) == nil)
    #expect(narrow.place("abc", x: 100, y: 30, isBold: false, mayCross: true)?.y == 34)
  }

  @Test("Labels never overlap; the one without a place is left to the table")
  func labels() {
    var placement = LabelPlacement(bounds: .init(left: 0, right: 200, top: 0, bottom: 60))
    let placed = (0..<8).compactMap { _ in placement.place("a label", x: 100, y: 30, isBold: false) }
    #expect(!placed.isEmpty && placed.count < 8)
  }

  @Test("Cost and quality: no chart with one option, the cut axis is told")
  func costQuality() throws {
    let category = SampleReviews.richCategories[0]
    let chart = try #require(CostQualityChart(category))
    #expect(chart.points.first { $0.isTarget }?.label == "small-s, recommended")
    #expect((chart.startOfShares ?? 0) > 0)
    var single = category
    single.options = [category.options[0]]
    #expect(CostQualityChart(single) == nil)
    #expect(DifferenceChart(single) == nil)
  }

  @Test("Coordinates are plain numbers to a tenth")
  func coordinates() {
    #expect(InertText.tenths(-0.04) == "0" && InertText.tenths(-1.25) == "-1.3" && InertText.tenths(12) == "12")
    #expect(InertText.tenths(.nan) == "0" && InertText.tenths(1e300) == "1000000")
  }
}
