import Analysis
import TriageModel

/// Why spend changed since another period: the waterfall with its table, and one row per category of either period.
struct HTMLBridge {
  /// Rules of a chart with its table beside it, which only a page with such a chart has.
  static let style: Markup = """

    .two{display:grid;grid-template-columns:minmax(0,38rem) minmax(0,1fr);gap:1.5rem 2.75rem;align-items:start;margin-bottom:1.5rem}
    .two figure{margin:0}
    @media screen and (max-width:60rem){.two{grid-template-columns:minmax(0,1fr)}}
    @media screen and (max-width:32rem){.two svg.ch{min-width:30rem}.two svg.ch text{font-size:12px}}
    @media print{.two{grid-template-columns:minmax(0,62fr) minmax(0,38fr);gap:1rem 1.6rem}}
    """

  let report: Report
  private let changes: ChangeTables

  /// Nil where no other period was given.
  init?(_ report: Report) {
    guard let changes = ChangeTables(report) else { return nil }
    self.report = report
    self.changes = changes
  }

  var subtitle: Phrase {
    "\(SpendWords(report).inLine), \(changes.previousTitle) to \(changes.currentTitle) · \(report.style.unitWords) · axis starts at zero"
  }

  var body: Markup {
    let title: Phrase = "Bridge of AI spend from \(changes.previousTitle) to \(changes.currentTitle)"
    let chart = BridgeChart(changes, budget: report.context.budget).markup(id: "bridge_chart", title: title)
    let effects = HTMLTable(table: changes.bridge, id: "cap-bridge", caption: "Effects, \(report.style.unitWords)")
    let notes = ChangeWords(report).notes.map { "<p class=\"sub after\">\($0)</p>" as Markup }
    return """
      <div class="two"><figure>\
      <div class="scroll" role="region" tabindex="0" aria-labelledby="bridge_chart_t">\(chart)</div>\(legend)</figure>
      <div>\(effects.markup)\(Markup.joined(notes))</div></div>
      \(categories)
      """
  }

  private var legend: Markup {
    Legend.line([
      Legend.bar(.previous, changes.previousTitle), Legend.bar(.actual, changes.currentTitle),
      Legend.bar(.negative, "raises spend"), Legend.bar(.positive, "lowers spend"),
    ])
  }

  private var categories: Markup {
    let comparison = changes.comparison
    let estimates = comparison.categories.map(\.netValue) + [nil, comparison.netValue]
    return HTMLTable(
      table: changes.categories, id: "cap-changes",
      caption:
        "Task categories of either period, each with its verdict under the same policy; \(report.style.unitWords)",
      styles: (
        column: .netValueChange,
        styles: estimates.map { change in change?.change.map { EstimateMark($0).textStyle } ?? "" }
      )
    ).markup
  }
}
