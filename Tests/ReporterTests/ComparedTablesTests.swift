import Analysis
import Testing
import TriageModel
import Workbook

@testable import Reporter

@Suite("Tables of values with another quarter and with hidden departments")
struct ComparedTablesTests {
  /// Finance, the hidden departments together, rows without a department; and a category that is gone.
  static let report: Report = {
    var review = SampleReviews.rich.review
    var hidden = review.departments[0]
    (hidden.name, hidden.isSuppressed) = (nil, true)
    review.departments.insert(hidden, at: 1)
    var report = ComparisonReportTests.report(review, before: 30_000_000).review
    let gone = CategoryChange(
      name: "=Old work", previousVerdict: .stop, previousStatement: SampleReviews.richCategories[2].statement,
      spend: AmountChange(previous: SampleReviews.dollars(12), current: .zero),
      netValue: EstimateChange(previous: SampleReviews.dollars(-3), current: .zero, change: nil), isGone: true)
    report.comparison?.categories.append(gone)
    return Report(review: report, context: SampleReviews.context)
  }()

  private let files = CSVReport(Self.report).files

  private func rows(_ name: String) throws -> [[String: String]] {
    try CSVTable(try #require(files.first { $0.name == name }).text).rows
  }

  private func document() throws -> JSONDocument { try JSONDocument(JSONReport.render(Self.report)) }

  @Test("The hidden departments are one line of that name, a blank department stays blank")
  func suppressed() throws {
    let departments = try rows("departments.csv")
    #expect(departments.map { $0["name"] } == ["Finance", "Suppressed", ""])
    #expect(departments.map { $0["suppressed"] } == ["", "true", ""])
    let keys = try rows("facts.csv").filter { $0["section"] == "departments" }.map { $0["key"] ?? "" }
    #expect(Set(keys) == ["Finance", "Suppressed", ""])
    let data = try #require(WorkbookReport.make(Self.report).sheets.first { $0.name == "Data" })
    let start = DataSheet(Self.report).departmentsRow
    let names = data.cells.filter { $0.column == 0 && (start..<start + 3).contains($0.row) }.map(\.cell.content)
    #expect(names == [.text("Finance"), .text("Suppressed"), .text("No department")])
  }

  @Test("A category names no hidden department, and one line for all of them, the blank one included")
  func hiddenNames() throws {
    var review = SampleReviews.rich.review
    review.categories[1].departments = ["Finance"]
    review.categories[2].departments = [nil]
    review.breakdown = DepartmentBreakdown(
      departments: ["Finance", nil].map { Self.hidden($0) }, isCountable: true)
    let report = Report(review: review, context: SampleReviews.context)
    let rows = try CSVTable(CSVReport(report).categories).rows
    #expect(rows.prefix(3).map { $0["departments"] } == ["Suppressed", "Suppressed", "Suppressed"])
    #expect(rows.prefix(3).map { $0["department"] } == ["", "Suppressed", "Suppressed"])
    review.breakdown?.isCountable = false
    let open = try CSVTable(CSVReport(Report(review: review, context: SampleReviews.context)).categories).rows
    #expect(open[0]["departments"] == "Finance; ", "nothing is hidden where workers are not known")
  }

  private static func hidden(_ name: String?) -> DepartmentFigures {
    DepartmentFigures(
      name: name, categories: [], notAttributed: nil, hasSuppressed: true, suppressed: nil, total: nil, isSmall: true)
  }

  @Test("bridge.csv is the bridge of the JSON, cell by cell, and only there with another quarter")
  func bridge() throws {
    let effects = try #require(document()["bridge"]).items
    let found = try rows("bridge.csv")
    #expect(found.count == SpendBridge.Effect.allCases.count)
    #expect(found.map { $0["effect"] } == effects.map { $0["effect"]?.scalar })
    #expect(found.map { $0["words"] } == effects.map { $0["words"]?.scalar })
    #expect(found.map { $0["amount"] } == effects.map { $0["amount"]?.scalar })
    #expect(!CSVReport(SampleReviews.rich).files.contains { $0.name == "bridge.csv" })
  }

  @Test("Columns of the other quarter are its JSON figures", arguments: ["categories", "departments"])
  func columns(list: String) throws {
    let found = try rows(list + ".csv")
    let changes = try #require(document()["comparison"]?[list]).items
    try #require(found.count == changes.count)
    for (row, change) in zip(found, changes) {
      for path in [
        "spend.before", "spend.change", "spend.fraction", "net_value.before", "net_value.conclusive",
        "statement_before.net_after_everything",
      ] {
        let column = "comparison_" + path.replacing(".", with: "_")
        #expect(row[column] == change.at(path)?.scalar ?? "", "\(column)")
      }
      #expect(row["comparison_net_value_change"] == change.at("net_value.change.value")?.scalar ?? "")
      #expect(row["comparison_net_value_change_lo"] == change.at("net_value.change.lo")?.scalar ?? "")
    }
    let plain = try CSVTable(CSVReport(SampleReviews.rich).files.first { $0.name == list + ".csv" }?.text ?? "")
    #expect(!plain.header.contains { $0.hasPrefix("comparison_") })
  }

  @Test("A category that is gone has its key, its name as text and the other quarter's figures, and no other")
  func gone() throws {
    let row = try #require(rows("categories.csv").last)
    #expect(row["name"] == "'=Old work" && row["key"] == "old-work")
    #expect(row["comparison_gone"] == "true" && row["comparison_spend_before"] == "12.00")
    #expect(row["spend"] == "" && row["verdict"] == "")
    let facts = try rows("facts.csv")
    #expect(facts.contains { $0["key"] == "support-replies" && $0["measure"] == "spend.before" })
    #expect(facts.first { $0["measure"] == "spend.fraction" }?["unit"] == "share")
    let names = facts.map { "\($0["section"] ?? "")|\($0["key"] ?? "")|\($0["measure"] ?? "")" }
    #expect(Set(names).count == names.count, "no two rows have the same name")
  }
}

extension JSONDocument {
  /// The text of a scalar as a cell has it; empty for null.
  fileprivate var scalar: String {
    switch self {
    case .bool(let isTrue): isTrue ? "true" : "false"
    case .number(let text), .string(let text): text
    case .null, .array, .object: ""
    }
  }
}
