import Analysis
import TriageModel

/// The sections of the Markdown report, in their fixed order.
struct MarkdownSections {
  let report: Report
  let flavour: MarkdownFlavour
  private let titles: MessageTitles
  private let period: PeriodWords

  init(_ report: Report, flavour: MarkdownFlavour) {
    self.report = report
    self.flavour = flavour
    titles = MessageTitles(report)
    period = PeriodWords(period: report.review.period)
  }

  private var style: NumberStyle { report.style }

  /// The name of the section that has a page for each category.
  static let evidence = "evidence"

  var all: [MarkdownReport.Section] {
    var sections = withoutPages
    for index in sections.indices where sections[index].id == MarkdownSections.evidence {
      sections[index].pages = pages(room: .max)
    }
    return sections
  }

  /// The pages of single categories, from the first on, up to the one that no longer fits.
  ///
  /// - Parameters:
  ///   - room: UTF-16 units that they may take.
  ///   - first: pages that are written already.
  func pages(room: Int, after first: [MarkdownReport.Page] = []) -> [MarkdownReport.Page] {
    let categories = report.review.categories
    var pages: [MarkdownReport.Page] = []
    var left = room
    for page in first where left >= 0 {
      pages.append(page)
      left -= MarkdownReport.units(page.text)
    }
    while left >= 0, pages.count < categories.count {
      // Pages are of about the same length: as many as should fit, and one more.
      let count = pages.isEmpty ? 2 : left / max(2, (room - left) / pages.count) + 1
      let next = Array(categories.dropFirst(pages.count).prefix(count))
      for page in ConcurrentWork.map(next, { [report] in ($0.name, MarkdownEvidence(report, $0).text) })
      where left >= 0 {
        pages.append(page)
        left -= MarkdownReport.units(page.1)
      }
    }
    return pages
  }

  /// Sections without pages, and as many pages as are written while another core writes the head, which takes longer
  /// than the sections: it has the name of the whole report.
  var withFirstPages: (sections: [MarkdownReport.Section], pages: [MarkdownReport.Page]) {
    (withoutPages, report.review.categories.prefix(3).map { ($0.name, MarkdownEvidence(report, $0).text) })
  }

  /// All sections, the one with the evidence without its pages.
  var withoutPages: [MarkdownReport.Section] {
    [
      .init(id: "answer", heading: "Answer", body: answer),
      .init(id: "decisions", heading: "Decisions", body: decisions),
      .init(id: "verdicts", heading: "Verdicts", body: verdicts),
      .init(id: MarkdownSections.evidence, heading: "Evidence", body: evidenceIntroduction),
      .init(id: "cap-vs-triage", heading: "Cap or triage", body: capOrTriage),
      .init(id: "bridge", heading: "Change since last quarter", body: changes),
      .init(id: "assumptions", heading: "Assumptions", body: assumptions),
      .init(id: "reconciliation", heading: "Reconciliation", body: reconciliation),
      .init(id: "departments", heading: "Departments", body: departments),
      .init(id: "data-quality", heading: "Data quality", body: dataQuality), method,
      provenance(command: report.context.commandLine),
    ] + MarkdownInsights(report).sections + [.init(id: "budgets", heading: "Budgets", body: budgets)]
  }

  /// The hidden line by which a script finds its own comment; none in the plain flavour.
  func marker(section: String? = nil) -> String? {
    guard flavour == .github else { return nil }
    let part = section.map { " section=\($0)" } ?? ""
    return "<!-- roi-triage:report\(part) period=\(report.review.period.text)\(compared) format=\(JSONReport.format) "
      + "report_id=\(JSONReport.reportID(report)) -->"
  }

  /// Marker, title, message, and what the tables are in.
  var head: String {
    let company: Phrase = report.context.companyTitle.map { "\(name: $0). " } ?? ""
    let note: Phrase = report.review.periodNote.map { " Period: \(name: $0)." } ?? ""
    let facts: Phrase =
      "\(company)\(period.days). \(style.unitWords) unless marked. \(style.levelText) intervals in brackets.\(note)"
    return [
      (marker().map { $0 + "\n" } ?? "") + "# AI spend triage, \(period.title)",
      "**\(MarkdownText.inline(titles.answer))**", MarkdownText.inline(facts),
    ].joined(separator: "\n\n")
  }

  private var compared: String { report.review.comparison.map { " compare=\($0.period.text)" } ?? "" }

  private var answer: String {
    let oneOff: Phrase =
      report.review.totals.oneOff.nanos > 0
      ? "One-off cost \(style.sentence(report.review.totals.oneOff))." : "No one-off cost."
    return [
      MarkdownText.table(AnswerTables(report).numbers),
      MarkdownText.inline(
        Phrase.joined(
          PortfolioWords(report).phrases + ["\(budget) \(oneOff) \(comparison)"], separator: " ")),
    ].joined(separator: "\n\n")
  }

  private var comparison: Phrase {
    guard let changes = ChangeTables(report) else { return "No previous quarter was given." }
    return "Compared with \(changes.previousTitle) under the same policy."
  }

  private var changes: String {
    guard let changes = ChangeTables(report) else { return "No previous quarter was given." }
    return
      ([MarkdownText.inline(titles.bridge), MarkdownText.table(changes.bridge)]
      + ChangeWords(report).notes.map(MarkdownText.inline) + [MarkdownText.table(changes.categories)])
      .joined(separator: "\n\n")
  }

  private var capOrTriage: String {
    let section = CapSection(report)
    return parts(section.title, [section.comparison, section.path, section.effects, section.curve], section.notes)
  }

  private var budgets: String {
    let section = BudgetSection(report)
    return parts(section.title, [section.budgets, section.funding], section.notes)
  }

  private func parts(_ title: Phrase, _ tables: [ReportTable?], _ notes: [Phrase]) -> String {
    let message = [MarkdownText.inline(title)]
    return (message + tables.compactMap(\.self).flatMap(shortened) + notes.map(MarkdownText.inline))
      .joined(separator: "\n\n")
  }

  /// A table of a row per category, cut where there are very many.
  private func shortened(_ table: ReportTable) -> [String] {
    let left = table.rows.count - MarkdownSections.rowLimit
    guard left > 0 else { return [MarkdownText.table(table)] }
    return [
      MarkdownText.table(table.prefix(rows: MarkdownSections.rowLimit)),
      "\(NumberStyle.count(left)) more in the JSON report.",
    ]
  }

  private static let rowLimit = 40

  private var budget: Phrase { BudgetWords(report).phrase }

  private var decisions: String {
    var parts = [MarkdownText.table(AnswerTables(report).decisions(categoryLimit: 12))]
    let cautions = Cautions(report).phrases.map(MarkdownText.inline)
    if !cautions.isEmpty { parts.append("> **Before you sign.** " + cautions.joined(separator: "\n> ")) }
    return parts.joined(separator: "\n\n")
  }

  private var verdicts: String {
    let note =
      "“Frees” and “Spend after” are cash: tokens and run cost. Net value is after tokens, review, rework, run cost "
      + "and licences; it is mostly not cash."
    return [MarkdownText.table(AnswerTables(report).verdicts), note].joined(separator: "\n\n")
  }

  private var evidenceIntroduction: String {
    report.review.categories.isEmpty
      ? "No task category has data."
      : "One page per category, in the order of the verdicts. Means are per judged task. "
        + "“Not compared” is not “no difference”."
  }

  private var assumptions: String {
    let (table, left) = CompanyTables(report: report).assumptions(limit: 15)
    var parts = [MarkdownText.inline(titles.assumptions)]
    if !table.rows.isEmpty { parts.append(MarkdownText.table(table)) }
    if left > 0 { parts.append("\(NumberStyle.count(left)) more, all farther away, in the JSON report.") }
    return parts.joined(separator: "\n\n")
  }

  private var reconciliation: String {
    let tables = CompanyTables(report: report)
    var parts =
      [
        MarkdownText.inline(titles.reconciliation)
      ] + invoices + [
        MarkdownText.table(tables.ledger), MarkdownText.table(tables.categoriesToTotal),
      ]
    if let test = DataNotes(report).unattributedTest { parts.append(MarkdownText.inline(test)) }
    parts.append(MarkdownText.inline(DataNotes(report).costStates))
    parts.append(MarkdownText.inline(DataNotes(report).unpriced))
    if let unpriced = tables.unpriced { parts.append(MarkdownText.table(unpriced)) }
    parts += DataNotes(report).priceSuggestions.map(MarkdownText.inline)
    if let range = DataNotes(report).costRange { parts.append(MarkdownText.inline(range)) }
    if let use = DataNotes(report).untieredUse { parts.append(MarkdownText.inline(use)) }
    parts += DataNotes(report).unusedLicences.map(MarkdownText.inline)
    return parts.joined(separator: "\n\n")
  }

  /// The two statements of the bills, and the comparison line by line; nothing without bills.
  private var invoices: [String] {
    guard let tables = InvoiceTables(report) else { return [] }
    let (lines, left) = tables.lines
    return [
      MarkdownText.table(tables.usageToInvoice().inOneLine), MarkdownText.table(tables.invoiceToCategories().inOneLine),
      MarkdownText.table(lines),
    ] + (left > 0 ? ["\(NumberStyle.count(left)) more lines in the JSON report."] : [])
      + tables.notes.map(MarkdownText.inline)
  }

  private var departments: String {
    [MarkdownText.inline(titles.departments), MarkdownText.table(CompanyTables(report: report).departments)]
      .joined(separator: "\n\n")
  }

  private var dataQuality: String {
    var parts = [MarkdownText.inline(titles.dataQuality)]
    let table = CompanyTables(report: report).dataQuality
    if !table.rows.isEmpty { parts.append(MarkdownText.table(table)) }
    if let leftOut = DataNotes(report).rowsLeftOut { parts.append(MarkdownText.inline(leftOut)) }
    return parts.joined(separator: "\n\n")
  }

  var method: MarkdownReport.Section { .init(id: "method", heading: "Method", body: methodText) }

  private var methodText: String {
    MethodWords(report).sentences.enumerated().map { "\($0 + 1). \($1)" }.joined(separator: "\n")
  }

  /// Rows, versions and the command that makes the report again; folded where the flavour can fold.
  func provenance(command: String?) -> MarkdownReport.Section {
    let context = report.context
    let rows = context.rowSets.reduce(0) { $0 + $1.rows }
    let policy: Phrase = "Policy \(name: context.policyName), SHA-256 \(name: context.policyDigest)"
    var parts: [String] = []
    if flavour == .github {
      parts.append(
        "<details>\n<summary>Provenance: \(NumberStyle.count(rows)) input row\(rows == 1 ? "" : "s")</summary>")
    }
    if rows > 0 {
      parts.append(MarkdownText.table(CompanyTables(report: report).rowSets))
      parts.append(
        "The same rows give the same report, in whatever files they come. `roi-triage imports` lists the files.")
    }
    parts.append(MarkdownText.inline("roi-triage \(name: context.toolVersion). \(policy)."))
    if let command { parts.append("Made again with:\n\n" + MarkdownText.block(command, language: "sh")) }
    if flavour == .github { parts.append("</details>") }
    return .init(id: "provenance", heading: flavour == .github ? "" : "Provenance", parts: parts)
  }
}
