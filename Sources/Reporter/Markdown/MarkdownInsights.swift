import Analysis
import TriageModel

/// The sections on hidden cost, spend without shown return, and software, at the end of the Markdown report.
struct MarkdownInsights {
  private let words: InsightWords
  private let insights: SpendInsights?
  private let style: NumberStyle
  private let trees: AgentTrees?

  init(_ report: Report) {
    words = InsightWords(report)
    insights = report.review.insights
    style = report.style
    trees = report.trees
  }

  var sections: [MarkdownReport.Section] {
    [
      .init(id: "hidden-cost", heading: "Hidden cost", parts: hiddenCost),
      .init(id: "own-sake", heading: "Spend without shown return", parts: ownSake),
      .init(id: "software-candidates", heading: "Software candidates", parts: software),
    ]
  }

  private var hiddenCost: [String] {
    let title = MarkdownText.inline(words.hiddenCostTitle)
    guard let cost = insights?.hiddenCost else { return [title] }
    let tables = HiddenCostTables(cost: cost, style: style)
    return [
      title, MarkdownText.table(tables.views), MarkdownText.table(tables.categories),
      MarkdownText.table(tables.departments),
    ] + words.hiddenCostNotes.map(MarkdownText.inline) + agentTrees
  }

  private var agentTrees: [String] {
    guard let trees else { return [] }
    return [
      MarkdownText.inline(HiddenCostTables.shapesTitle) + ":",
      MarkdownText.table(HiddenCostTables.shapes(trees, style)),
      MarkdownText.table(HiddenCostTables.extents("Depth", trees.depths, style)),
      MarkdownText.table(HiddenCostTables.extents("Widest fan-out", trees.fanOuts, style)),
    ] + HiddenCostTables.notes(trees).map(MarkdownText.inline)
  }

  private var ownSake: [String] {
    let title = MarkdownText.inline(words.ownSakeTitle)
    guard let insights else { return [title] }
    let tables = InsightTables(insights: insights, style: style)
    let notes = words.ownSakeNotes.map(MarkdownText.inline)
    return [
      title, table(tables.lowReturn), notes[0], notes[1], table(tables.outliers), notes[2], table(tables.falling),
    ]
  }

  private var software: [String] {
    let title = MarkdownText.inline(words.softwareTitle)
    guard let insights else { return [title] }
    let tables = InsightTables(insights: insights, style: style)
    return [title, table(tables.candidates)] + words.softwareNotes.map(MarkdownText.inline)
  }

  private func table(_ table: ReportTable?) -> String { table.map(MarkdownText.table) ?? "" }
}
