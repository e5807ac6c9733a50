import Analysis
import TriageModel

/// The sections of the Markdown report, in their fixed order.
struct MarkdownSections {
  let report: Report
  private let titles: MessageTitles
  private let period: PeriodWords

  init(_ report: Report) {
    self.report = report
    titles = MessageTitles(report)
    period = PeriodWords(period: report.review.period)
  }

  private var style: NumberStyle { report.style }

  var all: [MarkdownReport.Section] {
    let evidence = MarkdownReport.Section(
      heading: "Evidence", body: evidenceIntroduction,
      pages: report.review.categories.map { ($0.name, MarkdownEvidence(report, $0).text) })
    return [
      .init(heading: "Answer", body: answer), .init(heading: "Decisions", body: decisions),
      .init(heading: "Verdicts", body: verdicts), evidence, .init(heading: "Assumptions", body: assumptions),
      .init(heading: "Reconciliation", body: reconciliation), .init(heading: "Departments", body: departments),
      .init(heading: "Data quality", body: dataQuality), .init(heading: "Method", body: method),
      .init(heading: "", body: provenance),
    ]
  }

  /// Marker, title, message, and what the tables are in.
  var head: String {
    let company: Phrase = report.context.companyTitle.map { "\(name: $0). " } ?? ""
    let note: Phrase = report.review.periodNote.map { " Period: \(name: $0)." } ?? ""
    let facts: Phrase =
      "\(company)\(period.days). \(style.unitWords) unless marked. \(style.levelText) intervals in brackets.\(note)"
    return [
      "<!-- roi-triage:report period=\(report.review.period.text) format=\(JSONReport.format) "
        + "report_id=\(JSONReport.reportID(report)) -->\n# AI spend triage, \(period.title)",
      "**\(MarkdownText.inline(titles.answer))**", MarkdownText.inline(facts),
    ].joined(separator: "\n\n")
  }

  private var answer: String {
    let oneOff: Phrase =
      report.review.totals.oneOff.nanos > 0
      ? "One-off cost \(style.sentence(report.review.totals.oneOff))." : "No one-off cost."
    return [
      MarkdownText.table(AnswerTables(report).numbers),
      MarkdownText.inline(
        Phrase.joined(
          PortfolioWords(report).phrases + ["\(budget) \(oneOff) No previous quarter was given."], separator: " ")),
    ].joined(separator: "\n\n")
  }

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
    var parts = [
      MarkdownText.inline(titles.reconciliation), MarkdownText.table(tables.ledger),
      MarkdownText.table(tables.categoriesToTotal),
    ]
    parts.append(MarkdownText.inline(DataNotes(report).unpriced))
    if let unpriced = tables.unpriced { parts.append(MarkdownText.table(unpriced)) }
    parts += DataNotes(report).unusedLicences.map(MarkdownText.inline)
    return parts.joined(separator: "\n\n")
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

  private var method: String {
    MethodWords(report).sentences.enumerated().map { "\($0 + 1). \($1)" }.joined(separator: "\n")
  }

  private var provenance: String {
    let context = report.context
    let rows = context.rowSets.reduce(0) { $0 + $1.rows }
    let policy: Phrase = "Policy \(name: context.policyName), SHA-256 \(name: context.policyDigest)"
    var parts = [
      "<details>\n<summary>Provenance: \(NumberStyle.count(rows)) input row\(rows == 1 ? "" : "s")</summary>"
    ]
    if rows > 0 {
      parts.append(MarkdownText.table(CompanyTables(report: report).rowSets))
      parts.append(
        "The same rows give the same report, in whatever files they come. `roi-triage imports` lists the files.")
    }
    parts.append(
      MarkdownText.inline("roi-triage \(name: context.toolVersion). \(policy).")
    )
    if let command = context.commandLine {
      parts.append("Made again with:\n\n" + MarkdownText.block(command, language: "sh"))
    }
    parts.append("</details>")
    return parts.joined(separator: "\n\n")
  }
}
