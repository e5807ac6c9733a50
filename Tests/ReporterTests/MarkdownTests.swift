import Analysis
import Testing
import TriageModel

@testable import Reporter

/// Texts that try to be something else in Markdown, in a page, or on a terminal.
enum HostileText {
  static let all = [
    "a|b", "a\\|b", "`code`", "``", "`", "*bold*", "_it_", "[link](http://evil.example)", "![img](x)",
    "<script>alert(1)</script>", "<!-- x -->", "-->", "& &amp; &lt;", "~~x~~", "# heading", "#12", "@team",
    "a@b.example",
    "https://evil.example/x", "www.evil.example", "GH-12", "$x^2$", "$`x`$", "line\nbreak", "line\r\n\r\n# two",
    "tab\there",
    "\u{202E}gpj.exe", "\u{200B}zero", "\u{1B}[31mred", "\u{7}", "\u{0}", "- item", "1. item", "+ item", "=====", "---",
    "|:--|", "  spaced  ", "", " ", "日本語の分類", "e\u{301}", "=1+1", "</details>", "::: note", "a`b|c@d", "\\", "x@\\|y",
    "```", "[ref]: http://x.example", "\u{2028}line", "\u{FEFF}bom",
  ]
}

@Suite("Text in Markdown")
struct MarkdownTextTests {
  @Test(
    "Marks are escaped, breaks become spaces, controls are shown",
    arguments: [
      ("a|b", "a\\|b"), ("*x* _y_ [z] #h", "\\*x\\* \\_y\\_ \\[z\\] \\#h"), ("<b> & c", "&lt;b&gt; &amp; c"),
      ("a\nb", "a b"), ("$5", "&#36;5"), ("\u{202E}x", "\\\\u{202e}x"), ("- item", "\\- item"),
      ("1. item", "1\\. item"), ("4.1%", "4.1%"),
      ("high-value", "high-value"), ("日本語", "日本語"),
    ])
  func escapes(text: String, markdown: String) {
    #expect(MarkdownText.escaped(text, inTable: true) == markdown)
  }

  @Test(
    "What would become a link becomes code",
    arguments: [
      ("@team", "`@team`"), ("www.x.example", "`www.x.example`"), ("#12", "`#12`"), ("gh-12", "`gh-12`"),
      ("a`b@c", "``a`b@c``"), ("a|b@c", "`a\\|b@c`"), ("$a@b$", "`\u{FF04}a@b\u{FF04}`"),
    ])
  func links(text: String, markdown: String) {
    #expect(MarkdownText.escaped(text, inTable: true) == markdown)
  }

  @Test("No hostile text leaves its cell", arguments: HostileText.all)
  func cells(text: String) {
    let cell = MarkdownText.cell("\(name: text)")
    #expect(MarkdownLint.cells("| \(cell) | x |").count == 2)
    #expect(!cell.contains { $0.isNewline })
    #expect(!cell.contains("$"))
    #expect(!cell.unicodeScalars.contains(where: PrintableText.isUnsafe))
    #expect(!cell.isEmpty)
    if !cell.hasPrefix("`") { #expect(!cell.contains("<") && !cell.contains(">")) }
  }

  @Test("A command block is longer fenced than anything in it")
  func block() {
    #expect(MarkdownText.block("echo ```", language: "sh") == "````sh\necho ```\n````")
  }
}

/// What GitHub needs of a report: tables of equal width, no markup in cells, fixed headings.
enum MarkdownLint {
  /// Cells of a table row; a pipe after a backslash is text.
  static func cells(_ line: String) -> [String] {
    var cells: [String] = [""]
    var isEscaped = false
    for character in line.dropFirst().dropLast() {
      if character == "|", !isEscaped {
        cells.append("")
      } else {
        cells[cells.count - 1].append(character)
      }
      isEscaped = character == "\\" && !isEscaped
    }
    return cells
  }

  static func tables(_ markdown: String) -> [[String]] {
    var tables: [[String]] = []
    var isInTable = false
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("|") {
        if !isInTable { tables.append([]) }
        tables[tables.count - 1].append(String(line))
      }
      isInTable = line.hasPrefix("|")
    }
    return tables
  }

  static func headings(_ markdown: String, level: Int) -> [String] {
    let mark = String(repeating: "#", count: level) + " "
    return markdown.split(separator: "\n").filter { $0.hasPrefix(mark) }.map { String($0.dropFirst(mark.count)) }
  }

  /// A line without its code spans, which show every character as it is.
  static func outsideOfCode(_ line: String) -> String { line.replacing(/(`+)[^`].*?[^`]?\1(?!`)/, with: "") }

  /// Tables and headings without a blank line around them; the marker line may stand right above the title.
  private static func blankLineProblems(_ markdown: String) -> [String] {
    let lines = markdown.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var isInCode = false
    var problems: [String] = []
    for (index, line) in lines.enumerated() {
      if line.hasPrefix("```") { isInCode.toggle() }
      guard !isInCode else { continue }
      let (before, after) = (index > 0 ? lines[index - 1] : "", index + 1 < lines.count ? lines[index + 1] : "")
      if line.hasPrefix("#"), !(before.isEmpty || before.hasPrefix("<!--")) || !after.isEmpty {
        problems.append("a heading without a blank line: \(line)")
      }
      guard line.hasPrefix("|") else { continue }
      if !(before.isEmpty || before.hasPrefix("|")) || !(after.isEmpty || after.hasPrefix("|")) {
        problems.append("a table without a blank line: \(line)")
      }
    }
    return problems
  }

  static func problems(_ markdown: String) -> [String] {
    var problems: [String] = []
    for table in tables(markdown) {
      let widths = Set(table.map { cells($0).count })
      if widths.count != 1 { problems.append("unequal columns: \(table[0])") }
      if table.count < 2 || !cells(table[1]).allSatisfy({ $0 == ":--" || $0 == "--:" }) {
        problems.append("no alignment row: \(table[0])")
      }
      for line in table where outsideOfCode(line).contains("<") || line.contains("$") {
        problems.append("markup in a cell: \(line)")
      }
    }
    problems += blankLineProblems(markdown)
    // A fenced command is shown as it is, dollar signs too.
    let characters = Array(markdown.replacing(/\n(`{3,})sh\n[^\n]*\n\1/, with: ""))
    for (index, character) in characters.enumerated() where character == "$" {
      let before = index > 0 ? characters[index - 1] : "\n"
      let after = index + 1 < characters.count ? characters[index + 1] : "\n"
      let isFramed = (before == " " || before == "(") && ("0"..."9").contains(after)
      if !isFramed { problems.append("a dollar sign that could open a formula at \(index)") }
    }
    return problems
  }
}

@Suite("The Markdown report")
struct MarkdownReportTests {
  static let sections = [
    "Answer", "Decisions", "Verdicts", "Evidence", "Cap or triage", "Change since last quarter", "Assumptions",
    "Reconciliation",
    "Departments", "Data quality",
    "Method",
  ]
  /// After the provenance, which has no heading of its own in one flavour.
  static let lastSections = ["Hidden cost", "Spend without shown return", "Software candidates", "Budgets"]

  static var hostile: Report {
    var review = SampleReviews.rich.review
    review.categories = HostileText.all.enumerated().map { index, text in
      var category = SampleReviews.richCategories[index % 5]
      category.name = text
      category.departments = [text, nil]
      category.incumbent = text
      if category.target != nil { category.target = text }
      category.reason = text
      category.scope = text
      category.flags = [text]
      category.grade = text
      for option in category.options.indices {
        category.options[option].why = text
        if category.options[option].role != .alternative { category.options[option].tool = text }
      }
      return category
    }
    for index in review.assumptions.indices { review.assumptions[index].tool = HostileText.all[index] }
    review.departments[0].name = "</details>|x"
    review.periodNote = "<b>$x$ | @you"
    review.unusedLicences[0].tool = "$`x`$"
    var context = SampleReviews.context
    context.companyTitle = "# Evil \u{202E}|<script>$x$"
    context.policyName = "`; rm -rf /\n# x"
    context.commandLine = "roi-triage review --usage 'a```b\u{1B}[0m'"
    context.rowSets[0].kind = "x|y\n<z>@w.csv"
    return Report(review: review, context: context)
  }

  @Test("Reports are well formed, whatever the names")
  func lint() {
    for report in [SampleReviews.rich, SampleReviews.empty, Self.hostile] {
      let markdown = MarkdownReport.render(report, limit: .max)
      #expect(MarkdownLint.problems(markdown) == [])
      #expect(MarkdownLint.headings(markdown, level: 2) == Self.sections + Self.lastSections)
      #expect(MarkdownLint.headings(markdown, level: 1).count == 1)
      #expect(MarkdownLint.headings(markdown, level: 3).count == report.review.categories.count)
      #expect(markdown.hasSuffix("\n") && !markdown.hasSuffix("\n\n"))
      let controls = markdown.unicodeScalars.filter { PrintableText.isUnsafe($0) && $0 != "\n" }
      #expect(controls.isEmpty)
      let tags = markdown.split(separator: "\n").filter { $0.contains("<") && !$0.contains("`") }
      #expect(tags.count == 4, "marker, details, summary, end of details: \(tags)")
    }
  }

  @Test("The plain flavour has no comment and no markup, and the same headings with Provenance")
  func plain() {
    for report in [SampleReviews.rich, SampleReviews.empty, Self.hostile] {
      let markdown = MarkdownReport.render(report, flavour: .plain, limit: .max)
      #expect(markdown.hasPrefix("# AI spend triage, Q3 2026\n\n**"))
      #expect(MarkdownLint.problems(markdown) == [])
      #expect(MarkdownLint.headings(markdown, level: 2) == Self.sections + ["Provenance"] + Self.lastSections)
      let tags = markdown.split(separator: "\n").filter { $0.contains("<") && !$0.contains("`") }
      #expect(tags.isEmpty, "\(tags)")
    }
  }

  @Test("One section can be had alone, with a marker of its own")
  func section() throws {
    let report = SampleReviews.rich
    let whole = MarkdownReport.render(report, limit: .max)
    for name in MarkdownReport.sectionNames(report) {
      let part = try #require(MarkdownReport.render(report, section: name))
      #expect(part.hasPrefix("<!-- roi-triage:report section=\(name) period=2026Q3 format=1 report_id="))
      let text = part.drop { $0 != "\n" }.dropFirst()
      #expect(whole.contains(text.dropLast()), "\(name)")
      let plain = try #require(MarkdownReport.render(report, section: name, flavour: .plain))
      #expect(!plain.contains("<!--"))
    }
    #expect(try #require(MarkdownReport.render(report, section: "cat-code-review")).contains("### Code review\n"))
    #expect(MarkdownReport.render(report, section: "cap") == nil)
  }

  @Test("The head is marker, title and message")
  func head() {
    let lines = MarkdownReport.render(SampleReviews.rich).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0].hasPrefix("<!-- roi-triage:report period=2026Q3 format=1 report_id="))
    #expect(lines[1] == "# AI spend triage, Q3 2026")
    #expect(
      lines[3]
        == "**Three of six task categories should change: that frees $143k a quarter and adds $134k of net value.**")
    #expect(
      lines[5]
        == "Meridian Freight Group. 1 Jul 2026 to 30 Sep 2026 UTC. "
        + "US dollars in thousands unless marked. 90% intervals in brackets. "
        + "Period: last full quarter in the data."
    )
  }

  @Test("Missing input is said, not left out")
  func missingInput() {
    let markdown = MarkdownReport.render(SampleReviews.rich)
    #expect(markdown.contains("No budget was given. One-off cost $1.5k. No previous quarter was given."))
    #expect(markdown.contains("owner not given"))
    #expect(
      markdown.contains(
        "Unpriced: 3 usage rows with 4,200 tokens have neither a reported cost nor a price. Their cost is unknown"
      ))
    #expect(!markdown.contains("nvoice,"))
  }

  @Test("The decisions are the golden table")
  func decisions() {
    let markdown = MarkdownReport.render(SampleReviews.rich)
    let table = MarkdownLint.tables(markdown)[1].joined(separator: "\n")
    #expect(
      table == """
        | Recommendation | Task categories | Spend now | Frees | Adds net value | One-off | Owner, by |
        |:--|:--|--:|--:|--:|--:|:--|
        | Move to cheaper model | Support replies | 84.2 | 58.9 | +56 [47 to 62] | 1.5 | owner not given |
        | Move to software | Invoice entry | 52.9 | 44.1 | +51 [43 to 58] | – | owner not given |
        | Stop | Sales e-mail | 39.6 | 39.6 | +27 [16 to 39] | – | owner not given |
        | Pilot first | Meeting notes | 31.2 | – | – | – | owner not given |
        | Keep on frontier | Code review | 118.4 | – | – | – | no action |
        | No data yet | New work | 0.0 | – | – | – | owner not given |
        | **All categories** | **6** | **326.3** | **142.6** | **+134 [118 to 150]** | **1.5** |  |
        | Not attributed |  | 32.6 | – | – | – |  |
        | **AI spend** |  | **358.9** | **142.6** | **+134 [118 to 150]** | **1.5** |  |
        """)
  }

  @Test("Printed lines of the money tables add up to their printed totals", arguments: 0..<40)
  func tablesAddUp(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let categories = (0..<Int.random(in: 1...9, using: &generator)).map { number in
      var category = SampleReviews.richCategories[Int.random(in: 0..<5, using: &generator)]
      category.name = "Category \(number)"
      category.spend = Money(nanos: Int128.random(in: 0...99_000_000_000_000, using: &generator))
      category.freed = category.verdict.isChange ? Double.random(in: 0...9e4, using: &generator) : 0
      if category.verdict.isChange {
        let value = Rounding.nineSignificantDigits(Double.random(in: 1...9e4, using: &generator))
        category.netValueChange = Estimate(value: value, lo: value - 1, hi: value + 1)
      }
      category.statement.timeValue = Money(nanos: Int128.random(in: 0...900_000_000_000_000, using: &generator))
      return category
    }
    let report = SampleReviews.report(categories)
    let decisions = AnswerTables(report).decisions(categoryLimit: 3).rows
    let verdicts = AnswerTables(report).verdicts.rows
    for column in 2...4 {
      #expect(sum(decisions.dropLast(3), column) == printed(decisions[decisions.count - 3], column))
      #expect(
        sum(decisions.dropLast(3) + [decisions[decisions.count - 2]], column)
          == printed(try #require(decisions.last), column))
    }
    for column in 3...6 {
      let total = try #require(verdicts.last)
      #expect(sum(verdicts.filter { !$0.isTotal }, column) == printed(total, column), "column \(column)")
    }
    let ledger = CompanyTables(report: report).ledger.rows
    #expect(sum(ledger[0..<4], 4) == printed(ledger[4], 4))
    #expect(sum([ledger[0], ledger[5]], 4) == printed(ledger[6], 4))
    let departments = CompanyTables(report: report).departments.rows
    for column in 3...4 {
      #expect(sum(departments.dropLast(), column) == printed(try #require(departments.last), column))
    }
    for category in categories {
      let lines = StatementTable(statement: category.statement, style: report.style).lines
      #expect(lines.filter { !$0.isTotal }.map(\.amount).total() == lines.last?.amount)
    }
  }

  private func sum(_ rows: some Sequence<ReportTable.Row>, _ column: Int) -> Int {
    rows.reduce(0) { $0 + printed($1, column) }
  }

  /// The printed number in tenths; a dash is nothing.
  private func printed(_ row: ReportTable.Row, _ column: Int) -> Int {
    let text = row.cells[column].plainText.prefix { $0 != " " && $0 != "[" }
    let isNegative = text.hasPrefix("\u{2212}")
    let digits = Int(text.filter { ("0"..."9").contains($0) }) ?? 0
    let tenths = text.contains(".") ? digits : digits * 10
    return isNegative ? -tenths : tenths
  }

  @Test("A report that is too long loses category pages from the end, then sections, and says which")
  func cut() {
    let report = SampleReviews.rich
    let whole = MarkdownReport.render(report, limit: .max)
    let shorter = MarkdownReport.render(report, limit: whole.utf16.count - 100)
    #expect(shorter.utf16.count <= whole.utf16.count - 100)
    #expect(!shorter.contains("### New work") && shorter.contains("### Support replies"))
    #expect(shorter.contains("Left out for length: 1 category of Evidence, from the last one on."))
    #expect(MarkdownLint.headings(shorter, level: 2) == Self.sections + Self.lastSections)
    let short = MarkdownReport.render(report, limit: 5_000)
    #expect(short.utf16.count <= 5_000)
    #expect(short.contains("6 categories of Evidence, from the last one on; "))
    #expect(
      short.contains(
        "Method; Provenance; Hidden cost; Spend without shown return; Software candidates; Budgets. The JSON report holds everything."
      ))
    #expect(MarkdownLint.headings(short, level: 2).starts(with: ["Answer", "Decisions", "Verdicts"]))
    #expect(MarkdownLint.problems(short) == [])
  }

  @Test("Pages are written up to the one that no longer fits")
  func pages() {
    let contents = MarkdownSections(SampleReviews.rich, flavour: .github)
    let all = contents.pages(room: .max)
    #expect(all.map(\.name) == SampleReviews.rich.review.categories.map(\.name))
    let two = all[0].text.utf16.count + all[1].text.utf16.count
    #expect(contents.pages(room: two).map(\.text) == all.prefix(3).map(\.text))
    #expect(contents.pages(room: two - 1).map(\.text) == all.prefix(2).map(\.text))
    #expect(contents.pages(room: -1).isEmpty)
    let first = contents.withFirstPages.pages
    #expect(first.map(\.text) == all.prefix(3).map(\.text))
    #expect(contents.pages(room: two - 1, after: first).map(\.text) == all.prefix(2).map(\.text))
    #expect(contents.pages(room: .max, after: first).map(\.text) == all.map(\.text))
  }

  @Test("Length is counted in UTF-16 units", arguments: ["", "a", "é", "–€", "a😀b", "e\u{301}"])
  func units(text: String) {
    #expect(MarkdownReport.units(text) == text.utf16.count)
  }

  @Test("A report of a thousand categories stays below GitHub's limit")
  func large() {
    let categories = (0..<1000).map { number in
      var category = SampleReviews.richCategories[number % 6]
      category.name = "Category \(number)"
      return category
    }
    let markdown = MarkdownReport.render(SampleReviews.report(categories))
    #expect(markdown.utf16.count <= MarkdownReport.characterLimit)
    #expect(markdown.contains("Left out for length: "))
  }

  @Test("No tool is worth zero, a tool without a judged task is not measured")
  func options() {
    let options = EvidenceTables(category: SampleReviews.richCategories[0], style: SampleReviews.rich.style).options
      .rows
    #expect(options.map { $0.cells[6].plainText } == ["+12.25", "+12.25", "+12.25", "not measured", "0.00"])
    #expect(options[2].cells[7].plainText == "not compared: thin-cells")
    #expect(options[1].cells[7].plainText == "+0.25 [\u{2212}3.45 to 3.95]")
  }

  @Test("A success rate that cannot be reached is no flip")
  func unreachable() throws {
    var review = SampleReviews.rich.review
    let never = BreakEven(parameter: .successRate, contribution: 1, factor: 1.5, used: 0.8, value: nil)
    review.assumptions = [
      AssumptionRow(category: "Sales e-mail", tool: "small-s", breakEven: never, range: nil, insideRange: nil)
    ]
    let report = Report(review: review, context: SampleReviews.context)
    #expect(CompanyTables(report: report).assumptions(limit: 9).table.rows.isEmpty)
    #expect(report.reachableFlips(of: try #require(report.category(named: "Sales e-mail"))).isEmpty)
  }

  @Test("The same report gives the same bytes")
  func deterministic() {
    #expect(MarkdownReport.render(SampleReviews.rich) == MarkdownReport.render(SampleReviews.rich))
    #expect(JSONReport.render(SampleReviews.rich) == JSONReport.render(SampleReviews.rich))
  }
}
