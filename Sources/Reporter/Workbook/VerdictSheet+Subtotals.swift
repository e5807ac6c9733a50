import Analysis
import TriageModel
import Workbook

extension VerdictSheet {
  /// Columns that are added up.
  private static let sums: [Column] = [
    .tasks, .spend, .freed, .spendAfter, .value, .token, .human, .run, .other, .net, .change, .oneOff,
  ]

  func addSubtotals(to sheet: inout Sheet) {
    guard !data.categories.isEmpty else { return }
    for column in Column.allCases { sheet.set(subtotalRow - 1, column.rawValue, .header("", isText: true)) }
    sheet.set(subtotalRow - 1, Column.category.rawValue, .header("Subtotals", isText: true))
    for (index, group) in data.report.decisions.enumerated() { addGroup(group, index, to: &sheet) }
    addAll(to: &sheet)
    addRest(to: &sheet)
    addTotal(to: &sheet)
  }

  /// The figure of one category in a column of sums.
  private func figure(_ category: CategoryReview, _ column: Column) -> Double {
    let statement = category.statement
    switch column {
    case .tasks: return Double(statement.tasks)
    case .spend: return category.spend.dollars
    case .freed: return category.freed
    case .spendAfter: return category.spendAfter
    case .value: return statement.grossValue.dollars
    case .token: return statement.tokenCost.dollars
    case .human: return statement.humanCost.dollars
    case .run: return statement.runCost.dollars
    case .other:
      return (statement.notOkCost + statement.licence + statement.noOutcomeSpend + statement.noTaskSpend).dollars
    case .net: return statement.netAfterEverything.dollars
    case .change: return category.netValueChange?.value ?? 0
    case .oneOff: return category.oneOff.dollars
    default: return 0
    }
  }

  private func sum(_ indices: [Int], _ column: Column) -> Double {
    indices.reduce(0) { $0 + figure(data.categories[$1], column) }
  }

  private func format(_ column: Column) -> CellStyle.Format {
    switch column {
    case .tasks: .count
    case .net, .netLow, .netHigh, .change, .changeLow, .changeHigh: .estimate
    default: .money
    }
  }

  private func addGroup(_ group: DecisionGroup, _ index: Int, to sheet: inout Sheet) {
    let row = subtotalRow + index
    let words = CellReference.cell(row, Column.verdict.rawValue)
    let verdicts = CellReference.column(Column.verdict.rawValue, Self.firstRow, lastRow)
    sheet.set(row, Column.verdict.rawValue, .text(group.verdict.words))
    for column in Self.sums where column != .change || group.netValueChange != nil {
      let own = CellReference.column(column.rawValue, Self.firstRow, lastRow)
      sheet.set(
        row, column.rawValue,
        .formula("SUMIFS(\(own),\(verdicts),\(words))", sum(group.indices, column), format(column)))
    }
    guard let change = group.netValueChange else { return }
    addEnds(
      of: .change, row, below: data.decision(index, .below), above: data.decision(index, .above), change, to: &sheet)
  }

  /// The ends of an interval around a sum: as far from it as the report's.
  private func addEnds(
    of column: Column, _ row: Int, below: String, above: String, _ estimate: Estimate, to sheet: inout Sheet,
    emphasis: CellStyle.Emphasis = .none
  ) {
    let value = CellReference.cell(row, column.rawValue)
    sheet.set(row, column.rawValue + 1, .formula("\(value)-\(below)", estimate.lo, .estimate, emphasis: emphasis))
    sheet.set(row, column.rawValue + 2, .formula("\(value)+\(above)", estimate.hi, .estimate, emphasis: emphasis))
  }

  private func addAll(to sheet: inout Sheet) {
    for column in Column.allCases { sheet.set(allRow, column.rawValue, .totalBlank) }
    sheet.set(allRow, Column.category.rawValue, .text("All categories", emphasis: .total))
    for column in Self.sums {
      let groups = "\(column.letter)\(subtotalRow + 1):\(column.letter)\(allRow)"
      let all = Array(data.categories.indices)
      sheet.set(
        allRow, column.rawValue, .formula("SUM(\(groups))", sum(all, column), format(column), emphasis: .total))
    }
  }

  private func addRest(to sheet: inout Sheet) {
    let report = data.report
    sheet.set(unattributedRow, Column.category.rawValue, .text("Not attributed"))
    sheet.set(licenceRow, Column.category.rawValue, .text("Unused licences"))
    let spend = report.unattributedSpend.dollars
    for column in [Column.spend, .spendAfter] {
      sheet.set(unattributedRow, column.rawValue, .link(data.unattributedSpend(0), spend, .money))
      sheet.set(licenceRow, column.rawValue, .link(data.unattributedSpend(1), 0, .money))
    }
    sheet.set(
      unattributedRow, Column.net.rawValue,
      .link(data.unattributedNetValue(0), report.unattributedNetValue.dollars, .estimate))
    sheet.set(
      licenceRow, Column.net.rawValue,
      .link(data.unattributedNetValue(1), (-report.unusedLicenceCost).dollars, .estimate))
  }

  private func addTotal(to sheet: inout Sheet) {
    let totals = data.report.review.totals
    for column in Column.allCases { sheet.set(totalRow, column.rawValue, .totalBlank) }
    sheet.set(
      totalRow, Column.category.rawValue, .text(SpendWords(data.report).totalWithNetValue.plainText, emphasis: .total))
    let figures: [(Column, Double)] = [
      (.spend, totals.spend.dollars), (.freed, totals.freed.value), (.spendAfter, data.report.spendIfApproved),
      (.net, totals.netValue.value), (.change, totals.netValueChange?.value ?? 0), (.oneOff, totals.oneOff.dollars),
    ]
    for (column, value) in figures {
      let lines = "\(column.letter)\(allRow + 1):\(column.letter)\(totalRow)"
      sheet.set(totalRow, column.rawValue, .formula("SUM(\(lines))", value, format(column), emphasis: .total))
    }
    addEnds(
      of: .net, totalRow, below: data.total(.netValue, .below), above: data.total(.netValue, .above), totals.netValue,
      to: &sheet, emphasis: .total)
    guard let change = totals.netValueChange else { return }
    addEnds(
      of: .change, totalRow, below: data.total(.netValueChange, .below), above: data.total(.netValueChange, .above),
      change, to: &sheet, emphasis: .total)
  }
}
