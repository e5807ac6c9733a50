import Analysis
import TriageModel

/// The sections behind the answer, in their fixed order and with their fixed numbers and ids.
struct HTMLSections {
  /// What a section is called; numbers and ids never change, whatever sections a report has.
  enum Section: Int, CaseIterable {
    case verdicts = 1
    case evidence = 2
    case capVsTriage = 3
    case bridge = 4
    case assumptions = 5
    case reconciliation = 6
    case departments = 7
    case dataQuality = 8
    case method = 9
    case provenance = 10
    case hiddenCost = 11
    case ownSake = 12
    case softwareCandidates = 13
    case budgets = 14

    var id: String {
      switch self {
      case .dataQuality: "data-quality"
      case .hiddenCost: "hidden-cost"
      case .ownSake: "own-sake"
      case .softwareCandidates: "software-candidates"
      case .capVsTriage: "cap-vs-triage"
      default: "\(self)"
      }
    }

    var name: String {
      switch self {
      case .verdicts: "Verdicts"
      case .evidence: "Evidence"
      case .capVsTriage: "Cap or triage"
      case .bridge: "Change since last quarter"
      case .assumptions: "Assumptions and break-evens"
      case .reconciliation: "Unattributed spend and reconciliation"
      case .departments: "Departments"
      case .dataQuality: "Data quality"
      case .method: "Method"
      case .provenance: "Provenance"
      case .hiddenCost: "Hidden cost"
      case .ownSake: "Spend without shown return"
      case .softwareCandidates: "Software candidates"
      case .budgets: "Budgets"
      }
    }

    /// Whether it may share a printed page with the section before it.
    var isFlow: Bool {
      switch self {
      case .verdicts, .assumptions, .departments, .hiddenCost, .budgets: false
      // The heading of the evidence stands before pages that each begin on a new sheet.
      case .evidence, .capVsTriage, .bridge, .reconciliation, .dataQuality, .method, .provenance, .ownSake,
        .softwareCandidates:
        true
      }
    }
  }

  let report: Report
  private let titles: MessageTitles
  private let tables: CompanyTables
  /// Rows of the assumptions table; the rest is farther away.
  static let assumptionLimit = 20

  init(_ report: Report) {
    self.report = report
    titles = MessageTitles(report)
    tables = CompanyTables(report: report)
  }

  private var style: NumberStyle { report.style }
  private var period: String { PeriodWords(period: report.review.period).title }

  /// Links to the sections, for the first page.
  static var contents: [TemplateValues] {
    Section.allCases.map { section in
      var values = TemplateValues()
      values.set("id", section.id)
      values.set("number", String(section.rawValue))
      values.set("name", section.name)
      return values
    }
  }

  var values: [TemplateValues] {
    Section.allCases.map { section in
      var values = TemplateValues()
      values.set("id", section.id)
      values.set("number", String(section.rawValue))
      values.set("name", section.name)
      // A waterfall and a table of all categories fill a sheet; a sentence does not.
      let isSheet =
        section == .bridge && report.review.comparison != nil || section == .capVsTriage && HTMLCaps(report).isSheet
      values.set("isFlow", if: section.isFlow && !isSheet)
      values.set("title", title(section).droppingFinalStop)
      values.set("subtitle", subtitle(section))
      values.set("body", markup: body(section))
      values.set("pages", section == .evidence ? pages : [])
      return values
    }
  }

  private func title(_ section: Section) -> Phrase {
    switch section {
    case .verdicts: SectionTitles(report).verdicts
    case .evidence: "One page per category, in the order of the verdicts"
    case .capVsTriage: HTMLCaps(report).title
    case .bridge: titles.bridge
    case .assumptions: titles.assumptions
    case .reconciliation: titles.reconciliation
    case .departments: titles.departments
    case .dataQuality: titles.dataQuality
    case .method: "How a verdict is reached"
    case .provenance: "The same rows and policy give this report again, byte for byte"
    case .hiddenCost: InsightWords(report).hiddenCostTitle
    case .ownSake: InsightWords(report).ownSakeTitle
    case .softwareCandidates: InsightWords(report).softwareTitle
    case .budgets: HTMLBudgets(report).title
    }
  }

  private func subtitle(_ section: Section) -> Phrase {
    switch section {
    case .verdicts:
      "Task categories, \(period) · \(style.unitWords) · grouped by recommendation, then by spend freed"
    case .evidence:
      report.review.categories.isEmpty
        ? "No task category has data." : "Means are per judged task. “Not compared” is not “no difference”."
    case .capVsTriage: HTMLCaps(report).subtitle
    case .budgets: HTMLBudgets(report).subtitle
    case .bridge:
      HTMLBridge(report)?.subtitle ?? "With a previous quarter, this section explains why spend changed."
    case .assumptions:
      "For each assumption: value used, plausible range of the policy, and the value at which a comparison changes its sign · nearest first"
    case .reconciliation: "Whole company, \(period) · \(style.unitWords)"
    case .departments: "\(period) · \(style.unitWords)"
    case .dataQuality: "All rows of the report, \(period)"
    case .method:
      "Every threshold is in the policy whose SHA-256 is below · tasks by difficulty, their spread and all break-evens are on the screen page and in the JSON report"
    case .provenance:
      "roi-triage \(name: report.context.toolVersion) · period \(report.review.period.start.text) to \(report.review.period.endOfTime.text) (end excluded) · no network used"
    case .hiddenCost:
      "Whole company, \(period) · \(style.unitWords) · views overlap: only failed and abandoned tasks may be added"
    case .ownSake: InsightWords.ownSakeSubtitle
    case .softwareCandidates: InsightWords.softwareSubtitle
    }
  }

  private func body(_ section: Section) -> Markup {
    switch section {
    case .verdicts: report.review.categories.isEmpty ? "" : HTMLVerdicts(report).body
    case .evidence: ""
    case .capVsTriage: HTMLCaps(report).body
    case .bridge: HTMLBridge(report)?.body ?? ""
    case .assumptions: assumptions
    case .reconciliation: reconciliation
    case .departments: departments
    case .dataQuality: dataQuality
    case .method: method
    case .provenance: provenance
    case .hiddenCost: HTMLInsights(report).hiddenCost
    case .ownSake: HTMLInsights(report).ownSake
    case .softwareCandidates: HTMLInsights(report).software
    case .budgets: HTMLBudgets(report).body
    }
  }

  private var pages: [TemplateValues] {
    let printed = PrintedColumns(report)
    return report.review.categories.indices.map { HTMLEvidence(report, index: $0).values(printed) }
  }

  // MARK: Bodies

  private var assumptions: Markup {
    let (table, left) = tables.assumptions(limit: HTMLSections.assumptionLimit)
    guard !table.rows.isEmpty else { return "" }
    let rows = report.review.assumptions.filter { BreakEvenText(breakEven: $0.breakEven).isReachable }
    let strips = rows.prefix(HTMLSections.assumptionLimit).map { BreakEvenStrip(row: $0).markup }
    var html = HTMLTable(
      table: table, id: "cap-assumptions", caption: "Assumptions with plausible range and break-even",
      isCaptionHidden: true,
      pictures: .init(
        before: .flipsAt, head: "\(BreakEvenStrip.axis)<span class=\"sr\">Range and break-even plot</span>",
        cells: strips,
        style: "plot"), alarming: (column: .isInRange, text: "yes")
    ).markup
    html += Legend.line([
      Legend.bar(.range, "plausible range"), Legend.diamond(.hollow, "break-even outside the range, or no range given"),
      Legend.diamond(.negative, "break-even inside the range"),
      left > 0 ? "<span>\(NumberStyle.count(left)) more, all farther away, in the JSON report.</span>" : "",
    ])
    return html
  }

  private var reconciliation: Markup {
    let notes = DataNotes(report)
    let ledger = HTMLTable(
      table: tables.ledger, id: "cap-ledger", caption: "From requests to AI spend, and to the cost of completed tasks"
    ).markup
    let total = HTMLTable(
      table: tables.categoriesToTotal, id: "cap-total", caption: "From task categories to the company"
    ).markup
    var html: Markup =
      "\(invoices)<div class=\"stack\">\(ledger)\(total)</div>"
    for phrase in [notes.unattributedTest, notes.costStates, notes.unpriced].compactMap({ $0 }) {
      html += "<p class=\"sub after\">\(phrase)</p>"
    }
    if let unpriced = tables.unpriced {
      html += HTMLTable(table: unpriced, id: "cap-unpriced", caption: "Models without a price").markup
    }
    for phrase in notes.priceSuggestions + [notes.costRange, notes.untieredUse].compactMap({ $0 }) {
      html += "<p class=\"sub after\">\(phrase)</p>"
    }
    for phrase in notes.unusedLicences { html += "<p class=\"sub after\">\(phrase)</p>" }
    return html
  }

  /// The two statements of the bills side by side, then the comparison line by line; nothing without bills.
  private var invoices: Markup {
    guard let tables = InvoiceTables(report) else { return "" }
    let (usage, categories) = (tables.usageToInvoice(title: "Line"), tables.invoiceToCategories(title: "Line"))
    let first = HTMLTable(
      table: usage.table, id: "cap-usage-invoice", caption: "From usage to invoice", remarks: usage.remarks
    ).markup
    let second = HTMLTable(
      table: categories.table, id: "cap-invoice-categories", caption: "From invoice to task categories",
      remarks: categories.remarks
    ).markup
    let (lines, left) = tables.lines
    let compared = HTMLTable(
      table: lines, id: "cap-invoice-lines", caption: "Provider, model and months: usage against invoice"
    ).markup
    var html: Markup = "<div class=\"half\"><div>\(first)</div><div>\(second)</div></div>"
    for note in tables.notes { html += "<p class=\"sub after\">\(note)</p>" }
    html += compared
    if left > 0 { html += "<p class=\"sub after\">\(NumberStyle.count(left)) more lines in the JSON report.</p>" }
    html += "<p class=\"sub after\">The tables below start from usage, as reported and priced.</p>"
    return html
  }

  private var departments: Markup {
    let spends = report.review.departments.map(\.spend)
    let bars = TableBars(largest: spends.max() ?? .zero)
    return HTMLTable(
      table: tables.departments, id: "cap-departments", caption: "Tasks, spend and net value by department",
      isCaptionHidden: true,
      pictures: .init(
        before: .spend, head: "<span class=\"sr\">Spend bar</span>", cells: spends.map { bars.bar(spend: $0) },
        style: "bar")
    ).markup
  }

  private var dataQuality: Markup {
    let marks = report.review.dataQuality.map { Glyphs.status($0.status) }
    var html: Markup = ""
    if !marks.isEmpty {
      html +=
        HTMLTable(
          table: tables.dataQuality, id: "cap-quality", caption: "Data checks", isCaptionHidden: true,
          signs: (column: .status, marks: marks)
        ).markup
    }
    if let leftOut = DataNotes(report).rowsLeftOut { html += "<p class=\"sub after\">\(leftOut)</p>" }
    return html
  }

  private var method: Markup {
    "<ol class=\"m\">\(Markup.joined(MethodWords(report).sentences.map { "<li>\($0)</li>" }))</ol>"
  }

  private var provenance: Markup {
    let context = report.context
    var html: Markup = ""
    if !context.rowSets.isEmpty {
      html +=
        HTMLTable(
          table: tables.rowSets, id: "cap-rows",
          caption: "Input rows, in whatever files they come; the command imports lists the files", monospaced: [.digest]
        ).markup
    }
    html +=
      "<p class=\"mono\">Policy \(Phrase.name(context.policyName)), SHA-256 \(Phrase.name(context.policyDigest))</p>"
    if let command = context.commandLine {
      html += "<p class=\"sub after\">Made again with:</p><pre class=\"mono\">\(command)</pre>"
    }
    return html
  }
}
