import Analysis
import Testing
import TriageModel

@testable import Reporter

@Suite("Text for terminals")
struct TerminalTests {
  @Test("The answer is short, narrow and complete")
  func answer() {
    let text = AnswerText.render(SampleReviews.rich, width: 80)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.allSatisfy { TextLayout.width(String($0)) <= 80 })
    #expect(lines.count <= 34)
    #expect(text.contains("AI spend, as reported and priced  358.9"))
    #expect(text.contains("AI spend if approved              216.3"))
    #expect(text.contains("Before you sign\n- One data check fails: see Data quality."))
    #expect(text.contains("Stop                   Sales e-mail"))
  }

  @Test("An empty review has an answer too")
  func empty() {
    let text = AnswerText.render(SampleReviews.empty)
    #expect(text.hasPrefix("No task category has data yet, so there is no verdict on $0 of AI spend.\n"))
    #expect(!text.contains("Before you sign"))
  }

  @Test("No hostile text reaches a terminal as it is, and no line breaks out", arguments: [60, 80, 120])
  func hostile(width: Int) {
    let report = MarkdownReportTests.hostile
    let answer = AnswerText.render(report, width: width)
    #expect(answer.split(separator: "\n").allSatisfy { TextLayout.width(String($0)) <= width })
    for text in [answer] + report.review.categories.map({ ExplainText.render(report, category: $0) }) {
      #expect(!text.unicodeScalars.contains { PrintableText.isUnsafe($0) && $0 != "\n" })
    }
  }

  @Test("On a terminal each verdict has its glyph, and colour adds nothing else", arguments: [80, 120, 200])
  func colours(width: Int) {
    let report = MarkdownReportTests.hostile
    let glyphs = AnswerText.render(report, width: width, marks: .glyphs)
    let coloured = AnswerText.render(report, width: width, marks: .colours)
    #expect(coloured.replacing(/\u{1B}\[[0-9]+m/, with: "") == glyphs)
    #expect(glyphs.split(separator: "\n").allSatisfy { TextLayout.width(String($0)) <= width })
    #expect(!glyphs.unicodeScalars.contains { PrintableText.isUnsafe($0) && $0 != "\n" })
    // Escapes stand around glyphs alone: none comes from a name.
    #expect(coloured.matches(of: /\u{1B}\[3[1-6]m[▼■✕◇●]\u{1B}\[0m/).count == report.decisions.count)
    #expect(coloured.count { $0 == "\u{1B}" } == 2 * report.decisions.count)
    for group in report.decisions { #expect(glyphs.contains(" \(group.verdict.words)")) }
  }

  @Test("Tables cut names, never numbers")
  func tables() {
    var table = ReportTable(["Name"], numbers: ["Spend"])
    table.add([Phrase("\(name: "A very long name of a category")"), "1,234.5"])
    table.add(["日本語の長い名前です", "2.0"])
    #expect(
      TextLayout.table(table, width: 20) == """
        Name           Spend
        A very lon…  1,234.5
        日本語の長…      2.0
        """)
  }

  @Test("Wrapped lines keep every word that fits")
  func wrap() {
    #expect(TextLayout.wrap("one two three four", to: 9, indent: "  ") == "one two\n  three\n  four")
    #expect(TextLayout.wrap("abcdefghijkl x", to: 6) == "abcde…\nx")
  }

  @Test("The explanation writes the difference out with its figures")
  func explain() throws {
    let report = SampleReviews.rich
    let text = ExplainText.render(report, category: try #require(report.category(named: "Support replies")))
    let expected = [
      "Δ = Σ w(ȳB − ȳA) = 0.75 × (12 − 10) + 0.25 × (35 − 40) = +0.25", "V_task = 4.75; V_worker = not known",
      "SE = √V = 2.17944947; df = 29.03; t = 1.6990691", "Interval Δ ± t·SE = \u{2212}3.453 to 3.953",
      "Hurdle h = 0.125; D = Δ − h = +0.125; D / SE = 0.0573539335", "P(better) = 0.522673",
      "Rule 2, move:", "Not compared: too few tasks of either tool at each common complexity (thin-cells).",
      "What would change the verdict", "- token price changed by \u{2212}16.7%: the gain against small-s is zero.",
      "hourly rate at 72.00 (+20.0%); used 60.00 USD per hour",
      "Net value after everything", "Comparison: No tool (B) against frontier-xl (A)",
    ]
    for line in expected { #expect(text.contains(line), "\(line)") }
  }

  @Test("Each verdict is explained by its rule and reason")
  func rules() {
    let report = SampleReviews.rich
    let rules = [
      "Rule 2, move", "Rule 2, move", "Rule 2, stop", "Rule 5, undecided", "Rule 3, keep", "Rule 1, no data",
    ]
    for (category, rule) in zip(report.review.categories, rules) {
      let text = ExplainText.render(report, category: category)
      #expect(text.contains(rule), "\(category.name)")
      #expect(text.contains("(\(category.reason))."))
    }
  }

  @Test("A statement in an explanation is exact to the nano-dollar")
  func exactStatement() {
    var category = SampleReviews.richCategories[0]
    category.statement.tokenCost = Money(nanos: 84_200_510_000_001)
    let text = ExplainText.render(SampleReviews.rich, category: category)
    #expect(text.contains("\u{2212}84200.510000001"))
  }

  @Test("Zero error has no ratio")
  func zeroError() {
    var category = SampleReviews.richCategories[0]
    category.options[1].comparison?.estimate?.standardError = 0
    #expect(ExplainText.render(SampleReviews.rich, category: category).contains("D / SE = not defined, SE is 0"))
  }
}
