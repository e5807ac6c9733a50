import Analysis
import TriageModel

/// The first page: message, four numbers, decisions, cautions.
struct HTMLAnswer {
  let report: Report
  private let tables: AnswerTables
  private let printed: PrintedColumns

  init(_ report: Report) {
    self.report = report
    tables = AnswerTables(report)
    printed = PrintedColumns(report)
  }

  private var style: NumberStyle { report.style }
  private var totals: Totals { report.review.totals }

  var values: TemplateValues {
    var values = TemplateValues()
    values.set("title", MessageTitles(report).answer.droppingFinalStop)
    values.set("subtitle", subtitle)
    values.set("numbers", numbers)
    values.set("legend", markup: legend)
    values.set("decisions", markup: decisions)
    values.set("portfolio", Phrase.joined(PortfolioWords(report).phrases, separator: " "))
    let cautions = Cautions(report).phrases
    values.set("hasCautions", if: !cautions.isEmpty)
    values.set(
      "cautions",
      cautions.map { phrase in
        var item = TemplateValues()
        item.set("text", markup: "\(phrase)")
        return item
      })
    return values
  }

  private var subtitle: Phrase {
    let period = PeriodWords(period: report.review.period)
    let note: Phrase = report.review.periodNote.map { " · \(name: $0)" } ?? ""
    return
      "\(period.title) · \(period.days)\(note) · \(style.unitWords) · intervals are \(style.levelText) · no previous quarter was given"
  }

  // MARK: Four numbers

  private var numbers: [TemplateValues] {
    let charts = AnswerCharts(report)
    let pictures = [charts.spend, charts.netValue, charts.spendToChange, charts.spendIfApproved]
    let lines = [spendLines, netValueLines, changeLines, approvedLines]
    return tables.numberLines.enumerated().map { index, line in
      var values = TemplateValues()
      values.set("label", line.label)
      values.set("amount", FigureText.withUnit(FigureText(line.value).main, style))
      values.set("drawing", markup: pictures[index])
      values.set("lines", markup: Markup.joined(lines[index].map { "<span>\($0)</span>" }))
      return values
    }
  }

  private var spendLines: [Markup] { ["\(BudgetWords(report).phrase)", "No previous quarter was given."] }

  private var netValueLines: [Markup] {
    let ends = [totals.netValue.lo, totals.netValue.hi].map { FigureText.withUnit(unsigned($0), style) }
    let change: Markup =
      switch EstimateMark(totals.netValue) {
      case .above: "the interval is above zero"
      case .below: "the interval is below zero"
      case .includesZero: "the interval includes zero"
      }
    return ["<b>\(ends[0]) to \(ends[1])</b>, \(style.levelText) interval", change]
  }

  /// An estimate with a sign only below zero.
  private func unsigned(_ dollars: Double) -> String {
    let text = style.estimated(dollars)
    return text.hasPrefix("+") ? String(text.dropFirst()) : text
  }

  private var changeLines: [Markup] {
    let changing = report.decisions.filter(\.verdict.isChange).flatMap(\.indices).count
    let share = NumberStyle.share(totals.spendToChange, of: totals.spend)
    let count: Markup = "\(NumberStyle.count(changing)) categor\(changing == 1 ? "y" : "ies")"
    let first: Markup = share.map { "<b>\($0)</b> of AI spend, \(count)" } ?? count
    guard totals.freed.value != 0 else { return [first, "no cash is freed"] }
    return [first, "\(FigureText.withUnit(style.invoiced(printed.freed.total), style)) is freed"]
  }

  private var approvedLines: [Markup] {
    let oneOff: Markup =
      totals.oneOff.nanos > 0 ? "one-off cost \(style.sentence(totals.oneOff))" : "no one-off cost"
    guard let change = totals.netValueChange else { return ["no move and no stop", oneOff] }
    let total = FigureText.withUnit(style.estimated(printed.netValue.total + printed.netValueChange.total), style)
    return [
      "<b>net value \(total)</b>",
      "change \(printed.estimate(printed.netValueChange.total, change))", oneOff,
    ]
  }

  private var legend: Markup {
    let period = PeriodWords(period: report.review.period).title
    var items = [Legend.bar(.actual, "\(period) actual"), Legend.bar(.planned, "to move or stop, or if approved")]
    if report.context.budget != nil { items.append(Legend.tick("budget")) }
    items.append(Legend.estimate(EstimateMark(totals.netValue), "estimate and \(style.levelText) interval"))
    return Legend.line(items)
  }

  // MARK: Decisions

  /// Names of categories that a row lists before it counts the rest.
  static let categoryLimit = 8

  private var decisions: Markup {
    let table = tables.decisions(categoryLimit: HTMLAnswer.categoryLimit)
    var head: Markup = ""
    for column in table.columns {
      let numeric: Markup = column.alignment == .trailing ? " class=\"n\"" : ""
      head += "<th scope=\"col\"\(numeric)>\(column.title)</th>"
    }
    var rows: Markup = ""
    for (index, line) in table.rows.enumerated() {
      rows += row(line, index: index, isLast: index == table.rows.count - 1)
    }
    return HTMLTable.region(
      id: "cap-decisions",
      caption: "By recommendation. \(style.unitWords); frees and spend are cash, net value is mostly not.",
      attributes: " data-table=\"decisions\"", table: "<thead><tr>\(head)</tr></thead><tbody>\(rows)</tbody>")
  }

  private func row(_ line: ReportTable.Row, index: Int, isLast: Bool) -> Markup {
    let group = report.decisions.indices.contains(index) ? report.decisions[index] : nil
    let estimate = group.map(\.netValueChange) ?? (line.isTotal ? totals.netValueChange : nil)
    let mark = estimate.map { EstimateMark($0).textStyle } ?? ""
    var cells: Markup = ""
    for (column, phrase) in line.cells.enumerated() {
      switch column {
      case 0: cells += "<th scope=\"row\">\(group.map { Glyphs.verdict($0.verdict) } ?? "\(phrase)")</th>"
      case 1: cells += "<td class=\"cats\">\(group.map(links) ?? (line.isTotal ? "\(phrase)" : unattributedNote))</td>"
      case 4: cells += HTMLTable.number(phrase, style: mark, isOnOneLine: true)
      case 2...5: cells += HTMLTable.number(phrase)
      default: cells += "<td class=\"nw\">\(phrase)</td>"
      }
    }
    let style: Markup = line.isTotal ? (isLast ? " class=\"tot\"" : " class=\"sum\"") : ""
    return "<tr\(style)>\(cells)</tr>\n"
  }

  private var unattributedNote: Markup {
    "<span class=\"mut\">no recommendation; see <a href=\"#reconciliation\">reconciliation</a></span>"
  }

  private func links(_ group: DecisionGroup) -> Markup {
    var names = group.indices.prefix(HTMLAnswer.categoryLimit).map { index -> Markup in
      let name: Phrase = "\(name: report.review.categories[index].name, limit: 60)"
      return "<a href=\"#cat-\(report.categoryKeys[index])\">\(name)</a>"
    }
    if group.indices.count > names.count {
      names.append("and \(NumberStyle.count(group.indices.count - names.count)) more")
    }
    return Markup.joined(names, separator: ", ")
  }
}
