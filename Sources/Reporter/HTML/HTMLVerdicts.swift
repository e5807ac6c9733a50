import Analysis
import TriageModel

/// One row per category, grouped by recommendation with subtotals, down to the total of all AI spend.
struct HTMLVerdicts {
  let report: Report
  private let table: ReportTable
  private let printed: PrintedColumns
  private let bars: TableBars
  private let plot: IntervalPlot

  init(_ report: Report) {
    self.report = report
    table = AnswerTables(report).verdicts
    printed = PrintedColumns(report)
    let categories = report.review.categories
    bars = TableBars(largest: categories.map(\.spend).max() ?? .zero)
    plot = IntervalPlot(categories.compactMap(\.netAfterEverything), style: report.style)
  }

  private var style: NumberStyle { report.style }

  var body: Markup {
    var bodies: Markup = ""
    for group in report.decisions { bodies += section(group) }
    let head: Markup = """
      <thead><tr><th scope="col">Task category</th><th scope="col" colspan="2" class="n">Spend now</th>\
      <th scope="col" class="n">Net value now</th><th scope="col">\(plot.axis)<span class="sr">Net value plot</span></th>\
      <th scope="col" class="n">Spend after</th><th scope="col" class="n">Net value change</th>\
      <th scope="col">Evidence</th></tr></thead>
      """
    let region = HTMLTable.region(
      id: "cap-verdicts", caption: "Spend, net value, recommendation and evidence for each task category",
      isCaptionHidden: true, attributes: " class=\"ind\" style=\"--z:calc(var(--pw)*\(plot.zeroShare))\"",
      table: "\(head)\(bodies)\(totals)")
    return "\(region)\(legend)"
  }

  private func section(_ group: DecisionGroup) -> Markup {
    let changeCell: Phrase =
      group.netValueChange == nil ? "–" : Phrase(style.estimated(printed.netValueChange.sum(group.indices)))
    let numbers = [
      Phrase(style.invoiced(printed.spend.sum(group.indices))),
      Phrase(style.estimated(printed.netValue.sum(group.indices))),
      Phrase(style.invoiced(printed.spendAfter.sum(group.indices))), changeCell,
    ].map { HTMLTable.number($0) }
    var rows: Markup = """
      <tr class="grp"><th scope="rowgroup" colspan="2">\(Glyphs.verdict(group.verdict))</th>\(numbers[0])\(numbers[1])\
      <td class="zl"></td>\(numbers[2])\(numbers[3])<td></td></tr>

      """
    for index in group.indices { rows += row(index) }
    return "<tbody>\(rows)</tbody>"
  }

  private func row(_ index: Int) -> Markup {
    let category = report.review.categories[index]
    let line = table.rows[index]
    let words = EvidencePageWords(report, category)
    let kind = EvidenceKind(category)
    let net = category.netAfterEverything
    let tasks = NumberStyle.count(category.statement.tasks)
    let target: Markup =
      category.target.map { tool -> Markup in
        let name: Phrase = "\(name: tool, limit: 24)"
        return category.verdict.isChange ? "<span class=\"i\">\(name)</span>" : ""
      } ?? ""
    let netStyle = net.map { EstimateMark($0).textStyle } ?? ""
    let changeStyle = category.netValueChange.map { EstimateMark($0).textStyle } ?? ""
    return """
      <tr class="in"><th scope="row" class="nm"><a href="#cat-\(report.categoryKeys[index])">\(table.cell(line, .name))</a>\
      <span class="i w">\(words.departments) · \(tasks) task\(category.statement.tasks == 1 ? "" : "s")</span></th>\
      <td class="bar">\(bars.bar(spend: category.spend, freed: category.freed))</td>\(HTMLTable.number(table.cell(line, .spend)))\
      \(HTMLTable.number(table.cell(line, .netValue), style: netStyle))<td class="zl plot">\(net.map(plot.row) ?? "")</td>\
      <td class="n">\(table.cell(line, .spendAfter))\(target)</td>\(HTMLTable.number(table.cell(line, .netValueChange), style: changeStyle))\
      <td class="nw">\(kind.words)<span class="i">n \(NumberStyle.count(kind.tasks)), grade \(category.grade)</span></td></tr>

      """
  }

  /// From the categories to all AI spend, the lines that no category carries between.
  private var totals: Markup {
    var rows: Markup = ""
    let lines = table.rows.dropFirst(report.review.categories.count)
    for (offset, line) in lines.enumerated() {
      let isLast = offset == lines.count - 1
      let change = line.isTotal ? report.review.totals.netValueChange.map { EstimateMark($0).textStyle } ?? "" : ""
      let label: Markup =
        line.isTotal
        ? "<th scope=\"row\" colspan=\"2\">\(table.cell(line, .name))</th>"
        : "<td colspan=\"2\">\(table.cell(line, .name))</td>"
      let remark: Markup = line.isTotal ? "<td></td>" : "<td class=\"mut\">deducted in full, no value credited</td>"
      rows += """
        <tr class="\(line.isTotal ? (isLast ? "tot" : "sum") : "pl")">\(label)\(HTMLTable.number(table.cell(line, .spend)))\
        \(HTMLTable.number(table.cell(line, .netValue)))\(remark)\(HTMLTable.number(table.cell(line, .spendAfter)))\
        \(HTMLTable.number(table.cell(line, .netValueChange), style: change))<td></td></tr>

        """
    }
    return "<tbody>\(rows)</tbody>"
  }

  private var legend: Markup {
    Legend.line([
      Legend.bar(.actual, "spend that stays"), Legend.bar(.planned, "freed if approved"),
      Legend.estimate(.above, "interval above zero"), Legend.estimate(.includesZero, "includes zero"),
      Legend.estimate(.below, "below zero"),
      "<span>Spend and what is freed are cash: tokens and run cost. Net value is after tokens, review, rework, run cost and licences; it is mostly not cash.</span>",
    ])
  }
}
