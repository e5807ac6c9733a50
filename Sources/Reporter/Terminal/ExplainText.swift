public import Analysis
import TriageModel

/// The whole evidence of one verdict in plain text, every intermediate figure with it, to be re-done elsewhere.
public enum ExplainText {
  /// Renders the evidence of one category of the report; the text ends in a line break.
  ///
  /// Statistics are dollars per task with all their digits; amounts of the statement are exact.
  public static func render(_ report: Report, category: CategoryReview) -> String {
    let explanation = Explanation(report: report, category: category)
    return explanation.parts.joined(separator: "\n\n") + "\n"
  }
}

private struct Explanation {
  let report: Report
  let category: CategoryReview

  var parts: [String] {
    [head, statement, options] + comparisons.map { ComparisonExplanation(report, category, $0).text }
      + [decision, money.pilot, money.assumed, spread, breakEvens, changes].filter { !$0.isEmpty }
  }

  private var money: MoneyExplanation { MoneyExplanation(report: report, category: category) }

  private var comparisons: [ToolOption] { category.options.filter { $0.comparison != nil } }

  private var head: String {
    let title = MessageTitles(report).category(category).plainText
    let period = PeriodWords(period: report.review.period)
    let grade: Phrase = "Evidence grade \(name: ReasonWords.grade(category.grade))."
    return [
      Phrase("\(name: category.name)").plainText, "\(category.verdict.words): \(title)",
      "\(period.days). US dollars. \(report.style.levelText) intervals. \(grade.plainText)",
      StatementTable(statement: category.statement, style: report.style).taskWords.plainText,
    ].joined(separator: "\n")
  }

  private var statement: String {
    let statement = StatementTable(statement: category.statement, style: report.style)
    var table = ReportTable(["Statement"], numbers: ["USD, exact"])
    for (line, amount) in zip(statement.lines, statement.exactAmounts) {
      table.add([line.label, Phrase(ExplainFigures.exact(amount))], isTotal: line.isTotal)
    }
    var text = TextLayout.table(table, width: nil)
    if let ratio = category.statement.netPerTokenDollar {
      let error = category.statement.netPerTokenDollarError.map(ExplainFigures.digits) ?? "too large to use"
      text += "\nNet value per dollar of tokens r = \(ExplainFigures.digits(ratio)), SE \(error)"
    }
    if let net = category.netValue {
      text +=
        "\nNet value of judged tasks: \(ExplainFigures.digits(net.value)), interval "
        + ExplainFigures.interval(net.lo, net.hi)
    }
    return text
  }

  private var options: String {
    guard !category.options.isEmpty else { return "No option has a task in this category." }
    var table = ReportTable(
      ["Option", "Tier"],
      numbers: ["Tasks", "Judged", "Success", "Value", "Tokens", "Review, rework", "Run", "Net value"], last: ["Why"])
    for option in category.options {
      let mean = option.perTask
      let figures = [mean?.success, mean?.value, mean?.tokenCost, mean?.humanCost, mean?.runCost, mean?.netValue]
      table.add(
        [
          option.role == .none ? "No tool" : "\(name: option.tool)", Phrase(ReasonWords.tier(option.tier)),
          Phrase(NumberStyle.count(option.statement.tasks)), Phrase(NumberStyle.count(option.statement.okTasks)),
        ] + figures.map { Phrase($0.map(ExplainFigures.digits) ?? "–") } + [
          option.why.isEmpty ? "–" : "\(name: option.why, limit: 200)"
        ])
    }
    return "Options, means per judged task\n" + TextLayout.table(table, width: nil)
  }

  private var decision: String {
    var lines = ["Decision", ReasonWords.rule(category)]
    lines.append(Phrase("Reason: \(name: ReasonWords.reason(category.reason)) (\(name: category.reason)).").plainText)
    if let scope = category.scope { lines.append(Phrase("Scope: \(name: scope, limit: 200).").plainText) }
    lines += category.flags.map { Phrase("Flag: \(name: ReasonWords.flag($0)) (\(name: $0)).").plainText }
    if let change = category.netValueChange {
      lines.append(
        "If approved: frees \(ExplainFigures.digits(category.freed)) and changes net value by "
          + "\(ExplainFigures.signed(change.value)), interval \(ExplainFigures.interval(change.lo, change.hi)), "
          + "in a period like this one.")
    }
    let words = EvidenceWords(category: category, style: report.style)
    for (label, phrase) in [
      ("How firm", words.robustness), ("Quality", words.valueOnly), ("Tasks without outcome", words.abandoned),
      ("Large tasks", words.heavyTails), ("Runner-up", words.runnerUp),
    ] {
      if let phrase { lines.append("\(label): \(phrase.plainText)") }
    }
    if category.oneOff != .zero { lines.append("One-off cost: \(ExplainFigures.exact(category.oneOff)).") }
    return lines.joined(separator: "\n")
  }

  private var spread: String {
    MoneyTables(category: category, style: report.style).distributions.map { TextLayout.table($0, width: nil) } ?? ""
  }

  private var breakEvens: String {
    guard let table = EvidenceTables(category: category, style: report.style).breakEvens else { return "" }
    return "Break-evens: factor = 1 − D / contribution\n" + TextLayout.table(table, width: nil)
  }

  private var changes: String {
    var lines: [String] = []
    let rows = report.reachableFlips(of: category)
    for row in rows.prefix(3) {
      let text = BreakEvenText(breakEven: row.breakEven)
      let line: Phrase =
        "- \(text.flip)\(text.usedWords): the gain \(row.isAssumed ? "of the assumed" : "against") \(name: row.tool) is zero."
      lines.append(line.plainText)
    }
    if let perArm = category.pilotTasksPerArm {
      lines.append(
        "- a pilot of \(NumberStyle.count(perArm)) tasks per tool, assigned at random within equal difficulty.")
    }
    return lines.isEmpty ? "" : (["What would change the verdict"] + lines).joined(separator: "\n")
  }
}

/// Numbers with all their digits.
enum ExplainFigures {
  static func digits(_ value: Double) -> String { DecimalText.shortest(value) }
  static func signed(_ value: Double) -> String { DecimalText.shortest(value, signed: true) }
  static func interval(_ lo: Double, _ hi: Double) -> String { "\(digits(lo)) to \(digits(hi))" }

  /// An exact amount with U+2212.
  static func exact(_ amount: Money) -> String {
    let text = amount.decimalText
    return text.hasPrefix("-") ? DecimalText.minus + text.dropFirst() : text
  }
}
