import Analysis
import Testing
import TriageModel
import Workbook

@testable import Reporter

@Suite("The report as a workbook")
struct WorkbookReportTests {
  private let book = WorkbookReport.make(SampleReviews.rich)

  private func sheet(_ name: String, of book: Workbook? = nil) throws -> Sheet {
    try #require((book ?? self.book).sheets.first { $0.name == name })
  }

  private func cell(_ sheet: String, _ row: Int, _ column: Int) throws -> Cell? {
    try self.sheet(sheet).cells.last { $0.row == row && $0.column == column }?.cell
  }

  @Test("Sheets have fixed names in a fixed order, with or without categories")
  func sheets() {
    let names = [
      "Summary", "Verdicts", "Options", "Assumptions", "Cap or triage", "Reconciliation", "Data", "Provenance",
      "Budgets",
    ]
    #expect(book.sheets.map(\.name) == names)
    #expect(WorkbookReport.make(SampleReviews.empty).sheets.map(\.name) == names)
  }

  @Test("Only the sheet Assumptions has inputs, and every input has a name, a unit and a factor")
  func inputs() throws {
    for sheet in book.sheets {
      let inputs = sheet.cells.filter { $0.cell.style.ink == .input }
      #expect(inputs.isEmpty == (sheet.name != "Assumptions"), "\(sheet.name)")
      #expect(inputs.allSatisfy { if case .number = $0.cell.content { $0.column == 2 } else { false } })
      if !inputs.isEmpty { #expect(inputs.count == book.names.count) }
    }
    #expect(book.names.contains { $0.name == "labour_rate" && $0.reference == "Assumptions!$C$5" })
    #expect(Set(book.names.map(\.name)).count == book.names.count)
  }

  @Test("The sheets Data and Provenance hold values only; the Summary's figures are formulas only")
  func formulas() throws {
    for name in ["Data", "Provenance"] {
      for placed in try sheet(name).cells {
        switch placed.cell.content {
        case .formula, .textFormula: Issue.record("\(name) has a formula in row \(placed.row)")
        default: break
        }
      }
    }
    for placed in try sheet("Summary").cells {
      if case .number = placed.cell.content { Issue.record("a number in row \(placed.row) of the Summary") }
    }
  }

  @Test("A category's spend, ends of its interval and change carry the report's figures")
  func verdictRow() throws {
    let category = SampleReviews.rich.review.categories[0]
    #expect(try cell("Verdicts", 4, 2)?.content == .text("Move to cheaper model"))
    let check = try #require(try formula("Verdicts", 4, 3))
    #expect(try cell("Verdicts", 4, 3)?.content == .textFormula(check, value: "OK"))
    #expect(try value("Verdicts", 4, 6) == category.spend.dollars)
    #expect(try value("Verdicts", 4, 15) == category.netAfterEverything?.lo)
    #expect(try value("Verdicts", 4, 17) == category.netValueChange?.value)
    #expect(try cell("Verdicts", 9, 15)?.content == .text("not measured"))
  }

  @Test("The ends of a difference are formulas of the difference, its standard error and t")
  func ends() throws {
    #expect(try formula("Options", 5, 13) == "K6-M6*L6")
    #expect(try formula("Options", 5, 14) == "K6+M6*L6")
    #expect(try value("Options", 5, 13) == SampleReviews.textbook.lo)
  }

  private func formula(_ sheet: String, _ row: Int, _ column: Int) throws -> String? {
    switch try cell(sheet, row, column)?.content {
    case .formula(let formula, _), .textFormula(let formula, _): formula
    default: nil
    }
  }

  private func value(_ sheet: String, _ row: Int, _ column: Int) throws -> Double? {
    switch try cell(sheet, row, column)?.content {
    case .formula(_, let value), .number(let value): value
    default: nil
    }
  }

  @Test(
    "No name from a file is part of a formula, whatever it is",
    arguments: ["=cmd()|x", "+1\",A1", "Data!$A$1", "\u{202E}a"])
  func inert(name: String) throws {
    let plain = WorkbookReport.make(SampleReviews.report([category("plain", tool: "tool")]))
    let hostile = WorkbookReport.make(SampleReviews.report([category(name, tool: name)]))
    #expect(formulas(plain) == formulas(hostile))
    #expect(hostile.names == plain.names)
    #expect(hostile.sheets.map(\.name) == plain.sheets.map(\.name))
    #expect(hostile.sheets.flatMap(\.cells).contains { $0.cell.content == .text(name) })
  }

  private func formulas(_ book: Workbook) -> [String] {
    book.sheets.flatMap(\.cells).compactMap { placed in
      switch placed.cell.content {
      case .formula(let formula, _), .textFormula(let formula, _): formula
      default: nil
      }
    }
  }

  private func category(_ name: String, tool: String) -> CategoryReview {
    var category = SampleReviews.richCategories[0]
    category.name = name
    category.target = tool
    category.incumbent = tool
    for index in category.options.indices where category.options[index].role == .alternative {
      category.options[index].tool = "\(tool)\(index)"
    }
    return category
  }

  @Test("Sums of categories are sums of rows by verdict, so that they follow the inputs")
  func subtotals() throws {
    #expect(try formula("Verdicts", 12, 6) == "SUMIFS($G$5:$G$10,$C$5:$C$10,C13)")
    #expect(try value("Verdicts", 12, 6) == SampleReviews.rich.decisions[0].spend.dollars)
  }
}
