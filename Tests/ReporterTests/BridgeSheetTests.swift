import Analysis
import Testing
import TriageModel
import Workbook

@testable import Reporter

@Suite("The sheet Bridge")
struct BridgeSheetTests {
  private static let report = ComparedTablesTests.report
  private let book = WorkbookReport.make(Self.report)

  private func sheet(_ name: String) throws -> Sheet { try #require(book.sheets.first { $0.name == name }) }

  private func cell(_ sheet: String, _ row: Int, _ column: Int) throws -> Cell.Content? {
    try self.sheet(sheet).cells.last { $0.row == row && $0.column == column }?.cell.content
  }

  private func value(_ row: Int, _ column: Int) throws -> Double? {
    switch try cell("Bridge", row, column) {
    case .formula(_, let value): value
    default: nil
    }
  }

  @Test("It is there with another quarter alone, after the assumptions")
  func place() {
    let names = [
      "Summary", "Verdicts", "Options", "Assumptions", "Bridge", "Cap or triage", "Reconciliation", "Data",
      "Provenance", "Budgets",
    ]
    #expect(book.sheets.map(\.name) == names)
    #expect(!WorkbookReport.make(SampleReviews.rich).sheets.contains { $0.name == "Bridge" })
  }

  @Test("Start, effects, end and their shares are those of the JSON")
  func figures() throws {
    let json = try JSONDocument(JSONReport.render(Self.report))
    func dollars(_ path: String) throws -> Double { try #require(Double(json.at(path)?.string ?? "")) }
    let before = try dollars("comparison.spend.before")
    #expect(try value(4, 1) == before)
    for index in 0..<5 {
      let amount = try dollars("bridge.\(index).amount")
      #expect(try value(5 + index, 1) == amount)
      #expect(abs(try #require(try value(5 + index, 2)) - amount / before) < 1e-8)
    }
    #expect(try value(10, 1) == dollars("totals.spend"))
    #expect(try value(10, 2) == json.at("comparison.spend.fraction")?.number)
  }

  @Test("Everything is a formula; the end is the start with the effects")
  func formulas() throws {
    #expect(try cell("Bridge", 10, 1) == .formula("SUM(B5:B10)", value: try #require(try value(10, 1))))
    for placed in try sheet("Bridge").cells {
      if case .number = placed.cell.content { Issue.record("a number in row \(placed.row)") }
    }
  }

  @Test("Each step of the chart stands on the lower of the spends around it")
  func steps() throws {
    for row in 5...9 {
      let (before, after) = (try #require(try value(row - 1, 3)), try #require(try value(row, 3)))
      #expect(try value(row, 4) == min(before, after))
      let (more, less) = (try #require(try value(row, 6)), try #require(try value(row, 7)))
      #expect(abs(before + more - less - after) < 1e-9)
    }
    let chart = try #require(try sheet("Bridge").charts.first)
    #expect(chart.direction == .columns && (chart.firstRow, chart.lastRow) == (4, 10))
    #expect(chart.series.map(\.fill) == [.hidden, .light, .more, .less, .solid])
    #expect(chart.series.map(\.column) == [4, 5, 6, 7, 8])
  }

  @Test("The checks tie the effects to the difference of both spends, and the end to the spend")
  func checks() throws {
    let texts = try sheet("Reconciliation").cells.compactMap { placed -> String? in
      guard case .formula(let formula, _) = placed.cell.content else { return nil }
      return formula
    }
    let line = DataSheet(Self.report).bridge(0)
    #expect(texts.contains("SUM(Bridge!$B$6:$B$10)"))
    #expect(texts.contains { $0.hasSuffix("-\(line)") && $0.hasPrefix("Data!") })
    #expect(texts.contains("Bridge!$B$11"))
  }

  @Test("Spend that falls below zero on the way has its table, and no chart from zero")
  func belowZero() throws {
    var review = Self.report.review
    let spend = try #require(review.comparison).bridge
    let fall = -(spend.previous + SampleReviews.dollars(1))
    review.comparison?.bridge.volume = fall
    review.comparison?.bridge.mix = spend.volume + spend.mix - fall
    let book = WorkbookReport.make(Report(review: review, context: SampleReviews.context))
    let sheet = try #require(book.sheets.first { $0.name == "Bridge" })
    #expect(sheet.charts.isEmpty && sheet.cells.contains { $0.row == 10 && $0.column == 1 })
  }

  @Test("Without earlier spend there is no share of it")
  func noBase() throws {
    let report = ComparisonReportTests.report(SampleReviews.rich.review, before: 0)
    let sheet = try #require(WorkbookReport.make(report).sheets.first { $0.name == "Bridge" })
    let shares = sheet.cells.filter { $0.column == 2 && (5...10).contains($0.row) }.map(\.cell.content)
    #expect(shares.filter { $0 == .text("–") }.count == 6)
  }

  @Test("With another quarter, too, no name is part of a formula", arguments: ["=cmd()|x", "Bridge!$A$1"])
  func inert(name: String) {
    func book(_ name: String) -> Workbook {
      var review = SampleReviews.rich.review
      review.categories[0].name = name
      review.departments[0].name = name
      return WorkbookReport.make(ComparisonReportTests.report(review, before: 30_000_000))
    }
    #expect(formulas(book("plain")) == formulas(book(name)))
  }

  private func formulas(_ book: Workbook) -> [String] {
    book.sheets.flatMap(\.cells).compactMap { placed in
      switch placed.cell.content {
      case .formula(let formula, _), .textFormula(let formula, _): formula
      default: nil
      }
    }
  }
}
