import Analysis
import TriageModel
import Workbook

extension DataSheet {
  var sheet: Sheet {
    var sheet = Sheet(name: DataSheet.name)
    sheet.set(0, 0, .heading("Data: imported aggregates, values only"))
    sheet.set(DataSheet.titleRow, 0, .text(MessageTitles(report).answer.plainText))
    sheet.set(DataSheet.periodRow, 0, .text(periodWords))
    sheet.set(3, 0, .note(rowWords))
    addTotals(to: &sheet)
    addDecisions(to: &sheet)
    addCategories(to: &sheet)
    addUnattributed(to: &sheet)
    addLedger(to: &sheet)
    addDepartments(to: &sheet)
    addBridge(to: &sheet)
    addInvoices(to: &sheet)
    addOptions(to: &sheet)
    sheet.widths = [44, 24, 18, 18, 18] + Array(repeating: 13, count: OptionColumn.allCases.count + 2)
    sheet.frozenColumns = 2
    return sheet
  }

  /// What the Summary says about period and unit.
  var periodWords: String {
    let words = PeriodWords(period: report.review.period)
    return "\(words.title), \(words.days). US dollars. \(report.style.levelText) intervals."
  }

  private var rowWords: String {
    let sets = report.context.rowSets.map { "\(NumberStyle.count($0.rows)) rows of \($0.kind)" }
    return sets.isEmpty
      ? "No rows are known." : "From \(sets.joined(separator: ", ")); the digests are on the sheet Provenance."
  }

  private func begin(_ sheet: inout Sheet, _ row: Int, _ title: String, _ columns: [SheetColumn]) {
    sheet.set(row - 2, 0, .subheading(title))
    sheet.header(row - 1, columns)
  }

  private func addTotals(to sheet: inout Sheet) {
    begin(
      &sheet, DataSheet.totalsRow, "Totals as reported",
      [.text("Figure", 24), .number("USD"), .number("Interval below"), .number("Interval above")])
    let totals = report.review.totals
    let exact = Estimate(value: totals.spend.dollars, lo: totals.spend.dollars, hi: totals.spend.dollars)
    let lines: [(String, Estimate?)] = [
      ("AI spend", exact), ("Net value", totals.netValue), ("Freed", totals.freed),
      ("Net value change", totals.netValueChange),
    ]
    for (index, line) in lines.enumerated() { add(line.0, line.1, to: &sheet, DataSheet.totalsRow + index) }
    // Exact, not to the nine digits of a statistic, so that the checks can ask for equality.
    sheet.set(
      DataSheet.totalsRow + TotalLine.netValue.rawValue, EstimateColumn.value.rawValue,
      .value(totals.statement.netAfterEverything))
  }

  private func add(_ label: String, _ estimate: Estimate?, to sheet: inout Sheet, _ row: Int) {
    sheet.set(row, EstimateColumn.label.rawValue, .text(label))
    sheet.set(row, EstimateColumn.value.rawValue, .value(estimate?.value, .money))
    sheet.set(row, EstimateColumn.below.rawValue, .value(estimate.map { $0.value - $0.lo }, .money))
    sheet.set(row, EstimateColumn.above.rawValue, .value(estimate.map { $0.hi - $0.value }, .money))
  }

  private func addDecisions(to sheet: inout Sheet) {
    begin(
      &sheet, decisionsRow, "Net value change by recommendation, as reported",
      [.text("Recommendation", 24), .number("USD"), .number("Interval below"), .number("Interval above")])
    for (index, group) in report.decisions.enumerated() {
      add(group.verdict.words, group.netValueChange, to: &sheet, decisionsRow + index)
    }
  }

  private static let categoryTitles: [SheetColumn] =
    [
      .number("No."), .text("Task category", 24), .text("Key", 24), .text("Verdict", 24), .text("Target", 24),
      .text("In use", 24),
    ]
    + [
      "Tasks", "Judged tasks", "Accepted", "Measured value", "Value of minutes saved",
      "Value per success of the policy",
      "Token cost", "Review and rework", "Run cost", "Cost of tasks not judged", "Licences", "Requests without outcome",
      "Requests without task", "Net value as reported", "Interval below", "Interval above", "AI spend", "One-off",
    ].map { .number($0) }

  private func addCategories(to sheet: inout Sheet) {
    begin(&sheet, categoriesRow, "Task categories, USD", DataSheet.categoryTitles)
    for (index, category) in categories.enumerated() {
      for (column, cell) in cells(category, index).enumerated() { sheet.set(categoriesRow + index, column, cell) }
    }
  }

  private func cells(_ category: CategoryReview, _ index: Int) -> [Cell] {
    let statement = category.statement
    let estimate = category.netAfterEverything
    return [
      .value(count: index + 1), .text(category.name), .text(report.categoryKeys[index]),
      .text(category.verdict.rawValue), .text(category.target), .text(category.incumbent),
      .value(count: statement.tasks), .value(count: statement.okTasks), .value(statement.accepted, .count),
      .value(statement.measuredValue), .value(statement.timeValue), .value(statement.policyValue),
      .value(statement.tokenCost), .value(statement.humanCost), .value(statement.runCost), .value(statement.notOkCost),
      .value(statement.licence), .value(statement.noOutcomeSpend), .value(statement.noTaskSpend),
      .value(statement.netAfterEverything), .value(estimate.map { $0.value - $0.lo }, .money),
      .value(estimate.map { $0.hi - $0.value }, .money), .value(category.spend), .value(category.oneOff),
    ]
  }

  private func addUnattributed(to sheet: inout Sheet) {
    begin(
      &sheet, unattributedRow, "Without a task category, USD",
      [.text("Line", 24), .number("AI spend"), .number("Net value")])
    let lines = [
      (SpendWords(report).unattributed.plainText, report.unattributedSpend, report.unattributedNetValue),
      ("Unused licences", Money.zero, -report.unusedLicenceCost),
    ]
    for (index, line) in lines.enumerated() {
      sheet.set(unattributedRow + index, 0, .text(line.0))
      sheet.set(unattributedRow + index, 1, .value(line.1))
      sheet.set(unattributedRow + index, 2, .value(line.2))
    }
  }

  /// The lines of usage in their order: those of the period, then the requests of its tasks outside of it.
  var ledgerLines: [(label: String, sums: UsageSums)] {
    let ledger = report.review.ledger
    return [
      ("Requests of tasks completed in the period", ledger.completedInPeriod),
      ("Requests of tasks completed outside of it", ledger.completedOutside),
      ("Requests of tasks without outcome", ledger.noOutcome), ("Requests without task", ledger.noTask),
      ("Requests outside of the period, of its tasks", ledger.earlierOrLater),
    ]
  }

  private func addLedger(to sheet: inout Sheet) {
    begin(
      &sheet, ledgerRow, "Usage by what became of it",
      [.text("Line", 24), .number("USD"), .number("Rows"), .number("Requests"), .number("Unpriced rows")])
    for (index, line) in ledgerLines.enumerated() {
      let row = ledgerRow + index
      sheet.set(row, 0, .text(line.label))
      sheet.set(row, 1, .value(line.sums.cost))
      sheet.set(row, 2, .value(count: line.sums.rows))
      sheet.set(row, 3, .value(count: line.sums.requests))
      sheet.set(row, 4, .value(count: line.sums.unpricedRows))
    }
  }

  private func addDepartments(to sheet: inout Sheet) {
    begin(
      &sheet, departmentsRow, "Departments, USD",
      [.text("Department", 24), .number("AI spend"), .number("Net value"), .number("Tasks")])
    for (index, department) in report.review.departments.enumerated() {
      let row = departmentsRow + index
      sheet.set(row, 0, .text(DepartmentLabel.text(department)))
      sheet.set(row, 1, .value(department.spend))
      sheet.set(row, 2, .value(department.statement.netAfterEverything))
      sheet.set(row, 3, .value(count: department.statement.tasks))
    }
  }
}
