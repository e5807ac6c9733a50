import Analysis
import Templates
import Testing
import TriageModel

@testable import Reporter

/// Reports whose pages are checked: one with everything, one with nothing, one with texts that attack.
enum PageCase: String, CaseIterable {
  case rich
  case empty
  case hostile
  case compared
  case hostileCompared
  case insights
  case capped
  case hostileCapped

  var report: Report {
    switch self {
    case .rich: SampleReviews.rich
    case .empty: SampleReviews.empty
    case .hostile: HostilePages.report
    case .compared: PageCase.comparedReport
    case .hostileCompared: HostilePages.compared(HostilePages.report)
    case .insights: SampleInsights.report()
    case .capped: SampleCaps.report
    case .hostileCapped: SampleCaps.report(HostilePages.report)
    }
  }

  /// Everything, a quarter before it, and a budget.
  private static var comparedReport: Report {
    var context = SampleReviews.context
    context.budget = SampleReviews.dollars(300_000)
    return ComparisonReportTests.report(SampleReviews.rich.review, before: 30_000_000, context: context)
  }

  func page() throws -> ReadPage { ReadPage(try HTMLReport.render(report)) }
}

@Suite("The HTML page")
struct HTMLReportTests {
  @Test("Tags are balanced, attributes quoted, ids unique", arguments: PageCase.allCases)
  func wellFormed(example: PageCase) throws {
    let page = try example.page()
    #expect(page.problems == [])
    let ids = page.with("id").compactMap { $0.attributes["id"] }
    #expect(ids.count == Set(ids).count)
    #expect(page.all("h1").count == 1)
    #expect(page.all("html").first?.attributes["lang"] == "en")
  }

  @Test("No reference dangles", arguments: PageCase.allCases)
  func references(example: PageCase) throws {
    let page = try example.page()
    let ids = Set(page.with("id").compactMap { $0.attributes["id"] })
    for link in page.with("href") {
      let target = try #require(link.attributes["href"])
      #expect(target.hasPrefix("#") && ids.contains(String(target.dropFirst())), "\(target)")
    }
    for element in page.elements {
      for name in ["aria-labelledby", "aria-describedby"] {
        for id in (element.attributes[name] ?? "").split(separator: " ") {
          #expect(ids.contains(String(id)), "\(element.name) is labelled by \(id)")
        }
      }
    }
    #expect(ids.contains("hatch"))
    let sections = page.all("section").compactMap { $0.attributes["id"] }
    #expect(
      sections == [
        "answer", "verdicts", "evidence", "cap-vs-triage", "bridge", "assumptions", "reconciliation", "departments",
        "data-quality", "method", "provenance", "hidden-cost", "own-sake", "software-candidates", "budgets",
      ])
    #expect(ids.contains("decisions"))
  }

  @Test("Nothing runs, nothing loads, and the policy says so", arguments: PageCase.allCases)
  func lockedDown(example: PageCase) throws {
    let page = try example.page()
    let policies = page.all("meta").filter { $0.attributes["http-equiv"] == "Content-Security-Policy" }
    #expect(
      policies.map { $0.attributes["content"] } == [
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
      ])
    for element in page.elements {
      #expect(Self.elementNames.contains(element.name), "<\(element.name)>")
      for (name, value) in element.attributes {
        #expect(Self.attributeNames.contains(name), "\(element.name) \(name)")
        let isPolicy = element.name == "meta" && name == "content"
        #expect(isPolicy || !value.contains("://"), "\(element.name) \(name)=\(value)")
      }
    }
    let style = try #require(page.all("style").first).text
    #expect(!style.contains("http") && !style.contains("@import") && !style.contains("@font-face"))
    #expect(style.contains("url(#hatch)") && style.split(separator: "url(").count == 2)
  }

  private static let elementNames: Set<String> = [
    "html", "head", "meta", "title", "style", "body", "svg", "defs", "pattern", "rect", "a", "header", "main",
    "footer", "section", "article", "nav", "div", "span", "strong", "b", "bdi", "p", "h1", "h2", "h3", "h4", "dl", "dt",
    "dd", "ul", "ol", "li", "table", "caption", "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "line",
    "circle", "path", "text", "desc", "pre",
  ]
  private static let attributeNames: Set<String> = [
    "lang", "charset", "name", "content", "http-equiv", "id", "class", "style", "href", "width", "height", "viewBox",
    "aria-hidden", "aria-labelledby", "aria-label", "focusable", "patternUnits", "patternTransform", "fill", "stroke",
    "role", "tabindex", "scope", "colspan", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "d", "stroke-width",
    "stroke-dasharray", "text-anchor", "data-table",
  ]

  @Test("Without names from files the page holds no address and no script at all")
  func noAddress() throws {
    let html = try HTMLReport.render(SampleReviews.rich)
    #expect(!html.replacing("http-equiv", with: "").contains("http"))
    #expect(!html.contains("<script") && !html.contains("javascript"))
    #expect(html.hasPrefix("<!DOCTYPE html>\n") && html.hasSuffix("</html>\n"))
    #expect(try HTMLReport.render(SampleReviews.rich) == html)
  }

  @Test("Tables have a caption, scopes, and a region that can be scrolled by key", arguments: PageCase.allCases)
  func tables(example: PageCase) throws {
    let page = try example.page()
    for table in page.all("table") {
      #expect(page.children(table).first?.name == "caption")
      #expect(page.descendants(table, "th").allSatisfy { $0.attributes["scope"] != nil })
      #expect(page.descendants(table, "thead").count == 1)
      let region = try #require(page.ancestors(table).first)
      #expect(region.attributes["role"] == "region" && region.attributes["tabindex"] == "0")
      #expect(region.attributes["aria-labelledby"] == page.children(table).first?.attributes["id"])
      let rows = page.rows(table).map { row in
        row.reduce(0) { $0 + (Int($1.attributes["colspan"] ?? "1") ?? 1) }
      }
      #expect(Set(rows).count <= 1, "rows of \(rows) cells")
    }
    for group in page.with("scope") where group.attributes["scope"] == "rowgroup" {
      #expect(page.ancestors(group).contains { $0.name == "tbody" })
    }
  }

  @Test(
    "Every picture is decoration beside its numbers, or has a title and a description", arguments: PageCase.allCases)
  func pictures(example: PageCase) throws {
    let page = try example.page()
    for picture in page.all("svg") {
      if picture.attributes["aria-hidden"] == "true" { continue }
      #expect(picture.attributes["role"] == "img")
      let inside = page.children(picture)
      #expect(inside.first?.name == "title" && inside.dropFirst().first?.name == "desc")
      #expect(inside.prefix(2).allSatisfy { !$0.text.isEmpty })
    }
  }

  @Test("Headings go down one level at a time", arguments: PageCase.allCases)
  func headings(example: PageCase) throws {
    let levels = try example.page().elements.compactMap { element in
      element.name.count == 2 && element.name.hasPrefix("h") ? Int(element.name.dropFirst()) : nil
    }
    #expect(levels.first == 1)
    for (level, next) in zip(levels, levels.dropFirst()) { #expect(next <= level + 1) }
  }

  @Test("What is not given is said, in its section")
  func missing() throws {
    let page = try PageCase.rich.page()
    let bridge = try #require(page.all("section").first { $0.attributes["id"] == "bridge" })
    #expect(bridge.text.contains("No previous quarter was given"))
    #expect(page.all("dl").first?.text.contains("No budget was given.") == true)
    var context = SampleReviews.context
    context.budget = SampleReviews.dollars(300_000)
    let budgeted = ReadPage(
      try HTMLReport.render(SampleReviews.report(SampleReviews.richCategories, context: context)))
    #expect(budgeted.all("dl").first?.text.contains("over the budget of $300k.") == true)
    let empty = try PageCase.empty.page()
    #expect(empty.all("h1").first?.text == "No task category has data yet, so there is no verdict on $0 of AI spend")
  }

  @Test("What a comparison adds: comparators, the bridge with its table, every category and department")
  func compared() throws {
    let page = try PageCase.compared.page()
    let numbers = try #require(page.all("dl").first).text
    #expect(numbers.contains("+$58.9k (+19.6%) on Q2 2026, $300.0k"))
    #expect(numbers.contains("change +5 [0 to 10], not conclusive"))
    #expect(numbers.contains("over the budget of $300k."))
    #expect(!page.all("main").contains { $0.text.contains("No previous quarter was given") })
    let captions = page.all("caption").compactMap { $0.attributes["id"] }
    #expect(captions.contains("cap-bridge") && captions.contains("cap-changes"))
    let changes = try #require(ChangeTables(PageCase.compared.report))
    for (id, table) in [("cap-bridge", changes.bridge), ("cap-changes", changes.categories)] {
      let found = try #require(page.all("table").first { page.children($0).first?.attributes["id"] == id })
      let rows = page.rows(found).map { $0.map(\.text) }
      #expect(rows.count == table.rows.count + 1)
      for (row, line) in zip(rows.dropFirst(), table.rows) {
        #expect(row == line.cells.map { [FigureText($0).main, FigureText($0).second ?? ""].joined() })
      }
    }
    for article in page.all("article") {
      #expect(article.text.contains("Since Q2 2026") || article.text.contains("New: Q2 2026 has nothing of it."))
    }
  }

  @Test("Hidden departments are one line that names none of them")
  func suppressed() throws {
    var review = PageCase.compared.report.review
    review.departments[0].isSuppressed = true
    review.departments[0].name = nil
    let page = ReadPage(try HTMLReport.render(Report(review: review, context: SampleReviews.context)))
    let section = try #require(page.all("section").first { $0.attributes["id"] == "departments" })
    #expect(section.text.contains("Suppressed, groups of fewer than"))
  }

  @Test("A page for every category, in the order of the verdicts")
  func pages() throws {
    let report = SampleReviews.rich
    let page = try PageCase.rich.page()
    #expect(page.all("article").map { $0.attributes["id"] } == report.categoryKeys.map { "cat-\($0)" })
    for (article, category) in zip(page.all("article"), report.review.categories) {
      #expect(article.text.contains(category.verdict.words))
      #expect(article.text.contains("Changes the verdict"))
    }
  }
}

@Suite("Figures of the HTML page")
struct HTMLFigureTests {
  /// A row of the decisions: label, categories, then each figure with its interval.
  private struct Line {
    var label: String
    var figures: [FigureText]
  }

  private static func decisions(_ report: Report) throws -> [Line] {
    let page = ReadPage(try HTMLReport.render(report))
    let table = try #require(page.all("table").first { $0.attributes["data-table"] == "decisions" })
    return page.rows(table).dropFirst().map { cells in
      Line(
        label: cells[0].text,
        figures: cells[2...5].map { cell in
          let second = page.children(cell).first { $0.attributes["class"] == "i" }?.text ?? ""
          let main = String(cell.text.dropLast(second.count))
          return FigureText(Phrase(second.isEmpty ? main : "\(main) [\(second)]"))
        })
    }
  }

  @Test("Every figure of the decisions is the one of the Markdown table")
  func markdown() throws {
    let report = SampleReviews.rich
    let rows = try Self.decisions(report)
    let table = AnswerTables(report).decisions(categoryLimit: HTMLAnswer.categoryLimit)
    #expect(rows.count == table.rows.count)
    for (line, row) in zip(rows, table.rows) {
      #expect(line.label == row.cells[0].plainText)
      #expect(line.figures == row.cells[2...5].map { FigureText($0) })
    }
  }

  @Test("Every figure of the decisions is that of the JSON report, rounded once")
  func json() throws {
    let report = SampleReviews.rich
    let document = try JSONDocument(JSONReport.render(report))
    let unit = Double(report.style.unit.nanos) / 1e9
    for (index, line) in try Self.decisions(report).prefix(report.decisions.count).enumerated() {
      let decision = try #require(document.at("decisions.\(index)"))
      #expect(line.label == decision["words"]?.string)
      let exact = [
        decision["spend"]?.string.flatMap(Double.init), decision["freed"]?.number,
        decision.at("net_value_change.value")?.number, decision["one_off"]?.string.flatMap(Double.init),
      ]
      for (column, step) in [0.1, 0.1, 1, 0.1].enumerated() {
        let text = line.figures[column].main
        let digits = String(text.filter { $0 != "," && $0 != "+" }.map { $0 == "\u{2212}" ? "-" : $0 })
        let printed = text == "–" ? 0 : try #require(Double(digits))
        #expect(abs(printed - (exact[column] ?? 0) / unit) < step, "\(text) is not \(exact[column] ?? 0)")
      }
      let ends = (decision.at("net_value_change.lo")?.number, decision.at("net_value_change.hi")?.number)
      if case (let lo?, let hi?) = ends { #expect(line.figures[2].second == report.style.interval(lo, hi)) }
    }
  }

  @Test("Four numbers, in their order, with the unit")
  func numbers() throws {
    let page = ReadPage(try HTMLReport.render(SampleReviews.rich))
    let big = page.elements.filter { $0.attributes["class"] == "big" }.map(\.text)
    let lines = AnswerTables(SampleReviews.rich).numberLines.map { FigureText($0.value).main }
    #expect(big == lines.map { FigureText.withUnit($0, SampleReviews.rich.style) })
    #expect(big.first == "$358.9k")
  }

  @Test("A figure is split from its interval, a name never is")
  func split() {
    #expect(FigureText("+56 [47 to 62]").main == "+56" && FigureText("+56 [47 to 62]").second == "47 to 62")
    #expect(FigureText("+33 [−12 to 78], not conclusive").second == "−12 to 78, not conclusive")
    #expect(FigureText("48.10 (−19.8%)").second == "−19.8%")
    #expect(FigureText("–").second == nil)
    let style = NumberStyle(largest: SampleReviews.dollars(300_000), level: 0.9)
    #expect(FigureText.withUnit("+775", style) == "+$775k")
    #expect(FigureText.withUnit("−14", style) == "−$14k")
    #expect(FigureText.withUnit("486.2", style) == "$486.2k")
  }

  @Test("Every claim of a title is a field of the JSON report with that value")
  func titles() throws {
    let report = SampleReviews.rich
    let document = try JSONDocument(JSONReport.render(report))
    let titles = SectionTitles(report)
    #expect(titles.verdicts.plainText.count <= MessageTitles.limit)
    #expect(!titles.verdicts.figures.isEmpty)
    for figure in titles.verdicts.figures {
      let exact = try #require(document.at(figure.field)?.string.flatMap(Double.init))
      #expect(report.style.estimateSentence(exact.magnitude) == figure.text)
    }
    for (index, category) in report.review.categories.enumerated() {
      for figure in titles.costQuality(category).figures + titles.difference(category).figures {
        let exact = try #require(document.at("categories.\(index).\(figure.field)")?.number)
        #expect(NumberStyle.perTask(exact.magnitude) == figure.text)
      }
    }
  }

  @Test("A title says no more than the interval")
  func guards() {
    let categories = SampleReviews.richCategories
    let loss = SampleReviews.report([categories[2]])
    #expect(SectionTitles(loss).verdicts.plainText == "Sales e-mail loses $27.7k a quarter.")
    var unclear = categories[0]
    unclear.netValue = Estimate(value: 1, lo: -1e9, hi: 1e9)
    #expect(
      SectionTitles(SampleReviews.report([unclear])).verdicts.plainText == "No category is shown to earn or to lose.")
    #expect(SectionTitles(SampleReviews.empty).verdicts.plainText == "No task category has data.")
    #expect(
      SectionTitles(SampleReviews.rich).difference(categories[0]).plainText
        == "No clear change of net value with small-s")
  }
}
