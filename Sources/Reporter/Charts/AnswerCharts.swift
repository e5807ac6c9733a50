import Analysis
import TriageModel

/// The small pictures under the four numbers.
///
/// Spend has one scale in the first, third and fourth of them.
struct AnswerCharts {
  let report: Report
  /// Spend of the quarter before, where it is given.
  let previousSpend: Money?
  private let spendScale: AxisScale

  private static let width = 240
  private static let height = 30

  init(_ report: Report) { self.init(report, previousSpend: report.review.comparison?.spend.previous) }

  init(_ report: Report, previousSpend: Money?) {
    self.report = report
    self.previousSpend = previousSpend
    let largest =
      [
        report.review.totals.spend, report.context.budget ?? .zero, previousSpend ?? .zero,
        Money(roundingDollars: report.spendIfApproved),
      ].map(\.dollars).max() ?? 1
    spendScale = AxisScale(low: 0, high: max(largest, 1e-9) * 1.03, step: max(largest, 1e-9), from: 0, to: 240)
  }

  /// Previous light over actual dark, the budget as a tick.
  var spend: Markup {
    var drawing = Drawing()
    let actual = spendScale.position(report.review.totals.spend.dollars)
    if let previousSpend {
      drawing.bar(x: 0, y: 3, width: spendScale.position(previousSpend.dollars), height: 8, .previous)
      drawing.bar(x: 0, y: 11, width: actual, height: 15, .actual)
    } else {
      drawing.bar(x: 0, y: 8, width: actual, height: 15, .actual)
    }
    if let budget = report.context.budget {
      let x = spendScale.position(budget.dollars)
      drawing.line(x, 0, x, 30, .ink, width: 2)
    }
    return drawing.decoration(width: AnswerCharts.width, height: AnswerCharts.height)
  }

  /// Zero line, dot and whisker, below them the quarter before as a grey dot; zero is always on the scale.
  var netValue: Markup {
    var drawing = Drawing()
    let estimate = report.review.totals.netValue
    let previous = report.review.comparison?.netValue.previous.dollars
    let least = min(0, estimate.lo, previous ?? 0)
    let most = max(0, estimate.hi, previous ?? 0)
    let span = max(most - least, 1e-9)
    let scale = AxisScale(low: least, high: least + span, step: span, from: 6, to: 232)
    drawing.line(4, 15, 240, 15, .grid)
    drawing.line(scale.position(0), 2, scale.position(0), 28, .axis)
    drawing.estimate(
      estimate.value, lo: estimate.lo, hi: estimate.hi, on: scale, y: 15, radius: 5.5, cap: 10, width: 3)
    if let previous { drawing.dot(scale.position(previous), 25, radius: 3, .previous) }
    return drawing.decoration(width: AnswerCharts.width, height: AnswerCharts.height)
  }

  /// Hatched: to move or stop; solid: the rest.
  var spendToChange: Markup {
    var drawing = Drawing()
    let change = spendScale.position(report.review.totals.spendToChange.dollars)
    let whole = spendScale.position(report.review.totals.spend.dollars)
    if change > 1 { drawing.bar(x: 0.5, y: 8.5, width: change - 1, height: 14, .planned) }
    drawing.bar(x: change, y: 8, width: whole - change, height: 15, .actual)
    return drawing.decoration(width: AnswerCharts.width, height: AnswerCharts.height)
  }

  /// Today thin and dark over what is left, hatched.
  var spendIfApproved: Markup {
    var drawing = Drawing()
    drawing.bar(x: 0, y: 3, width: spendScale.position(report.review.totals.spend.dollars), height: 8, .actual)
    let after = spendScale.position(max(0, report.spendIfApproved))
    if after > 1 { drawing.bar(x: 0.5, y: 12, width: after - 1, height: 14, .planned) }
    return drawing.decoration(width: AnswerCharts.width, height: AnswerCharts.height)
  }
}
