import Analysis
import TriageModel

/// The sections on hidden cost, spend without shown return, and software, at the end of the page.
struct HTMLInsights {
  private let report: Report
  private let words: InsightWords
  private let insights: SpendInsights?

  init(_ report: Report) {
    self.report = report
    words = InsightWords(report)
    insights = report.review.insights
  }

  private var style: NumberStyle { report.style }

  // MARK: Hidden cost

  var hiddenCost: Markup {
    guard let cost = insights?.hiddenCost else { return "" }
    let tables = HiddenCostTables(cost: cost, style: style)
    let chart = HiddenCostChart(company: cost.company, style: style)
      .markup(id: "hidden_chart", title: "Views of AI spend that verdicts do not show")
    let views = HTMLTable(
      table: tables.views, id: "cap-hidden-views", caption: "Views of the company’s spend, \(style.unitWords)"
    ).markup
    let categories = byGroup(tables.categories, cost.categories, id: "cap-hidden-categories", "By task category")
    let departments = byGroup(tables.departments, cost.departments, id: "cap-hidden-departments", "By department")
    let legend = Legend.line([
      Legend.bar(.actual, "as reported and priced"), Legend.bar(.range, "upper bound"),
    ])
    return """
      <div class="half"><figure>\(chart)\(legend)</figure><div>\(views)</div></div>
      <div class="stack after">\(categories)\(departments)</div>\(HTMLInsights.notes(words.hiddenCostNotes))\(agentTrees)
      """
  }

  /// What the rows say of sub-agents, where they were read.
  private var agentTrees: Markup {
    guard let trees = report.trees else { return "" }
    let shapes = HTMLTable(
      table: HiddenCostTables.shapes(trees, style), id: "cap-tree-shapes",
      caption: "\(HiddenCostTables.shapesTitle.plainText), \(style.unitWords)"
    ).markup
    let depths = HTMLTable(
      table: HiddenCostTables.extents("Depth", trees.depths, style), id: "cap-tree-depths", caption: "By depth"
    ).markup
    let fanOuts = HTMLTable(
      table: HiddenCostTables.extents("Widest fan-out", trees.fanOuts, style), id: "cap-tree-fan-outs",
      caption: "By widest fan-out"
    ).markup
    let notes = HiddenCostTables.notes(trees)
    return
      "<div class=\"stack after\">\(shapes)\(depths)\(fanOuts)</div>\(notes.isEmpty ? "" : HTMLInsights.notes(notes))"
  }

  private func byGroup(_ table: ReportTable, _ lines: [HiddenCost.Line], id: String, _ caption: Phrase) -> Markup {
    let bars = TableBars(largest: lines.map(\.spend).max() ?? .zero)
    return HTMLTable(
      table: table, id: id, caption: "\(caption), \(style.unitWords)",
      pictures: .init(
        before: .spend, head: "<span class=\"sr\">Spend bar</span>", cells: lines.map { bars.bar(spend: $0.spend) },
        style: "bar")
    ).markup
  }

  // MARK: Spend without shown return

  var ownSake: Markup {
    guard let insights else { return "" }
    let tables = InsightTables(insights: insights, style: style)
    let notes = words.ownSakeNotes.map { "<p class=\"sub after\">\($0)</p>" as Markup }
    var html: Markup = ""
    if let table = tables.lowReturn {
      let costs = insights.ownSake.lowReturn.map(\.tokenCost)
      let bars = TableBars(largest: costs.max() ?? .zero)
      html +=
        HTMLTable(
          table: table, id: "cap-low-return", caption: "Groups that cost more than they return, the dearest first",
          isCaptionHidden: true,
          pictures: .init(
            before: .spend, head: "<span class=\"sr\">Token cost bar</span>", cells: costs.map { bars.bar(spend: $0) },
            style: "bar")
        ).markup
    }
    html += notes[0]
    html += notes[1]
    if let table = tables.outliers {
      html += HTMLTable(table: table, id: "cap-outliers", caption: "Department outliers", isCaptionHidden: true).markup
    }
    html += notes[2]
    if let table = tables.falling {
      html +=
        HTMLTable(table: table, id: "cap-falling", caption: "Output per dollar falling", isCaptionHidden: true).markup
    }
    return html
  }

  // MARK: Software

  var software: Markup {
    guard let insights else { return "" }
    var html: Markup = ""
    if let table = InsightTables(insights: insights, style: style).candidates {
      html +=
        HTMLTable(
          table: table, id: "cap-software", caption: "Software candidates with their signs", isCaptionHidden: true
        ).markup
    }
    return "\(html)\(HTMLInsights.notes(words.softwareNotes))"
  }

  /// One paragraph, so that a printed page has room.
  private static func notes(_ notes: [Phrase]) -> Markup {
    "<p class=\"sub after\">\(Phrase.joined(notes, separator: " "))</p>"
  }
}
