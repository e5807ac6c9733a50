import Analysis
import TriageModel

/// Spend against each budget, and the frontier: which categories a budget should fund.
struct HTMLBudgets {
  let report: Report
  private let section: BudgetSection

  init(_ report: Report) {
    self.report = report
    section = BudgetSection(report)
  }

  var title: Phrase { section.title }
  var subtitle: Phrase { section.subtitle }

  /// Whether a chart stands beside its notes.
  var hasChart: Bool { !section.plan.frontier.isEmpty }

  var body: Markup {
    var html: Markup = ""
    if let budgets = section.budgets {
      let uses = report.budgets
      let largest = (uses.compactMap(\.spend) + uses.map(\.budget)).max() ?? .zero
      let bars = TableBars(largest: largest)
      html +=
        HTMLTable(
          table: budgets, id: "cap-budgets", caption: "Spend against budget; \(report.style.unitWords)",
          pictures: .init(
            before: .amount, head: "<span class=\"sr\">Bar of spend, tick at the budget</span>",
            cells: uses.map { bars.bar(spend: $0.spend ?? .zero, budget: $0.budget) }, style: "bar")
        ).markup
    }
    if let funding = section.funding {
      html +=
        HTMLTable(
          table: funding, id: "cap-funding",
          caption: "What a budget should fund, the best net value per token dollar first; \(report.style.unitWords)"
        ).markup
    }
    let notes = Markup.joined(section.notes.map { "<p class=\"sub after\">\($0)</p>" })
    guard let chart = FrontierChart(report, plan: section.plan) else { return "\(html)\(notes)" }
    return """
      \(html)<div class="two after"><figure><figcaption><h3>Net value against budget</h3></figcaption>\
      <div class="scroll" role="region" tabindex="0" aria-labelledby="frontier_t">\
      \(chart.markup(id: "frontier", title: "Net value against budget, one dot per category"))</div></figure>\
      <div>\(notes)</div></div>
      """
  }
}
