import Analysis
import Testing
import TriageModel
import Workbook

@testable import Reporter

@Suite("Hidden cost, spend without shown return and software in every format")
struct InsightReportTests {
  private let report = SampleInsights.report()

  @Test("Markdown is well formed, totals add up, unknown is not zero, and a section stands alone")
  func markdown() throws {
    let text = MarkdownReport.render(report, limit: .max)
    #expect(MarkdownLint.problems(text) == [])
    #expect(MarkdownLint.headings(text, level: 2).suffix(4) == MarkdownReportTests.lastSections[...])
    let hidden = try #require(MarkdownReport.render(report, section: "hidden-cost"))
    #expect(hidden.contains("Failed and abandoned tasks took $15.0k a quarter, beside usage of $100k."))
    #expect(hidden.contains("| Superseded attempts, at most | 8.0 | 8.0% of usage |"))
    #expect(hidden.contains("| Requests that ended in an error | not measured | – |"))
    #expect(hidden.contains("| Long-context surcharge, at list price | not measured | – |"))
    // 2,000 dollars of premium less 500 that reads earned back.
    #expect(hidden.contains("| Cache writes that reads did not earn back | 1.5 | 1.5% of usage |"))
    #expect(hidden.contains("| Not attributed | 10.0 |") && !hidden.contains("| Long context |"))
    #expect(hidden.contains("| Support replies | 60.0 | 6.0 | 3.0 | 4.8 |"))
    #expect(hidden.contains("| **Company** | **100.0** | **10.0** | **5.0** |"))
    #expect(hidden.contains("Suppressed, groups of fewer than 5 workers"))
    let use = try #require(MarkdownReport.render(report, section: "own-sake"))
    #expect(use.contains("Two of 17 groups spend $4.1k without shown return."))
    #expect(use.contains("−0.62 [−0.80 to −0.45]") || use.contains("−0.63 [−0.80 to −0.45]"))
    #expect(use.contains("over 5 workers: Gini 0.40"))
    let software = try #require(MarkdownReport.render(report, section: "software-candidates"))
    #expect(software.contains("Two of 6 categories look as if software could do them: worth a pilot."))
    #expect(software.contains("4 of 5") && software.contains("10.0 (8.5 to never)"))
  }

  @Test("JSON follows the schema; every figure is in facts.csv once; the files have their rows")
  func json() throws {
    let document = try JSONDocument(JSONReport.render(report))
    #expect(try JSONReportTests.schema().problems(document) == [])
    #expect(document.at("hidden_cost.company.wasted_spend")?.string == "15000.00")
    #expect(document.at("software_candidates.candidates.0.suggestion")?.string == "pilot")
    let rows = try CSVTable(CSVReport(report).facts).rows
    let names = rows.map { "\($0["section"] ?? "")|\($0["key"] ?? "")|\($0["measure"] ?? "")" }
    #expect(Set(names).count == names.count, "no two rows have the same name")
    let files = Dictionary(uniqueKeysWithValues: CSVReport(report).files.map { ($0.name, $0.text) })
    let hidden = try CSVTable(try #require(files["hidden_cost.csv"])).rows
    #expect(hidden.map { $0["by"] } == ["category", "category", "category", "department", "department"])
    #expect(hidden.last?["name"] == "Suppressed" && hidden.last?["suppressed"] == "true")
    #expect(hidden[0]["failed_request_spend"] == "", "unknown is blank")
    #expect(try CSVTable(try #require(files["own_sake.csv"])).rows.count == 2)
    let software = try CSVTable(try #require(files["software_candidates.csv"])).rows
    #expect(software[1]["reasoning_share"] == "" && software[1]["reasoning_share_holds"] == "")
    #expect(software[0]["small_tier_success_holds"] == "true" && software[0]["payback_months"] == "10")
  }

  @Test("The workbook has a sheet for each; sums of columns are formulas with the report's figures")
  func workbook() throws {
    let book = WorkbookReport.make(report)
    #expect(book.sheets.map(\.name).suffix(4) == (InsightSheets.names + ["Budgets"])[...])
    let sheet = try #require(book.sheets.first { $0.name == "Hidden" })
    func cell(_ row: Int, _ column: Int) -> Cell.Content? {
      sheet.cells.last { $0.row == row && $0.column == column }?.cell.content
    }
    #expect(cell(4, 0) == .text("Support replies"))
    #expect(cell(7, 0) == .text("Company"))
    #expect(cell(7, 1) == .formula("SUM(B5:B7)", value: 100_000))
    #expect(cell(7, 3) == .formula("SUM(D5:D7)", value: 5_000))
    #expect(cell(12, 0) == .text("Suppressed, groups of fewer than 5 workers"))
  }

  @Test("Titles fit, carry fields of the report, and say so where nothing was found", arguments: [0, 1, 2])
  func titles(found: Int) throws {
    var insights = SampleInsights.everything
    if found < 2 { insights.software.candidates = Array(insights.software.candidates.prefix(found)) }
    if found < 2 { insights.ownSake.lowReturn = Array(insights.ownSake.lowReturn.prefix(found)) }
    let report = SampleInsights.report(insights)
    let words = InsightWords(report)
    let document = try JSONDocument(JSONReport.render(report))
    for title in [words.hiddenCostTitle, words.ownSakeTitle, words.softwareTitle] {
      #expect(title.plainText.count <= MessageTitles.limit, "\(title.plainText)")
      #expect(title.figures.allSatisfy { document.at($0.field) != nil }, "\(title.plainText)")
      #expect(!title.figures.isEmpty)
    }
    if found == 0 {
      #expect(words.softwareTitle.plainText == "None of 6 categories looks as if software could do it.")
      #expect(words.ownSakeTitle.plainText == "None of 17 groups is shown to spend without return.")
    }
  }

  @Test("The chart has one bar per view that is measured, the upper bound in another fill, and a text for each")
  func chart() {
    let chart = HiddenCostChart(company: SampleInsights.everything.hiddenCost.company, style: report.style)
      .markup(id: "x", title: "t").html
    #expect(chart.split(separator: "<rect").count - 1 == 7)
    #expect(chart.split(separator: "class=\"rng\"").count - 1 == 1)
    #expect(chart.contains("Superseded attempts, at most 8.0"))
  }
}
