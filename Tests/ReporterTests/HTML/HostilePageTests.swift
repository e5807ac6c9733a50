import Analysis
import Templates
import Testing
import TriageModel

@testable import Reporter

/// Texts that try to leave their place in a page, in every place that holds text from files.
enum HostilePages {
  static let texts =
    HostileText.all + [
      "\" onmouseover=\"alert(1)", "' onload='alert(1)", "\"\u{301} onmouseover=\"\u{301}alert(1)", "<\u{301}script>",
      "&\u{20D0}lt;", "&#60;script&#62;", "</title><script>alert(1)</script>", "</style><img src=x onerror=alert(1)>",
      "</text></svg><script>x</script>", "]]>", "<![CDATA[", "{{title}}", "{{{styleMarkup}}}", "{{>report}}",
      "javascript:alert(1)", "\u{2066}isolate", "\u{202A}embed", "שלום", "a\u{0}b", "\u{85}",
      String(repeating: "Wide", count: 200), String(repeating: "<", count: 50),
    ]

  static func report(_ texts: [String]) -> Report {
    var review = SampleReviews.rich.review
    review.categories = texts.enumerated().map { index, text in
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
        category.options[option].tool = text
      }
      return category
    }
    for index in review.assumptions.indices {
      review.assumptions[index].tool = texts[index % texts.count]
      review.assumptions[index].category = texts[index % texts.count]
    }
    for index in review.dataQuality.indices { review.dataQuality[index].result = texts[index % texts.count] }
    review.departments[0].name = texts[9]
    review.periodNote = texts[10]
    review.unusedLicences[0].tool = texts[0]
    var context = SampleReviews.context
    context.companyTitle = texts.joined()
    context.policyName = texts.joined()
    context.commandLine = texts.joined(separator: "\n")
    return Report(review: review, context: context)
  }

  static var report: Report { report(texts) }

  /// The same with a quarter before it.
  static func compared(_ report: Report) -> Report {
    ComparisonReportTests.report(report.review, before: 30_000_000, context: report.context)
  }
}

@Suite("Hostile text in the HTML page")
struct HostilePageTests {
  @Test("The page has the same elements and attributes as with harmless names")
  func skeleton() throws {
    let hostile = try skeleton(of: HostilePages.report)
    let harmless = try skeleton(of: HostilePages.report(HostilePages.texts.indices.map { "Name \($0)" }))
    #expect(hostile == harmless)
    let names = HostilePages.texts.indices.map { "Name \($0)" }
    #expect(
      try skeleton(of: HostilePages.compared(HostilePages.report))
        == skeleton(of: HostilePages.compared(HostilePages.report(names))))
  }

  /// Elements with the names of their attributes; direction marks, labels that find no place, and the lines that lead to
  /// far ones are left out.
  private func skeleton(of report: Report) throws -> [String] {
    let page = ReadPage(try HTMLReport.render(report))
    #expect(page.problems == [])
    return page.elements.filter { !["bdi", "text", "line"].contains($0.name) }.map { element in
      "\(element.name) \(element.attributes.keys.sorted().joined(separator: " "))"
    }
  }

  @Test("Every name is on the page as text, its controls shown", arguments: HostilePages.texts.indices)
  func shown(index: Int) throws {
    let text = HostilePages.texts[index]
    let page = ReadPage(
      "<!DOCTYPE html><p title=\"\(Markup(text: text).html)\">\(("\(Phrase.name(text))" as Markup).html)</p>")
    #expect(page.problems == [])
    let paragraph = try #require(page.all("p").first)
    let isBlank = text.allSatisfy(\.isWhitespace)
    #expect(paragraph.text == (isBlank ? "(blank)" : Phrase.printable(text)))
    #expect(!paragraph.text.unicodeScalars.contains(where: PrintableText.isUnsafe))
    #expect(paragraph.attributes.keys.sorted() == ["title"])
  }

  @Test("No control or direction mark is on the page")
  func controls() throws {
    let compared = try HTMLReport.render(HostilePages.compared(HostilePages.report))
    #expect(!compared.unicodeScalars.contains { $0 != "\n" && PrintableText.isUnsafe($0) })
    let html = try HTMLReport.render(HostilePages.report)
    #expect(!html.unicodeScalars.contains { $0 != "\n" && PrintableText.isUnsafe($0) })
    #expect(html.contains("<bdi>שלום</bdi>"))
  }

  @Test("Templates insert unescaped only what is markup, and name the escaping first")
  func templates() {
    for template in Template.all where template != Template.style {
      #expect(template.text.hasPrefix("{{% CONTENT_TYPE:INERT}}"), "\(template.name)")
      for part in template.text.split(separator: "{{{").dropFirst() {
        #expect(part.prefix { $0 != "}" }.hasSuffix("Markup"), "\(template.name): \(part.prefix(20))")
      }
      #expect(!template.text.contains("{{&"))
    }
  }
}
