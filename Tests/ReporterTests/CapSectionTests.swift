import Analysis
import Testing
import TriageModel
import Workbook

@testable import Reporter

@Suite("Caps and budgets in the report")
struct CapSectionTests {
  private static let report = SampleCaps.report

  private func resolved(_ phrase: Phrase) throws {
    let json = try JSONDocument(JSONReport.render(Self.report))
    #expect(!phrase.figures.isEmpty)
    for figure in phrase.figures { #expect(json.at(figure.field) != nil, "\(figure.field)") }
  }

  @Test("The matched cap is worked out by hand")
  func matched() throws {
    // Triage frees 142,600.823 dollars: 951 units of 150. A worker's month is ten units, so R is 150 to 1,500 and 120
    // units share each; seven steps down from 1,500 to 600 hold 840 units, the eighth 960.
    let matched = try #require(Self.report.caps?.matched)
    #expect(matched.blocked.tasks == 960 && matched.cap == 449_999_999_999)
    #expect(matched.spendSaved == SampleReviews.dollars(144_000))
    #expect(matched.workersTouched == 40 && matched.workers == 40)
    #expect(matched.allowed.okTasks == 240)
    #expect(matched.netValueLost - matched.wasteRemoved == -matched.netValueChange)
  }

  @Test("Titles quote the whole range, have numbers of the JSON report, and fit")
  func titles() throws {
    let caps = CapSection(Self.report)
    #expect(caps.title.plainText.count <= MessageTitles.limit, "\(caps.title.plainText)")
    try resolved(caps.title)
    let differences = try #require(caps.differences)
    #expect(differences.least <= differences.most)
    try resolved(BudgetSection(Self.report).title)
    #expect(BudgetSection(Self.report).title.plainText.count <= MessageTitles.limit)
    try resolved(BudgetSection(SampleReviews.rich).title)
  }

  @Test("Where a few units are dear, the title says that the cap frees more, with both amounts")
  func freesMore() throws {
    // Units of 150 dollars that share an R come 120 at a time: the smallest such cap frees 1,400 dollars more.
    let caps = CapSection(Self.report)
    let matched = try #require(caps.matched)
    #expect(!caps.isSameSaving && matched.spendSaved > Self.report.triage.saved)
    #expect(
      caps.title.plainText.hasPrefix("A $449.99 cap per worker and month frees $144k, triage $143k; net value is "))
    let table = try #require(caps.comparison)
    #expect(table.rows.map { $0.cells[1].plainText } == ["142.6", "144.0", "144.0", "144.0", "–"])
    #expect(caps.notes.contains { $0.plainText.hasPrefix("No cap frees just what triage frees") })
    let text = MatchText.render(Self.report, triage: Self.report.triage, outcome: matched)
    #expect(
      text.replacing("\n", with: " ").contains("$449.99 per worker and month, saves $144k and changes net value by "))
  }

  @Test("The title of a cap quotes all its cases, and the curve says what its last column is")
  func range() throws {
    let matched = try #require(Self.report.caps?.matched)
    let words = CapWords(report: Self.report, outcome: matched)
    let ends = [matched.netValueChanges.first, matched.netValueChanges.last].compactMap(\.self)
    let style = Self.report.style
    #expect(words.title.hasSuffix("changes net value by \(style.sentence(ends[0])) to \(style.sentence(ends[1]))"))
    let curve = try #require(CapSection(Self.report).curve)
    #expect(curve.columns.last?.title.plainText == "If tasks worth 50%")
    // 144,000 of the 180,000 dollars of usage, whatever was billed.
    #expect(curve.rows.contains { $0.cells[2].plainText == "80.0%" })
  }

  @Test("Each case of the cap has its row, with what it is against today")
  func comparison() throws {
    let table = try #require(CapSection(Self.report).comparison)
    #expect(table.rows.map { $0.cells[0].plainText.prefix(6) } == ["Triage", "Cap, t", "Cap, a", "Cap, t", "Today"])
    #expect(table.rows[3].cells[0].plainText.contains("50% of the average"))
  }

  @Test("Withheld spend is said and in no format")
  func withheld() throws {
    let json = try JSONDocument(JSONReport.render(Self.report))
    #expect(json.at("budgets.2.spend") == .null && json.at("budgets.2.spend_reason")?.string != nil)
    let table = try #require(BudgetSection(Self.report).budgets)
    #expect(table.rows[2].cells.dropFirst(2).allSatisfy { $0.plainText == "withheld" })
  }

  @Test("Without caps the section says how to get them; without a move there is no cap to match")
  func without() {
    #expect(CapSection(SampleReviews.rich).title.plainText == "No cap was asked for.")
    #expect(CapSection(SampleReviews.rich).notes.first?.plainText.contains("--caps") == true)
    let empty = SampleCaps.report(SampleReviews.empty)
    #expect(CapSection(empty).title.plainText.hasPrefix("No cap is matched"))
    #expect(CapSection(empty).comparison == nil && CapSection(empty).effects != nil)
  }

  @Test("The report with caps keeps to the schema")
  func schema() throws {
    for report in [Self.report, SampleCaps.report(SampleReviews.empty)] {
      let json = try JSONDocument(JSONReport.render(report))
      #expect(try JSONReportTests.schema().problems(json) == [])
    }
  }

  @Test("Markdown stays well formed in both flavours")
  func markdown() {
    for flavour in MarkdownFlavour.allCases {
      for report in [Self.report, SampleCaps.report(MarkdownReportTests.hostile)] {
        #expect(MarkdownLint.problems(MarkdownReport.render(report, flavour: flavour)) == [])
      }
    }
  }

  @Test("The workbook's chart has triage, the caps and the ends of the band, above the tables")
  func sheet() throws {
    let sheet = try #require(WorkbookReport.make(Self.report).sheets.first { $0.name == CapSheet.name })
    let chart = try #require(sheet.lineCharts.first)
    #expect(chart.series.map(\.yColumn) == [5, 5, 6, 7])
    #expect(chart.series.allSatisfy { $0.lastRow >= $0.firstRow && $0.firstRow > chart.row + 16 })
    let texts = sheet.cells.compactMap { placed -> String? in
      if case .text(let text) = placed.cell.content { return text }
      return nil
    }
    #expect(texts.filter { $0.hasPrefix("Net value change, ") }.count == 3)
    #expect(texts.contains("Cap that frees at least the same") && texts.contains("Cap of the policy"))
  }

  @Test("CSV files hold the path, the caps and the frontier")
  func csv() throws {
    let files = CSVReport(Self.report).files
    #expect(files.map(\.name).contains("cap_vs_triage.csv"))
    let lines = try #require(files.first { $0.name == "cap_vs_triage.csv" }).text.split(separator: "\n")
    #expect(lines.dropFirst().prefix(4).map { $0.prefix(3) } == ["tri", "tri", "tri", "cap"])
    #expect(lines.contains { $0.hasPrefix("policy_cap,") } && lines.contains { $0.hasPrefix("curve,") })
    let without = CSVReport(SampleReviews.rich).files.map(\.name)
    #expect(!without.contains("cap_vs_triage.csv") && without.contains("frontier.csv"))
  }
}
