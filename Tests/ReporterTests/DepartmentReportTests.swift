import Analysis
import Testing
import TriageModel

@testable import Reporter

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

@Suite("The report of one department")
struct DepartmentReportTests {
  private static func group(_ spend: Int, licence: Int = 0) -> GroupFigures {
    var statement = SampleReviews.statement(
      tasks: 12, value: SampleReviews.dollars(spend * 3), time: .zero, tokens: SampleReviews.cents(spend * 100 + 33),
      human: .zero)
    statement.licence = SampleReviews.dollars(licence)
    return GroupFigures(
      spend: SampleReviews.cents(spend * 100 + 33), statement: statement,
      ledger: SampleReviews.ledger(SampleReviews.cents(spend * 100 + 33)))
  }

  private static func pair(_ spend: Int) -> PairedFigures {
    PairedFigures(current: group(spend), previous: nil, change: nil, netValue: Estimate(value: 5, lo: -1, hi: 11))
  }

  private static func report(_ names: [String?], isSmall: Bool = false, isHostile: Bool = false) -> Report {
    var review = isHostile ? MarkdownReportTests.hostile.review : SampleReviews.rich.review
    let total = PairedFigures(
      current: GroupFigures(
        spend: group(30).spend + group(40).spend + group(7).spend,
        statement: SampleReviews.add([group(30), group(40), group(7)].map(\.statement)),
        ledger: SampleReviews.ledger(group(77).spend)), previous: nil, change: nil, netValue: nil)
    review.breakdown = DepartmentBreakdown(
      departments: names.map { name in
        DepartmentFigures(
          name: name,
          categories: isSmall
            ? []
            : [
              .init(
                name: isHostile ? "a|b<script>" : "Support replies", verdict: .cheaperModel, target: "small-s",
                figures: pair(30)),
              .init(name: "old\n# x", verdict: nil, target: nil, figures: pair(40)),
            ], notAttributed: nil, hasSuppressed: true, suppressed: isSmall ? nil : pair(7),
          total: isSmall ? nil : total, isSmall: isSmall)
      }, isCountable: true)
    return Report(review: review, context: isHostile ? MarkdownReportTests.hostile.context : SampleReviews.context)
  }

  private static func schema() throws -> SchemaValidator {
    let path = JSONReportTests.schemaPath.replacing("report.schema", with: "department.schema")
    return SchemaValidator(
      root: try JSONDocument(String(decoding: Data(contentsOf: URL(filePath: path)), as: UTF8.self)))
  }

  @Test("Markdown is well formed in both flavours, whatever the names, with the sections of the company's report")
  func markdown() throws {
    for name in HostileText.all {
      let department = try #require(DepartmentReport(Self.report([name], isHostile: true), department: name))
      for flavour in MarkdownFlavour.allCases {
        let markdown = MarkdownDepartment.render(department, flavour: flavour)
        #expect(MarkdownLint.problems(markdown) == [], "\(name)")
        let more = flavour == .plain ? ["Provenance"] : []
        let insights = ["Hidden cost", "Spend without shown return", "Software candidates"]
        #expect(
          MarkdownLint.headings(markdown, level: 2) == MarkdownReportTests.sections + insights + ["Budgets"] + more)
        #expect(MarkdownLint.headings(markdown, level: 1).count == 1)
        #expect(!markdown.unicodeScalars.contains { PrintableText.isUnsafe($0) && $0 != "\n" })
      }
      #expect(try Self.schema().problems(JSONDocument(JSONDepartment.render(department))) == [])
    }
  }

  @Test("Categories and the suppressed line add up to the total; the company has one line")
  func sums() throws {
    let department = try #require(DepartmentReport(Self.report(["Finance"]), department: "Finance"))
    let rows = DepartmentTables(department).decisions.rows.map { $0.cells.map(\.plainText) }
    #expect(
      rows.map { $0[0] } == [
        "Move to cheaper model", "–", "Suppressed, groups of fewer than 5 workers", "Finance",
      ])
    #expect(rows.map { $0[2] } == ["30.33", "40.33", "7.33", "77.99"])
    let markdown = MarkdownDepartment.render(department)
    #expect(markdown.contains("The whole company: $359k of AI spend"))
    #expect(markdown.contains("--department Finance"))
    #expect(!markdown.contains("Sales e-mail"))
  }

  @Test("A department of few people has no amount at all")
  func withheld() throws {
    let department = try #require(DepartmentReport(Self.report(["Finance"], isSmall: true), department: "Finance"))
    let markdown = MarkdownDepartment.render(department)
    #expect(markdown.contains("| **Finance** |  | **withheld** | **withheld** |"))
    #expect(MarkdownLint.problems(markdown) == [])
    let json = try JSONDocument(JSONDepartment.render(department))
    #expect(json["totals"] == .null && json["suppressed"] == .null && json["hidden_cost"] == .null)
    #expect(try Self.schema().problems(json) == [])
  }

  @Test("Without known workers, or for an unknown name, there is no report")
  func none() {
    #expect(DepartmentReport(SampleReviews.rich, department: "Finance") == nil)
    #expect(DepartmentReport(Self.report(["Finance"]), department: "Legal") == nil)
    #expect(DepartmentReport.all(Self.report(["A", "B", nil])).map(\.figures.name) == ["A", "B", nil])
  }

  @Test("File names are plain, of one folder, and differ where letter case does not count")
  func fileNames() {
    let hostile: [String?] =
      HostileText.all + [
        "..", ".", "../../etc/passwd", "C:\\con", "CON", "nul", "a/b", "a\\b", "Legal", "LEGAL", "legal 2", "legal-2",
        String(repeating: "x", count: 900), String(repeating: "x", count: 901), nil, "\u{FF0F}", ".hidden", "-rf",
      ]
    let names = DepartmentFileNames.names(hostile)
    #expect(Set(names.map { $0.lowercased() }).count == hostile.count)
    for name in names {
      #expect(name.hasPrefix("department-"))
      #expect(name.count <= 110)
      #expect(name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 })
    }
    #expect(
      DepartmentFileNames.names(["Legal", "legal", nil]) == [
        "department-legal", "department-legal-2", "department-none",
      ])
    #expect(DepartmentFileNames.names(hostile) == names)
  }
}
