import Analysis
import TriageModel

/// The first page: message, four numbers, decisions, cautions.
struct HTMLAnswer {
  let report: Report
  private let tables: AnswerTables
  private let printed: PrintedColumns
  /// Nil without another period.
  private let changes: ChangeTables?

  init(_ report: Report) {
    self.report = report
    tables = AnswerTables(report)
    printed = PrintedColumns(report)
    changes = ChangeTables(report)
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
    let before: Phrase =
      changes.map { "compared with \($0.previousTitle) under the same policy" } ?? "no previous quarter was given"
    return
      "\(period.title) · \(period.days)\(note) · \(style.unitWords) · intervals are \(style.levelText) · \(before)"
  }

  // MARK: Four numbers

  private var numbers: [TemplateValues] {
    let charts = AnswerCharts(report)
    return AnswerTables.Number.allCases.map { number in
      let (picture, lines) =
        switch number {
        case .spend: (charts.spend, spendLines)
        case .netValue: (charts.netValue, netValueLines)
        case .spendToChange: (charts.spendToChange, changeLines)
        case .spendIfApproved: (charts.spendIfApproved, approvedLines)
        }
      var values = TemplateValues()
      values.set("label", tables.label(number))
      values.set("amount", FigureText.withUnit(FigureText(tables.value(number)).main, style))
      values.set("drawing", markup: picture)
      values.set("lines", markup: Markup.joined(lines.map { "<span>\($0)</span>" }))
      return values
    }
  }

  private var spendLines: [Markup] {
    let budget: Markup = "\(BudgetWords(report).phrase)"
    guard let changes else { return [budget, "No previous quarter was given."] }
    let spend = changes.comparison.spend
    return ["\(bold(changes.change(spend))) on \(before(spend, changes))", budget]
  }

  /// `<b>+$84.5k (+21.0%)</b>`, the percentage where there is one.
  private func bold(_ change: Phrase) -> Markup { "<b>\(withPercent(change))</b>" }

  private func withPercent(_ change: Phrase) -> String {
    let figure = FigureText(change)
    let percent = figure.second.flatMap { $0 == "–" ? nil : " (\($0))" } ?? ""
    return FigureText.withUnit(figure.main, style) + percent
  }

  /// `Q2 2026, $401.7k`.
  private func before(_ change: AmountChange, _ changes: ChangeTables) -> String {
    "\(changes.previousTitle), \(FigureText.withUnit(style.invoiced(change.previous), style))"
  }

  private var netValueLines: [Markup] {
    let ends = [totals.netValue.lo, totals.netValue.hi].map { FigureText.withUnit(unsigned($0), style) }
    let change: Markup =
      switch EstimateMark(totals.netValue) {
      case .above: "the interval is above zero"
      case .below: "the interval is below zero"
      case .includesZero: "the interval includes zero"
      }
    let interval: Markup = "<b>\(ends[0]) to \(ends[1])</b>, \(style.levelText) interval"
    guard let changes else { return [interval, change] }
    let value = changes.comparison.netValue
    let previous = FigureText.withUnit(style.estimated(value.previous), style)
    return [interval, "\(changes.previousTitle), \(previous)", "change \(style.change(value))"]
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
    let first: Markup = share.map { "<b>\($0)</b> of \(SpendWords(report).whole), \(count)" } ?? count
    let freed: Markup =
      totals.freed.value == 0
      ? "no cash is freed" : "\(FigureText.withUnit(style.invoiced(printed.freed.total), style)) is freed"
    guard let changes else { return [first, freed] }
    let spend = changes.comparison.spendToChange
    return [first, freed, "\(withPercent(changes.change(spend))) on \(before(spend, changes))"]
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
    var items = [Legend.bar(.actual, "\(period) actual")]
    if let changes { items.append(Legend.bar(.previous, "\(changes.previousTitle), bar or dot")) }
    items += [Legend.bar(.planned, "to move or stop, or if approved")]
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
      rows += row(line, table.columns, index: index, isLast: index == table.rows.count - 1)
    }
    return HTMLTable.region(
      id: "cap-decisions",
      caption: "By recommendation. \(style.unitWords); frees and spend are cash, net value is mostly not.",
      attributes: " data-table=\"decisions\"", table: "<thead><tr>\(head)</tr></thead><tbody>\(rows)</tbody>")
  }

  private func row(_ line: ReportTable.Row, _ columns: [ReportTable.Column], index: Int, isLast: Bool) -> Markup {
    let group = report.decisions.indices.contains(index) ? report.decisions[index] : nil
    let estimate = group.map(\.netValueChange) ?? (line.isTotal ? totals.netValueChange : nil)
    let mark = estimate.map { EstimateMark($0).textStyle } ?? ""
    var cells: Markup = ""
    for (column, phrase) in zip(columns, line.cells) {
      switch column.meaning {
      case .verdict: cells += "<th scope=\"row\">\(group.map { Glyphs.verdict($0.verdict) } ?? "\(phrase)")</th>"
      case .categories:
        cells += "<td class=\"cats\">\(group.map(links) ?? (line.isTotal ? "\(phrase)" : unattributedNote))</td>"
      case .netValueChange: cells += HTMLTable.number(phrase, style: mark, isOnOneLine: true)
      case _ where column.alignment == .trailing: cells += HTMLTable.number(phrase)
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
