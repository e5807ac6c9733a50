import Analysis
import TriageModel

/// The tables about the whole company: assumptions, ledger, departments, data quality, rows.
struct CompanyTables {
  let report: Report

  private var review: Review { report.review }
  private var style: NumberStyle { report.style }

  /// Break-evens that a positive factor reaches, nearest first.
  func assumptions(limit: Int) -> (table: ReportTable, left: Int) {
    var table = ReportTable([
      .text("Assumption", .name), .number("Used"), .number("Plausible range"), .number("Flips at", .flipsAt),
      .number("±20% moves a year by"), .text("Verdict that it touches"), .text("In range", .isInRange),
    ])
    let rows = review.assumptions.filter { BreakEvenText(breakEven: $0.breakEven).isReachable }
    for row in rows.prefix(limit) {
      let text = BreakEvenText(breakEven: row.breakEven)
      let range = row.range.map { "\(text.amount($0.low)) to \(text.amount($0.high))" } ?? "not given"
      table.add([
        Phrase(text.name), Phrase(text.used), Phrase(range), Phrase(text.flipsAt),
        Phrase(row.swing.map { style.invoiced(Money(roundingDollars: $0)) } ?? "–"),
        "\(name: row.category), \(row.isAssumed ? "assumed" : "against") \(name: row.tool)",
        Phrase(row.insideRange.map { $0 ? "yes" : "no" } ?? "–"),
      ])
    }
    return (table, max(0, rows.count - limit))
  }

  /// Every priced request of the period on exactly one line (method 1.2).
  var ledger: ReportTable {
    var table = ReportTable(["Spend ledger"], numbers: ["Requests", "Input tokens", "Output tokens", "Spend"])
    let ledger = review.ledger
    let lines: [(Phrase, UsageSums)] = [
      ("a. Task completed in the period", ledger.completedInPeriod),
      ("b. Task completed outside of the period", ledger.completedOutside),
      ("c. Task without outcome", ledger.noOutcome), ("d. No task", ledger.noTask),
    ]
    let printed = AddingColumn(lines.map(\.1.cost), quantum: style.invoicedQuantum)
    for (index, line) in lines.enumerated() { table.add(usage(line.0, line.1, printed.lines[index])) }
    let isInvoiced = SpendWords(report).basis != .usage
    table.add(
      usage(isInvoiced ? "Usage, a + b + c + d" : "AI spend, a + b + c + d", ledger.total, printed.total), isTotal: true
    )
    let bridge = AddingColumn(
      [printed.lines[0], ledger.earlierOrLater.cost], quantum: style.invoicedQuantum)
    table.add(usage("e. Requests outside of the period, task completed in it", ledger.earlierOrLater, bridge.lines[1]))
    var completed = ledger.completedInPeriod
    completed.add(ledger.earlierOrLater)
    table.add(usage("Token cost of tasks completed, a + e", completed, bridge.total), isTotal: true)
    return table
  }

  private func usage(_ label: Phrase, _ usage: UsageSums, _ cost: Money) -> [Phrase] {
    [
      label, Phrase(NumberStyle.count(usage.requests)), Phrase(NumberStyle.count(usage.inputTokens)),
      Phrase(NumberStyle.count(usage.outputTokens)), Phrase(style.invoiced(cost)),
    ]
  }

  /// From the categories to the totals of the company.
  var categoriesToTotal: ReportTable {
    let printed = PrintedColumns(report)
    var table = ReportTable(["From categories to the total"], numbers: ["Spend", "Net value"])
    let all = printed.categories
    table.add([
      "All categories", Phrase(style.invoiced(printed.spend.sum(all))),
      Phrase(style.estimated(printed.netValue.sum(all))),
    ])
    table.add([
      SpendWords(report).unattributed, printed.amountOrDash(printed.spend.lines[printed.unattributed]),
      Phrase(style.estimated(printed.netValue.lines[printed.unattributed])),
    ])
    table.add([
      "Unused licences", "–",
      report.unusedLicenceCost == .zero
        ? "–" : Phrase(style.estimated(printed.netValue.lines[printed.licences])),
    ])
    table.add(
      [
        "Company", Phrase(style.invoiced(printed.spend.total)),
        printed.estimate(printed.netValue.total, review.totals.netValue),
      ], isTotal: true)
    return table
  }

  /// Models without a price; nil where every request has a cost.
  var unpriced: ReportTable? {
    guard !review.unpricedModels.isEmpty else { return nil }
    var table = ReportTable(["Model without a price", "Provider"], numbers: ["Rows", "Tokens"])
    for model in review.unpricedModels {
      table.add([
        "\(name: model.model)", model.provider == nil ? "–" : "\(name: model.provider)",
        Phrase(NumberStyle.count(model.rows)), Phrase(NumberStyle.count(model.tokens)),
      ])
    }
    return table
  }

  /// What hides departments and categories of few workers.
  static let suppressed: Phrase =
    "Suppressed, groups of fewer than \(NumberStyle.count(DepartmentBreakdown.fewestWorkers)) workers"

  /// One row per department, what no department carries, and the total.
  var departments: ReportTable {
    let changes = ChangeTables(report)
    var table = ReportTable(
      [
        .text("Department", .name), .number("Tasks", .tasks), .number("Accepted"), .number("Spend", .spend),
        .number("Net value", .netValue), .number("Net value per token dollar"),
      ]
        + (changes.map {
          [
            .number("Spend, \($0.previousTitle)", .spendBefore), .number("Change", .spendChange),
            .number("Net value change", .netValueChange),
          ]
        } ?? []))
    let departments = review.departments
    let restSpend = review.totals.spend - departments.map(\.spend).total()
    let total = review.totals.statement
    let restNet = total.netAfterEverything - departments.map(\.statement.netAfterEverything).total()
    let spend = AddingColumn(
      departments.map(\.spend) + [restSpend], total: review.totals.spend, quantum: style.invoicedQuantum)
    let net = AddingColumn(
      departments.map(\.statement.netAfterEverything) + [restNet], total: total.netAfterEverything,
      quantum: style.estimateQuantum)
    for (index, department) in departments.enumerated() {
      table.add(
        [
          department.isSuppressed ? CompanyTables.suppressed : "\(name: department.name)",
          Phrase(NumberStyle.count(department.statement.tasks)),
          Phrase(DecimalText.fixed(department.statement.accepted, decimals: 0)),
          Phrase(style.invoiced(spend.lines[index])), Phrase(style.estimated(net.lines[index])),
          Phrase(netPerTokenDollar(department.statement)),
        ] + comparators(changes, changes.flatMap { $0.comparison.departments.dropFirst(index).first }))
    }
    addGone(to: &table, changes)
    if restSpend != .zero || restNet != .zero {
      table.add([
        "In no department", "–", "–", Phrase(style.invoiced(spend.lines[departments.count])),
        Phrase(style.estimated(net.lines[departments.count])), "–",
      ])
    }
    table.add(
      [
        "Company", Phrase(NumberStyle.count(total.tasks)), Phrase(DecimalText.fixed(total.accepted, decimals: 0)),
        Phrase(style.invoiced(spend.total)), Phrase(style.estimated(net.total)), Phrase(netPerTokenDollar(total)),
      ] + companyComparators(changes), isTotal: true)
    return table
  }

  private func comparators(_ tables: ChangeTables?, _ change: DepartmentChange?) -> [Phrase] {
    guard let tables, let change else { return [] }
    return [
      Phrase(style.invoiced(change.spend.previous)), tables.change(change.spend), style.change(change.netValue),
    ]
  }

  private func companyComparators(_ tables: ChangeTables?) -> [Phrase] {
    guard let tables else { return [] }
    let comparison = tables.comparison
    return [
      Phrase(style.invoiced(comparison.spend.previous)), tables.change(comparison.spend),
      style.change(comparison.netValue),
    ]
  }

  /// Departments that only the other period has.
  private func addGone(to table: inout ReportTable, _ tables: ChangeTables?) {
    guard let tables else { return }
    for change in tables.comparison.departments.dropFirst(review.departments.count) {
      table.add(
        [
          change.isSuppressed ? CompanyTables.suppressed : "\(name: change.name)", "–", "–",
          Phrase(style.invoiced(.zero)), "–", "–",
        ] + comparators(tables, change))
    }
  }

  /// r with its standard error where that is small enough to be used (method 1.4).
  private func netPerTokenDollar(_ statement: Statement) -> String {
    guard let ratio = statement.netPerTokenDollar else { return "–" }
    let text = DecimalText.fixed(ratio, decimals: 2, signed: true)
    return statement.netPerTokenDollarError.map { "\(text) (SE \(DecimalText.fixed($0, decimals: 2)))" } ?? text
  }

  var dataQuality: ReportTable {
    var table = ReportTable([
      .text("Check", .name), .text("Status", .status), .text("Result"), .text("Effect on this report"),
    ])
    for check in review.dataQuality {
      table.add([
        "\(name: check.key)", Phrase(check.status.rawValue), "\(name: check.result, limit: 300)",
        "\(name: check.effect, limit: 300)",
      ])
    }
    return table
  }

  var rowSets: ReportTable {
    var table = ReportTable([.text("Kind", .name), .number("Rows"), .text("SHA-256 of their sums", .digest)])
    for rowSet in report.context.rowSets {
      table.add(["\(name: rowSet.kind)", Phrase(NumberStyle.count(rowSet.rows)), "\(name: rowSet.digest)"])
    }
    return table
  }
}
