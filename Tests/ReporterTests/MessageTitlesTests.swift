import Analysis
import Testing
import TriageModel

@testable import Reporter

@Suite("Messages")
struct MessageTitlesTests {
  /// A report with changes and keeps whose totals are set directly.
  static func report(
    changes: Int, keeps: Int = 0, pilots: Int = 0, freed: Double = 0, change: Estimate? = nil, period: Period? = nil
  ) -> Report {
    let rich = SampleReviews.richCategories
    let categories =
      (0..<changes).map { number in
        var category = rich[0]
        category.name = "Change \(number)"
        return category
      } + (0..<pilots).map { _ in rich[3] } + (0..<keeps).map { _ in rich[4] }
    var review = SampleReviews.review(categories)
    review.totals.freed = Estimate(value: freed, lo: freed, hi: freed)
    review.totals.netValueChange = change
    if let period { review.period = period }
    return Report(review: review, context: SampleReviews.context)
  }

  static func answer(_ report: Report) -> String { MessageTitles(report).answer.plainText }

  @Test("Changes that free cash and add value say both")
  func bothGains() {
    let report = Self.report(changes: 2, keeps: 3, freed: 12_300, change: Estimate(value: 9_800, lo: 1, hi: 19_000))
    #expect(
      Self.answer(report)
        == "Two of five task categories should change: that frees $12.3k a quarter and adds $10k of net value.")
  }

  @Test("An interval that includes zero is no clear change")
  func unclear() {
    let report = Self.report(changes: 1, keeps: 1, freed: 12_300, change: Estimate(value: 9_800, lo: -1, hi: 19_000))
    #expect(
      Self.answer(report)
        == "One of two categories should change: that frees $12.3k a quarter, with no clear change in net value.")
  }

  @Test("Nothing freed, or more cash needed, is not called freed")
  func nothingFreed() {
    let gain = Estimate(value: 9_800, lo: 1, hi: 19_000)
    #expect(
      Self.answer(Self.report(changes: 1, freed: 0, change: gain))
        == "The one task category should change: that adds $10k of net value a quarter and frees no cash.")
    #expect(
      Self.answer(Self.report(changes: 1, keeps: 1, freed: -5_000, change: gain))
        == "One of two task categories should change: that adds $10k of net value a quarter for $5.0k more cash.")
  }

  @Test("A change whose net value falls says that it loses")
  func loss() {
    let report = Self.report(changes: 2, freed: 12_300, change: Estimate(value: -9_800, lo: -19_000, hi: -1))
    #expect(
      Self.answer(report)
        == "All two task categories should change: that frees $12.3k a quarter but loses $10k of net value.")
  }

  @Test("No change, no data and nothing at all have a message of their own")
  func noChange() {
    #expect(
      Self.answer(Self.report(changes: 0, keeps: 3, pilots: 2))
        == "None of five task categories should change now: two need a pilot first.")
    #expect(
      Self.answer(Self.report(changes: 0, keeps: 2)).hasPrefix(
        "None of two task categories should change now: AI spend stays at $"))
    #expect(
      Self.answer(SampleReviews.empty) == "No task category has data yet, so there is no verdict on $0 of AI spend.")
    let withoutData = SampleReviews.report([SampleReviews.richCategories[5], SampleReviews.richCategories[5]])
    #expect(
      Self.answer(withoutData) == "None of two task categories can be judged yet, on $32.6k of AI spend a quarter.")
  }

  @Test(
    "The period is named by its length",
    arguments: [
      (1, "$12.3k a month "), (3, "$12.3k a quarter "), (6, "$12.3k a half-year "), (12, "$12.3k a year "),
      (2, "$12.3k every 2 months "),
    ])
  func period(months: Int, words: String) {
    let first = Month(year: 2026, month: 1)
    let report = Self.report(
      changes: 1, keeps: 1, freed: 12_300, change: Estimate(value: 9_800, lo: 1, hi: 2),
      period: Period(first: first, end: first.advanced(by: months)))
    #expect(Self.answer(report).contains(words))
  }

  @Test("Every title is one sentence of at most 100 characters with a number", arguments: 0..<60)
  func lengths(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let freed = Double.random(in: -5e6...5e6, using: &generator)
    let value = Double.random(in: -5e6...5e6, using: &generator)
    let half = Double.random(in: 0...5e6, using: &generator)
    var report = Self.report(
      changes: Int.random(in: 0...14, using: &generator), keeps: Int.random(in: 0...14, using: &generator),
      pilots: Int.random(in: 0...3, using: &generator), freed: freed,
      change: Estimate(value: value, lo: value - half, hi: value + half))
    var review = report.review
    for index in review.categories.indices {
      review.categories[index].target = String(repeating: "very-long-name-", count: 6)
      review.categories[index].incumbent = String(repeating: "very-long-name-", count: 6)
    }
    report = Report(review: review, context: report.context)
    let titles = MessageTitles(report)
    for phrase in [titles.answer] + report.review.categories.map(titles.category) {
      #expect(phrase.plainText.count <= MessageTitles.limit, "\(phrase.plainText)")
      #expect(phrase.plainText.hasSuffix("."))
      #expect(!phrase.plainText.contains("  "))
      #expect(!phrase.plainText.contains("\u{2212}$"))
    }
    #expect(!titles.answer.figures.isEmpty)
  }

  @Test("Every number of every message is a field of the JSON report and shows its value")
  func figuresAreFields() throws {
    let report = SampleReviews.rich
    let json = try JSONDocument(JSONReport.render(report))
    let titles = MessageTitles(report)
    let whole = [titles.answer, titles.assumptions, titles.reconciliation, titles.departments, titles.dataQuality]
    var checked = 0
    for phrase in whole + Cautions(report).phrases {
      checked += try expectFields(of: phrase, in: json, report)
    }
    for (index, category) in report.review.categories.enumerated() {
      let object = try #require(json.at("categories.\(index)"))
      checked += try expectFields(of: titles.category(category), in: object, report)
    }
    #expect(checked >= 20)
  }

  @Test("No digit of a message stands outside of its figures")
  func noLooseDigits() {
    let report = SampleReviews.rich
    let titles = MessageTitles(report)
    for phrase in [titles.answer, titles.reconciliation] + report.review.categories.map(titles.category) {
      for case .plain(let text) in phrase.pieces { #expect(!text.contains { $0.isNumber }, "\(text)") }
    }
  }

  private func expectFields(of phrase: Phrase, in json: JSONDocument, _ report: Report) throws -> Int {
    for figure in phrase.figures {
      let field = try #require(json.at(figure.field), "\(figure.field) is no field")
      #expect(shown(field, like: figure.text, report.style) == figure.text, "\(figure.field)")
    }
    return phrase.figures.count
  }

  /// The field's value in the form that the message's figure has.
  private func shown(_ field: JSONDocument, like text: String, _ style: NumberStyle) -> String? {
    if text.hasPrefix("$") {
      if let decimal = field.string {
        guard let nanos = try? ScaledDecimal.parse(decimal, scale: 9) else { return nil }
        let amount = Money(nanos: Int128(nanos.magnitude))
        return [style.sentence(amount), style.estimateSentence(amount)].first { $0 == text }
      }
      let amount = field.number?.magnitude ?? .nan
      return [style.sentence(amount), style.estimateSentence(amount)].first { $0 == text }
    }
    guard let number = field.number else { return nil }
    if text.hasSuffix("%") { return NumberStyle.share(number) }
    let count = Int(number)
    return [CountWords.text(count), CountWords.capitalised(count), NumberStyle.count(count)].first { $0 == text }
  }

  @Test("At most four cautions, in their order, and none without a cause")
  func cautions() {
    let texts = Cautions(SampleReviews.rich).phrases.map(\.plainText)
    #expect(texts.count == 4)
    #expect(texts[0] == "One data check fails: see Data quality.")
    #expect(texts[1].contains("of outcome value is minutes saved at the policy's hourly rates"))
    #expect(texts[2] == "One verdict changes inside the plausible range of one assumption: Sales e-mail.")
    #expect(texts[3].hasSuffix("of AI spend has no task category; it is deducted in full."))
    #expect(Cautions(SampleReviews.empty).phrases.isEmpty)
  }

  @Test("A budget is compared, and its absence said")
  func budget() {
    #expect(BudgetWords(SampleReviews.rich).phrase.plainText == "No budget was given.")
    var context = SampleReviews.context
    context.budget = SampleReviews.dollars(300_000)
    let report = SampleReviews.report(SampleReviews.richCategories, context: context)
    #expect(BudgetWords(report).phrase.plainText == "Spend is $58.9k (19.6%) over the budget of $300k.")
  }
}
