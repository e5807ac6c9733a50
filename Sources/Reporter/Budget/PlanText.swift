public import Analysis
import TriageModel

/// Which categories a budget funds, for a terminal.
public enum PlanText {
  /// Renders the answer; the text ends in a line break.
  public static func render(_ report: Report, plan: BudgetPlan, width: Int = 80) -> String {
    let width = max(60, width)
    let style = report.style
    let worth = plan.lines.filter { $0.netValue > .zero }
    let funded = plan.lines.count(where: \.isFunded)
    let title =
      "A budget of \(style.sentence(plan.budget)) funds \(CountWords.text(funded)) of "
      + "\(CountWords.text(worth.count)) categories worth funding, with \(style.sentence(plan.netValue)) of net value"
    var table = ReportTable(
      ["Task category"], numbers: ["Token cost", "Net value", "Per token dollar"], last: ["Funded"])
    for line in plan.lines {
      table.add([
        "\(name: line.category)", Phrase(style.invoiced(line.tokenCost)), Phrase(style.estimated(line.netValue)),
        line.netPerTokenDollar.map { Phrase(DecimalText.fixed($0, decimals: 2, signed: true)) } ?? "–",
        line.isFunded ? "yes" : line.netValue > .zero ? "no" : "not worth funding",
      ])
    }
    table.add(
      ["Funded", Phrase(style.invoiced(plan.spent)), Phrase(style.estimated(plan.netValue))], isTotal: true)
    var frontier = ReportTable([], numbers: ["Budget", "Net value"], last: ["Adds"])
    for point in plan.frontier {
      frontier.add([
        Phrase(style.invoiced(point.budget)), Phrase(style.estimated(point.netValue)), "\(name: point.category)",
      ])
    }
    let gap =
      "No choice of categories earns more than \(style.sentence(plan.bound)): the gap is at most "
      + "\(style.sentence(plan.gap))."
    let head =
      "\(PeriodWords(period: report.review.period).days). \(style.unitWords). Averages, not margins: assumes that "
      + "value scales with spend within a category."
    var parts = [
      TextLayout.wrap(title, to: width), TextLayout.wrap(head, to: width), TextLayout.table(table, width: width),
      TextLayout.wrap(gap, to: width),
    ]
    if !plan.frontier.isEmpty {
      parts.append("Net value against budget\n" + TextLayout.table(frontier, width: width))
    }
    return parts.joined(separator: "\n\n") + "\n"
  }
}
