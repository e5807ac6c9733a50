import Analysis
import TriageModel

/// The page of one category: its message, its statement, the options, and what would change the verdict.
struct HTMLEvidence {
  let report: Report
  let index: Int
  let category: CategoryReview
  private let key: String
  private let words: EvidencePageWords

  init(_ report: Report, index: Int) {
    self.report = report
    self.index = index
    category = report.review.categories[index]
    key = report.categoryKeys[index]
    words = EvidencePageWords(report, category)
  }

  private var style: NumberStyle { report.style }

  func values(_ printed: PrintedColumns) -> TemplateValues {
    var values = TemplateValues()
    let changes = ChangeTables(report)
    let before = changes.flatMap { changes in
      changes.comparison.category(category.name).map { (changes.previousTitle, $0.previousStatement) }
    }
    let statement = StatementTable(statement: category.statement, style: style, previous: before)
    values.set("key", key)
    let name: Phrase = "\(name: category.name)"
    values.set("name", markup: "\(name)")
    values.set("title", markup: "\(MessageTitles(report).category(category).droppingFinalStop)")
    values.set("facts", markup: "\(facts)")
    values.set("verdict", markup: Glyphs.verdict(category.verdict))
    values.set("effect", markup: "\(effect(printed))")
    values.set("statement", markup: self.statement(statement))
    values.set("tasks", statement.taskWords + (words.ratio.map { Phrase(" " + $0) } ?? ""))
    let change = ChangeWords(report).category(category).map { ["<p>\($0)</p>" as Markup] } ?? []
    let notes = words.arguable.filter { $0.label != "Pilot" }.map {
      "<p><b>\($0.label):</b> \($0.phrase)</p>" as Markup
    }
    values.set("notes", markup: Markup.joined(change + notes))
    let charts = self.charts
    values.set("charts", charts)
    values.set("hasCharts", if: !charts.isEmpty)
    values.set("noChart", "No second option has judged tasks, so there is nothing to draw.")
    values.set("options", markup: options)
    values.set("foot", foot)
    values.set("money", markup: Markup.joined(yearAndAssumed))
    let details = self.details
    values.set("details", details)
    values.set("hasDetails", if: !details.isEmpty)
    return values
  }

  private var facts: Phrase {
    let tasks = category.statement.tasks
    return
      "\(words.departments) · \(PeriodWords(period: report.review.period).title) · \(NumberStyle.count(tasks)) task\(tasks == 1 ? "" : "s") · \(ReasonWords.owner(category.verdict)) · evidence grade \(name: ReasonWords.grade(category.grade))"
  }

  private func effect(_ printed: PrintedColumns) -> Phrase {
    let scope: Phrase = category.scope.map { "; scope \(name: $0, limit: 200)" } ?? ""
    guard let change = category.netValueChange else {
      let target: Phrase = category.target.map { "\(name: $0); " } ?? ""
      return "\(target)\(ReasonWords.reason(category.reason))\(scope)"
    }
    let subject: Phrase = category.target.map { "\(name: $0)" } ?? "no tool"
    let freed = FigureText.withUnit(style.invoiced(printed.freed.lines[index]), style)
    return
      "\(subject) in place of \(name: category.incumbent) frees \(freed) and changes net value by \(printed.estimate(printed.netValueChange.lines[index], change)); \(ReasonWords.reason(category.reason))\(scope)"
  }

  /// The statement without its lines of zero.
  private func statement(_ statement: StatementTable) -> Markup {
    let lines = statement.table
    let before = statement.previous.map { [ReportTable.Column.number(Phrase($0.title), .amountBefore)] } ?? []
    let now: Phrase = before.isEmpty ? "Amount" : Phrase(PeriodWords(period: report.review.period).title)
    let table = ReportTable(
      [.text("Line", .name)] + before + [.number(now, .amount), .number("Per task, USD", .perTask)])
    let kept = lines.rows.filter { row in
      let amounts = [lines.cell(row, .amount)] + (before.isEmpty ? [] : [lines.cell(row, .amountBefore)])
      return row.isTotal || amounts.contains { $0.plainText != "–" }
    }
    return self.statement(kept.reduce(into: table) { $0.add($1.cells, isTotal: $1.isTotal) })
  }

  private func statement(_ table: ReportTable) -> Markup {
    HTMLTable(
      table: table, id: "cat-\(key)_statement",
      caption: "Statement, \(style.unitWords); mean per judged task; lines of zero are left out"
    ).markup
  }

  private var options: Markup {
    guard !category.options.isEmpty else { return "<p class=\"sub\">No tool of the category has a task.</p>" }
    // Tier and role go under the name of the option, so that the reason has room.
    let full = EvidenceTables(category: category, style: style).options
    let remarks = full.rows.map { row -> Phrase in
      let (tier, role) = (full.cell(row, .tier), full.cell(row, .role))
      return tier == "–" ? role : "\(tier) · \(role)"
    }
    return HTMLTable(
      table: full.without([.tier, .role]), id: "cat-\(key)_options",
      caption: "Options per task, US dollars; difference from the tool in use within equal difficulty",
      styles: (column: .difference, styles: category.options.map(differenceStyle)), remarks: remarks
    ).markup
  }

  private func differenceStyle(_ option: ToolOption) -> Markup {
    option.comparison?.estimate.map { EstimateMark(lo: $0.lo, hi: $0.hi).textStyle } ?? ""
  }

  // MARK: Charts

  private var charts: [TemplateValues] {
    let titles = SectionTitles(report)
    var charts: [TemplateValues] = []
    if let chart = CostQualityChart(category) {
      let title = titles.costQuality(category)
      let cut = chart.startOfShares.map { "; acceptance axis starts at \(AxisLabel.share($0))" } ?? ""
      charts.append(
        self.chart(
          title, "Cost per accepted task and share of judged tasks accepted\(cut)",
          chart.markup(id: "cat-\(key)_cost", title: title)))
    }
    if let chart = DifferenceChart(category) {
      let title = titles.difference(category)
      charts.append(
        self.chart(
          title,
          "Net value per task against \(name: category.incumbent, limit: 32), and the same without its cost; \(style.levelText) intervals",
          chart.markup(id: "cat-\(key)_difference", title: title)))
    }
    return charts
  }

  private func chart(_ title: Phrase, _ subtitle: Phrase, _ drawing: Markup) -> TemplateValues {
    var values = TemplateValues()
    values.set("title", markup: "\(title)")
    values.set("subtitle", markup: "\(subtitle)")
    values.set("drawing", markup: drawing)
    return values
  }

  // MARK: The foot

  private var foot: [TemplateValues] {
    let change: Markup = "<p>\(words.change.capitalised)</p>"
    var sample: Markup = "<p>\(words.sample)</p>"
    for option in category.options {
      guard option.role == .alternative, let comparison = option.comparison else { continue }
      sample += "<p>\(words.coverage(option, comparison))</p>"
    }
    var next: Markup = "<p>\(words.nextStep.capitalised)</p>"
    for (label, phrase) in words.arguable where label == "Pilot" { next += "<p>\(label) \(phrase)</p>" }
    if let flags = words.flags { next += "<p>Flags: \(flags)</p>" }
    return [("Changes the verdict", change), ("Sample", sample), ("Next step", next)].map { label, text in
      var values = TemplateValues()
      values.set("label", label)
      values.set("text", markup: text)
      return values
    }
  }

  private var yearAndAssumed: [Markup] {
    let money = MoneyTables(category: category, style: style)
    let tables: [(name: String, caption: Phrase, table: ReportTable?)] = [
      ("year", "A year of each option, \(style.unitWords)", money.year),
      ("assumed", "Tools that the policy assumes", money.assumed),
    ]
    return tables.compactMap { name, caption, table in
      table.map { HTMLTable(table: $0, id: "cat-\(key)_\(name)", caption: caption).markup }
    }
  }

  // MARK: The comparison in figures

  private var details: [TemplateValues] {
    let money = MoneyTables(category: category, style: style)
    var tables: [(name: String, caption: Phrase, table: ReportTable?)] = []
    for (position, option) in category.options.enumerated() {
      guard option.role == .alternative, let comparison = option.comparison, !comparison.strata.isEmpty else {
        continue
      }
      tables.append(
        (
          "strata-\(position)", "\(name: option.tool) (B) against \(name: category.incumbent) (A), dollars per task",
          EvidenceTables.strata(comparison)
        ))
    }
    tables += [
      ("spread", "Spread of judged tasks", money.distributions),
      ("flips", "Where the gain is zero", EvidenceTables(category: category, style: style).breakEvens),
    ]
    return tables.compactMap { name, caption, table in
      guard let table else { return nil }
      var values = TemplateValues()
      values.set("table", markup: HTMLTable(table: table, id: "cat-\(key)_\(name)", caption: caption).markup)
      return values
    }
  }
}

extension AxisLabel {
  /// `80%`, `92.5%`.
  static func share(_ fraction: Double) -> String {
    let percent = Rounding.nineSignificantDigits(fraction * 100)
    return DecimalText.fixed(percent, decimals: percent == percent.rounded() ? 0 : 1) + "%"
  }
}
