import Analysis
import TriageModel

/// The report of one department as Markdown: the sections of the company's report, its own figures alone.
public enum MarkdownDepartment {
  /// Renders a report; the text ends in a line break.
  public static func render(
    _ department: DepartmentReport, flavour: MarkdownFlavour = .github, limit: Int = MarkdownReport.characterLimit
  ) -> String {
    MarkdownReport.assembled(head(department, flavour), sections(department, flavour), limit: limit)
  }

  private static func head(_ department: DepartmentReport, _ flavour: MarkdownFlavour) -> String {
    let period = department.report.review.period
    let compared = department.report.review.comparison.map { " compare=\($0.period.text)" } ?? ""
    let marker =
      "<!-- roi-triage:department period=\(period.text)\(compared) format=\(JSONReport.format) "
      + "report_id=\(JSONDepartment.reportID(department)) -->\n"
    let company: Phrase = department.report.context.companyTitle.map { "\(name: $0). " } ?? ""
    let style = department.style
    let facts: Phrase =
      "\(company)\(PeriodWords(period: period).days). \(style.unitWords) unless marked. \(style.levelText) intervals in brackets."
    let words = DepartmentWords(department)
    let title: Phrase = "AI spend triage, \(PeriodWords(period: period).title): \(name: department.figures.name)"
    return [
      (flavour == .github ? marker : "") + "# \(MarkdownText.inline(title))", "**\(MarkdownText.inline(words.title))**",
      MarkdownText.inline(facts),
    ].joined(separator: "\n\n")
  }

  private static func sections(
    _ department: DepartmentReport, _ flavour: MarkdownFlavour
  ) -> [MarkdownReport.Section] {
    let words = DepartmentWords(department)
    let tables = DepartmentTables(department)
    let company = MarkdownText.inline(words.company)
    let why = words.suppression.map { [MarkdownText.inline($0)] } ?? []
    let shared = MarkdownSections(department.report, flavour: flavour)
    let change =
      department.previousTitle == nil
      ? "No previous quarter was given."
      : "The change of spend and net value stands in Answer and Verdicts. The bridge is in the company's report."
    return [
      .init(id: "answer", heading: "Answer", parts: [MarkdownText.table(tables.numbers), company] + why),
      .init(
        id: "decisions", heading: "Decisions",
        parts: [MarkdownText.table(tables.decisions), MarkdownText.inline(DepartmentWords.verdicts)]),
      .init(id: "verdicts", heading: "Verdicts", parts: [MarkdownText.table(tables.verdicts)]),
      evidence(department, tables),
      .init(
        id: "cap-vs-triage", heading: "Cap or triage",
        parts: ["A cap holds for the whole company and stands in its report."]),
      .init(id: "bridge", heading: "Change since last quarter", parts: [change]),
      .init(
        id: "assumptions", heading: "Assumptions",
        parts: ["Break-evens belong to the company's verdicts and stand in its report."]),
      .init(
        id: "reconciliation", heading: "Reconciliation",
        parts: [tables.ledger.map(MarkdownText.table) ?? "The total of this department is withheld."]),
      .init(id: "departments", heading: "Departments", parts: [company + " No other department is shown here."]),
      .init(
        id: "data-quality", heading: "Data quality",
        parts: [
          "Checks concern the whole company. " + MarkdownText.inline(MessageTitles(department.report).dataQuality)
        ]),
      shared.method,
    ] + insights(department) + [
      .init(id: "budgets", heading: "Budgets", parts: budget(department)),
      shared.provenance(command: command(department)),
    ]
  }

  /// The sections on hidden cost, spend without shown return, and software: what they say of this department.
  private static func insights(_ department: DepartmentReport) -> [MarkdownReport.Section] {
    let insights = DepartmentInsights(department)
    let hidden =
      insights.hiddenCostViews.map(MarkdownText.table) ?? MarkdownText.inline(DepartmentInsights.hiddenCostWithheld)
    let lowReturn = insights.lowReturnTable.map { [MarkdownText.table($0)] } ?? []
    return [
      .init(id: "hidden-cost", heading: "Hidden cost", parts: [hidden]),
      .init(
        id: "own-sake", heading: "Spend without shown return",
        parts: [MarkdownText.inline(insights.ownSakeTitle)] + lowReturn),
      .init(
        id: "software-candidates", heading: "Software candidates",
        parts: [MarkdownText.inline(insights.softwareTitle)]),
    ]
  }

  /// Spend of the department against its own budget.
  private static func budget(_ department: DepartmentReport) -> [String] {
    guard let use = department.budget else { return ["No budget was given for this department."] }
    let table = BudgetSection.table([use], style: department.style)
    return [MarkdownText.table(table), MarkdownText.inline(BudgetSection.coverage(use.days))]
  }

  private static func evidence(
    _ department: DepartmentReport, _ tables: DepartmentTables
  ) -> MarkdownReport.Section {
    let introduction =
      department.figures.categories.isEmpty
      ? "No task category has enough workers to be shown."
      : "One statement per category. The comparison of tools is in the company's report."
    return MarkdownReport.Section(
      id: "evidence", heading: "Evidence", body: introduction,
      pages: department.figures.categories.map { category in
        (
          category.name,
          ["### " + MarkdownText.inline("\(name: category.name)"), MarkdownText.table(tables.statement(category))]
            .joined(separator: "\n\n")
        )
      })
  }

  /// The command of the company's report, for this department.
  private static func command(_ department: DepartmentReport) -> String? {
    guard let command = department.report.context.commandLine else { return nil }
    guard let name = department.figures.name else { return command + " --all-departments --out FOLDER" }
    return command + " --department \(ShellWord.quoted(name))"
  }
}
