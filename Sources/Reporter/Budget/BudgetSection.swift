import Analysis
import TriageModel

/// Message, tables and notes of the section on budgets: spend against each, and what a budget should fund.
struct BudgetSection {
  let report: Report
  let plan: BudgetPlan

  init(_ report: Report) {
    self.report = report
    plan = report.plan
  }

  private var style: NumberStyle { report.style }

  // MARK: Message

  var title: Phrase {
    if let index = report.budgets.firstIndex(where: { $0.department == nil }) { return company(index) }
    let worth = plan.frontier.count
    let all = plan.lines.count
    guard let last = plan.frontier.last else {
      return all == 0 ? "No budget was given." : "No category earns more than it costs: none is worth funding."
    }
    let number: Phrase = "\(CountWords.capitalised(worth), field: "plan.worth_funding")"
    let cost: Phrase = "\(style.sentence(last.budget), field: "plan.frontier.\(worth - 1).budget")"
    let count: Phrase = "\(CountWords.text(all), field: "plan.categories_count")"
    if worth == 1 {
      return "\(number) of \(count) categor\(all == 1 ? "y" : "ies") is worth funding; it takes \(cost) of tokens."
    }
    return
      "\(number) of \(count) categories are worth funding; all of them take \(cost) of tokens."
  }

  private func company(_ index: Int) -> Phrase {
    let use = report.budgets[index]
    let spend = use.spend ?? .zero
    let amount: Phrase = "\(style.sentence(use.budget), field: "budgets.\(index).budget")"
    let start: Phrase = "Spend is \(style.sentence(spend), field: "budgets.\(index).spend") of a budget of \(amount)"
    if let day = use.usedUpDay {
      return start + ", used up at the rate so far on \(BudgetSection.date(day))."
    }
    return start + ", which lasts at the rate so far."
  }

  var subtitle: Phrase {
    "\(PeriodWords(period: report.review.period).title) · \(style.unitWords) · rate of the days with requests in the data · averages, not margins"
  }

  /// `14 Aug 2026`.
  static func date(_ day: Int) -> String {
    DateWords.text(Instant(nanosSinceEpoch: Int64(day) * Instant.nanosPerDay))
  }

  // MARK: Tables

  /// One row per budget; nil where the policy names none.
  var budgets: ReportTable? {
    report.budgets.isEmpty ? nil : BudgetSection.table(report.budgets, style: style)
  }

  static func table(_ uses: [BudgetUse], style: NumberStyle) -> ReportTable {
    var table = ReportTable([
      .text("Budget of", .name), .number("Budget", .amount), .number("Spend", .spend), .number("Used"),
      .number("A day"), .number("At that rate"), .text("Used up on"),
    ])
    for use in uses {
      let name: Phrase = use.department.map { "\(name: $0)" } ?? "Whole company"
      let budget = Phrase(style.invoiced(use.budget))
      guard let spend = use.spend else {
        table.add([name, budget] + [Phrase](repeating: "withheld", count: 5))
        continue
      }
      table.add([
        name, budget, Phrase(style.invoiced(spend)), Phrase(NumberStyle.share(spend, of: use.budget) ?? "–"),
        use.runRate.map { Phrase(DecimalText.scaled($0.nanos, unit: 1_000_000_000, decimals: 2)) } ?? "–",
        use.projected.map { Phrase(style.invoiced($0)) } ?? "–",
        use.usedUpDay.map { Phrase(date($0)) } ?? (use.runRate == nil ? "–" : "lasts"),
      ])
    }
    return table
  }

  /// How far the data goes.
  static func coverage(_ days: BudgetUse.Days) -> Phrase {
    let covered: Phrase =
      "The data covers \(NumberStyle.count(days.elapsed)) of \(NumberStyle.count(days.whole)) days of the period"
    let from: Phrase = days.before > 0 ? ", from the first request on \(date(days.first + days.before))" : ""
    return covered + from
      + ". “A day” is spend per day of those, in dollars; “At that rate” is the period at it, from the first of them to its end."
  }

  /// One row per category in the order in which a budget funds them: the frontier, and below it what no budget should.
  var funding: ReportTable? {
    guard !plan.lines.isEmpty else { return nil }
    var table = ReportTable([
      .text("Task category", .name), .number("Token cost", .amount), .number("Net value", .netValue),
      .number("Per token dollar"), .number("Budget so far", .spend), .number("Net value so far"),
      .text(report.context.budget == nil ? "Worth funding" : "Funded"),
    ])
    for (index, line) in plan.lines.enumerated() {
      let point = plan.frontier.indices.contains(index) ? plan.frontier[index] : nil
      table.add([
        "\(name: line.category)", Phrase(style.invoiced(line.tokenCost)), Phrase(style.estimated(line.netValue)),
        line.netPerTokenDollar.map { Phrase(DecimalText.fixed($0, decimals: 2, signed: true)) } ?? "–",
        point.map { Phrase(style.invoiced($0.budget)) } ?? "–",
        point.map { Phrase(style.estimated($0.netValue)) } ?? "–", word(line),
      ])
    }
    return table
  }

  private func word(_ line: BudgetPlan.Line) -> Phrase {
    if line.netValue <= .zero { return "not worth funding" }
    return report.context.budget == nil || line.isFunded ? "yes" : "no"
  }

  // MARK: Notes

  var notes: [Phrase] { budgetNotes + fundingNotes }

  /// How far the data goes, and what is withheld.
  var budgetNotes: [Phrase] {
    var notes: [Phrase] = []
    if report.budgets.isEmpty {
      notes.append("No budget was given: budget_usd and budgets of the policy name them.")
    } else if let days = report.budgets.first?.days {
      notes.append(BudgetSection.coverage(days))
      if report.budgets.contains(where: { $0.spend == nil }) {
        notes.append(
          "Withheld: departments of fewer than \(CountWords.text(DepartmentBreakdown.fewestWorkers)) workers, and those that would give them away."
        )
      }
    }
    return notes
  }

  private var fundingNotes: [Phrase] {
    var notes: [Phrase] = []
    if report.context.budget != nil, !plan.lines.isEmpty {
      notes.append(
        "The budget funds \(style.sentence(plan.spent)) of tokens with \(style.sentence(plan.netValue)) of net value. No choice of categories earns more than \(style.sentence(plan.bound)): the gap is at most \(style.sentence(plan.gap))."
      )
    }
    if !plan.lines.isEmpty {
      notes.append(
        "Categories are funded whole, by net value per token dollar of their judged tasks: averages, not margins. It assumes that value scales with spend within a category."
      )
    }
    return notes
  }
}
