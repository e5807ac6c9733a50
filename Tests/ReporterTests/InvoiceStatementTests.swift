import Analysis
import Foundation
import Testing
import TriageModel
import Workbook

@testable import Reporter

@Suite("Everything foots to the invoice")
struct InvoiceStatementTests {
  private static func line(
    _ provider: String, _ model: String?, _ outcome: Reconciliation.Outcome, usage: Money, billed: Money?,
    discount: Money = .zero
  ) -> Reconciliation.Line {
    var cost = UsageCost()
    cost.rows = usage == .zero ? 0 : 7
    cost.computed = usage - SampleReviews.cents(usage == .zero ? 0 : 11)
    cost.reported = SampleReviews.cents(usage == .zero ? 0 : 11)
    return Reconciliation.Line(
      provider: provider, model: model, months: SampleReviews.period, outcome: outcome, usage: cost, billed: billed,
      billedRows: billed == nil ? 0 : 1, listed: nil, rounding: SampleReviews.cents(1), discount: discount)
  }

  /// A report whose usage is billed with a discount, taxes, a hostile name and a line that does not agree.
  private static func report(isComplete: Bool) -> Report {
    var review = SampleReviews.review(SampleReviews.richCategories)
    let ledger = review.ledger
    review.unattributed = Unattributed(
      statement: Statement(),
      ledger: SpendLedger(
        completedInPeriod: UsageSums(), completedOutside: UsageSums(), noOutcome: ledger.noOutcome,
        noTask: ledger.noTask, earlierOrLater: UsageSums()))
    let spend = ledger.total.cost
    let open = isComplete ? Money.zero : SampleReviews.dollars(123)
    let covered = spend - SampleReviews.dollars(500) - open
    var lines = [
      line(
        "=cmd|'x'", "big", .rounding, usage: covered,
        billed: covered - SampleReviews.dollars(777) + Money(nanos: 4_000_000),
        discount: -SampleReviews.dollars(777)),
      line("beta", "mini", .mismatch, usage: SampleReviews.dollars(500), billed: SampleReviews.dollars(512)),
      line("beta", nil, .providerOnly, usage: .zero, billed: SampleReviews.cents(3_333)),
    ]
    if !isComplete { lines.append(line("gamma", "nano", .localOnly, usage: open, billed: nil)) }
    let tax = Reconciliation.Charge(
      provider: "beta", model: nil, kind: .tax, months: SampleReviews.period, rows: 1,
      amount: SampleReviews.cents(9_876))
    let first = lines[0].billed ?? .zero
    let second = SampleReviews.dollars(512) + SampleReviews.cents(3_333 + 9_876)
    let reconciliation = Reconciliation(
      tolerance: 0.005, lines: lines, charges: [tax], crossing: [],
      providers: [.init(provider: "=cmd|'x'", amount: first), .init(provider: "beta", amount: second)])
    review.reconciliation = reconciliation
    review.totals.statement.billedBeyondUsage = reconciliation.billedBeyondUsage
    review.totals.spend = reconciliation.spend
    return Report(review: review, context: SampleReviews.context)
  }

  @Test("Both statements add up, exactly and as printed; a line prints the same in both", arguments: [true, false])
  func footing(isComplete: Bool) throws {
    let report = Self.report(isComplete: isComplete)
    let statement = try #require(InvoiceStatement(report))
    for lines in [statement.usageToInvoice, statement.invoiceToCategories] {
      var sum = Money.zero
      for line in lines {
        if line.isSum { #expect(line.amount == sum, "\(line.key)") } else { sum += line.amount }
      }
      #expect(sum == statement.reconciliation.invoiced)
    }
    let tables = try #require(InvoiceTables(report))
    let (first, second) = (tables.usageToInvoice().table, tables.invoiceToCategories().table)
    for table in [first, second] {
      let leaves = table.rows.filter { !$0.isTotal }.map { Self.number($0.cells[1]) }
      let total = try #require(table.rows.last.map { Self.number($0.cells[1]) })
      #expect((leaves.reduce(0, +) - total).magnitude < 1e-9)
    }
    for row in first.rows where !row.isTotal {
      let twin = second.rows.first { $0.cells[0].plainText == row.cells[0].plainText }
      if let twin { #expect(twin.cells[1].plainText == row.cells[1].plainText, "\(row.cells[0].plainText)") }
    }
  }

  private static func number(_ phrase: Phrase) -> Double {
    let text = phrase.plainText.replacingOccurrences(of: "−", with: "-").replacingOccurrences(of: ",", with: "")
    return Double(text) ?? .nan
  }

  @Test("The headline says what stands behind the spend")
  func headline() {
    let complete = MarkdownReport.render(Self.report(isComplete: true), flavour: .plain)
    #expect(complete.contains("| AI spend, as invoiced |") && complete.contains("| **Invoice** |"))
    #expect(complete.contains("Unattributed and other") && !complete.contains("Usage that no invoice covers"))
    let part = MarkdownReport.render(Self.report(isComplete: false), flavour: .plain)
    #expect(part.contains("| AI spend, invoiced in part |") && part.contains("Usage that no invoice covers"))
    #expect(part.contains("| **AI spend** |"))
    let none = MarkdownReport.render(SampleReviews.rich, flavour: .plain)
    #expect(none.contains("| AI spend, as reported and priced |") && !none.contains("Provider invoices"))
  }

  @Test("The JSON follows the schema and every figure of the title is a field of it", arguments: [true, false])
  func json(isComplete: Bool) throws {
    let report = Self.report(isComplete: isComplete)
    let document = try JSONDocument(JSONReport.render(report))
    #expect(try JSONReportTests.schema().problems(document) == [])
    let title = MessageTitles(report).reconciliation
    #expect(title.plainText.count <= MessageTitles.limit && title.plainText.hasPrefix("One invoice line differs"))
    for figure in title.figures { #expect(document.at(figure.field) != nil, "\(figure.field)") }
  }

  @Test("Lines are records of their own in CSV; figures in long form have keys of their own")
  func csv() throws {
    let files = CSVReport(Self.report(isComplete: true)).files
    let lines = try #require(files.first { $0.name == "invoice_lines.csv" }).text
    #expect(lines.hasPrefix("provider,model,from,to,class,usage,") && lines.contains("\n'=cmd|'x',big,"))
    let statement = try #require(files.first { $0.name == "reconciliation.csv" }).text
    #expect(statement.contains("\nusage_to_invoice,discount,-777.00,"))
    #expect(!statement.contains("\nusage_to_invoice,invoiced,"))
    let facts = try #require(files.first { $0.name == "facts.csv" }).text.split(separator: "\n")
    let keys = facts.dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false).prefix(3).joined(separator: ",")
    }
    let invoiceKeys = keys.filter { $0.hasPrefix("invoice_") }
    #expect(Set(invoiceKeys).count == invoiceKeys.count && !invoiceKeys.isEmpty)
    #expect(!CSVReport(SampleReviews.rich).files.contains { $0.name == "invoice_lines.csv" })
  }

  @Test("The workbook has both statements, and every check of it ties")
  func workbook() throws {
    let book = WorkbookReport.make(Self.report(isComplete: false))
    let sheet = try #require(book.sheets.first { $0.name == "Reconciliation" })
    let texts = sheet.cells.compactMap { placed -> String? in
      if case .text(let text) = placed.cell.content { text } else { nil }
    }
    #expect(texts.contains("From usage to invoice") && texts.contains("From invoice to task categories"))
    #expect(texts.contains("Usage and what explains the rest = provider invoices"))
    var figures: [Int: [Int: Double]] = [:]
    for placed in sheet.cells {
      if case .formula(_, let value) = placed.cell.content { figures[placed.row, default: [:]][placed.column] = value }
    }
    for row in figures.values where row[3] == 0 { #expect(row[1] == row[2]) }
  }

  @Test("The workbook has every line of the comparison with its class, and the charges beside usage")
  func lineSheet() throws {
    let book = WorkbookReport.make(Self.report(isComplete: true))
    let sheet = try #require(book.sheets.first { $0.name == "Invoice lines" })
    func content(_ row: Int, _ column: Int) -> Cell.Content? {
      sheet.cells.last { $0.row == row && $0.column == column }?.cell.content
    }
    #expect(content(4, 0) == .text("=cmd|'x'") && content(4, 1) == .text("big"))
    #expect(content(4, 4) == .text("rounding at list price") && content(5, 4) == .text("mismatch"))
    #expect(content(5, 6) == .number(500) && content(5, 8) == .number(512) && content(5, 11) == .number(12))
    #expect(content(6, 1) == .text("no model named"))
    #expect(content(11, 4) == .text("tax") && content(11, 6) == .number(98.76))
    #expect(!WorkbookReport.make(SampleReviews.rich).sheets.contains { $0.name == "Invoice lines" })
  }

  @Test("What is not attributed is no share of a bill that credits have made smaller than it")
  func shareAboveOne() throws {
    let report = Self.report(isComplete: true)
    var review = report.review
    let whole = try #require(InvoiceStatement(report)?.notAttributedShare)
    #expect(whole > 0 && whole <= 1)
    // A credit leaves one dollar of the bill.
    let invoiced = try #require(review.reconciliation?.invoiced)
    let credit = Reconciliation.Charge(
      provider: "beta", model: nil, kind: .credit, months: SampleReviews.period, rows: 1,
      amount: SampleReviews.dollars(1) - invoiced)
    review.reconciliation?.charges.append(credit)
    review.reconciliation?.providers[1].amount += credit.amount
    let statement = try #require(InvoiceStatement(Report(review: review, context: report.context)))
    #expect(statement.reconciliation.invoiced == SampleReviews.dollars(1))
    #expect(statement.notAttributed > SampleReviews.dollars(1) && statement.notAttributedShare == nil)
  }

  @Test("Spend at least and at most is in the tables, too")
  func range() throws {
    var review = SampleReviews.rich.review
    review.costRange = CostRange(rows: 3, low: SampleReviews.dollars(2), high: SampleReviews.dollars(5))
    let report = Report(review: review, context: SampleReviews.context)
    let table = try #require(CSVReport(report).files.first { $0.name == "reconciliation.csv" }).text
    #expect(table.contains("\ncost_range,low,2.00,") && table.contains("\ncost_range,high,5.00,"))
    let sheet = try #require(WorkbookReport.make(report).sheets.first { $0.name == "Reconciliation" })
    #expect(sheet.cells.contains { $0.cell.content == .text("At most") })
    #expect(sheet.cells.contains { $0.cell.content == .number(5) })
  }

  @Test("Whether a verdict depends on where spend without a category belongs is said, and which one does")
  func unattributedTest() throws {
    var review = SampleReviews.rich.review
    let names = review.categories.map(\.name)
    func sentence(_ changed: [String]) -> String {
      review.unattributedTest = UnattributedTest(amount: SampleReviews.dollars(2), tested: 2, changed: changed)
      return DataNotes(Report(review: review, context: SampleReviews.context)).unattributedTest?.plainText ?? ""
    }
    #expect(sentence([]).contains("without a task category to any single category changes no verdict"))
    #expect(sentence([names[0]]).contains("would change the verdict on 1 of 2: \(names[0])."))
    let report = Report(review: review, context: SampleReviews.context)
    #expect(try HTMLReport.render(report).contains("would change the verdict on 1 of 2"))
  }

  @Test("Long prompts in a mode without a price for them are said with rows and dollars wherever the range is")
  func untieredUse() throws {
    var review = SampleReviews.rich.review
    review.untieredUse = UntieredUse(rows: 3, cost: SampleReviews.dollars(2))
    let report = Report(review: review, context: SampleReviews.context)
    let table = try #require(CSVReport(report).files.first { $0.name == "reconciliation.csv" }).text
    #expect(table.contains("\nuntiered_use,long_prompts,2.00,3,"))
    let sentence = "3 usage rows with long prompts are in a mode"
    #expect(try HTMLReport.render(report).contains(sentence))
    #expect(DataNotes(report).untieredUse?.plainText.contains(sentence) == true)
  }

  @Test("The page has both statements side by side, and a hostile name as text")
  func page() throws {
    let page = try HTMLReport.render(Self.report(isComplete: true))
    #expect(page.contains("<caption id=\"cap-usage-invoice\">") && page.contains("id=\"cap-invoice-categories\""))
    #expect(page.contains("one invoice line differs") || page.contains("One invoice line differs"))
    #expect(!page.contains("=cmd|'x'<script"))
  }
}
