import Analysis
public import TriageModel

/// Where money goes unseen, for a terminal.
public enum HiddenCostText {
  /// Renders the answer; the text ends in a line break.
  public static func render(_ report: Report, _ trees: AgentTrees, width: Int = 80) -> String {
    let width = max(60, width)
    let style = report.style
    let words = InsightWords(report)
    guard let insights = report.review.insights else { return InsightWords.absent.plainText + "\n" }
    let hidden = HiddenCostTables(cost: insights.hiddenCost, style: style)
    let tables = InsightTables(insights: insights, style: style)
    func wrap(_ phrase: Phrase) -> String { TextLayout.wrap(phrase.plainText, to: width) }
    func table(_ table: ReportTable?) -> [String] { table.map { [TextLayout.table($0, width: width)] } ?? [] }
    let head: Phrase = "\(PeriodWords(period: report.review.period).days). \(style.unitWords)."
    var parts = [wrap(words.hiddenCostTitle), wrap(head), TextLayout.table(hidden.views, width: width)]
    parts += table(hidden.narrowCategories) + table(hidden.categoryCosts)
    parts += table(hidden.narrowDepartments) + table(hidden.departmentCosts)
    parts += InsightWords.notes(insights.hiddenCost).map(wrap)
    parts.append(
      HiddenCostTables.shapesTitle.plainText + "\n"
        + TextLayout.table(HiddenCostTables.shapes(trees, style), width: width))
    parts += table(HiddenCostTables.extents("Depth", trees.depths, style))
    parts += table(HiddenCostTables.extents("Widest fan-out", trees.fanOuts, style))
    parts += HiddenCostTables.notes(trees).map(wrap)
    // Why a group is listed does not fit beside its figures.
    parts += [wrap(words.ownSakeTitle)] + table(tables.lowReturn?.prefix(columns: 6))
    let ownSake = words.ownSakeNotes.map(wrap)
    parts += [ownSake[0], ownSake[1]] + table(tables.outliers) + [ownSake[2]] + table(tables.falling)
    parts.append(wrap(words.softwareTitle))
    for candidate in insights.software.candidates {
      parts.append(TextLayout.table(InsightTables.evidence(candidate, style), width: width))
    }
    parts += words.softwareNotes.map(wrap)
    return parts.joined(separator: "\n\n") + "\n"
  }
}
