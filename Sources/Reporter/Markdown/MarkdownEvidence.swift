import Analysis
import TriageModel

/// The page of one category: its message, its statement, the options, and what would change the verdict.
struct MarkdownEvidence {
  let report: Report
  let category: CategoryReview

  init(_ report: Report, _ category: CategoryReview) {
    self.report = report
    self.category = category
  }

  private var style: NumberStyle { report.style }
  private var tables: EvidenceTables { EvidenceTables(category: category, style: style) }

  private var money: MoneyTables { MoneyTables(category: category, style: style) }
  private var words: EvidenceWords { EvidenceWords(category: category, style: style) }

  var text: String {
    let changes = ChangeTables(report)
    let change = changes?.comparison.category(category.name)
    let statement = StatementTable(
      statement: category.statement, style: style,
      previous: changes.flatMap { changes in change.map { (changes.previousTitle, $0.previousStatement) } })
    var parts = [
      "### " + MarkdownText.inline("\(name: category.name)"),
      "**\(category.verdict.words)**: " + MarkdownText.inline(MessageTitles(report).category(category)),
      MarkdownText.inline("\(departments). \(statement.taskWords) \(grade)"), MarkdownText.table(statement.table),
    ]
    if let ratio { parts.append(ratio) }
    if let change = ChangeWords(report).category(category) { parts.append(MarkdownText.inline(change)) }
    if !category.options.isEmpty { parts.append(MarkdownText.table(tables.options)) }
    parts += comparisons
    parts += [money.year, money.assumed, money.distributions].compactMap(\.self).map(MarkdownText.table)
    if let breakEvens = tables.breakEvens { parts.append(MarkdownText.table(breakEvens)) }
    parts.append(foot)
    return parts.joined(separator: "\n\n")
  }

  private var departments: Phrase {
    category.departments.isEmpty
      ? "No department" : Phrase.joined(category.departments.map { "\(name: $0)" }, separator: "; ")
  }

  private var grade: Phrase {
    let scope: Phrase = category.scope.map { " Scope: \(name: $0, limit: 200)." } ?? ""
    return
      "Evidence grade \(name: ReasonWords.grade(category.grade)). Reason: \(name: ReasonWords.reason(category.reason)).\(scope)"
  }

  /// Net value per dollar of tokens (method 1.4).
  private var ratio: String? {
    category.statement.netPerTokenDollar.map { ratio in
      let text = DecimalText.fixed(ratio, decimals: 2, signed: true)
      let error = category.statement.netPerTokenDollarError.map { ", SE \(DecimalText.fixed($0, decimals: 2))" } ?? ""
      return "Net value per dollar of tokens: \(text)\(error)."
    }
  }

  /// The strata of every comparison that has some, the refusals in words.
  private var comparisons: [String] {
    category.options.flatMap { option -> [String] in
      guard option.role == .alternative, let comparison = option.comparison else { return [] }
      var parts: [String] = []
      let pair: Phrase = "\(name: option.tool) (B) against \(name: category.incumbent) (A)"
      if let refusal = comparison.refusal {
        parts.append(
          MarkdownText.inline("\(pair): not compared, \(ReasonWords.refusal(refusal)) (\(refusal.rawValue))."))
      } else {
        parts.append(MarkdownText.inline("\(pair): \(coverage(comparison))"))
      }
      if !comparison.strata.isEmpty { parts.append(MarkdownText.table(EvidenceTables.strata(comparison))) }
      return parts
    }
  }

  private func coverage(_ comparison: Comparison) -> String {
    if comparison.paired { return "the same pieces of work done by both tools." }
    let adjusted = comparison.adjusted ? "within equal difficulty" : "not adjusted for difficulty"
    return "\(adjusted), \(NumberStyle.share(comparison.coverage)) of the tasks of A covered."
  }

  // MARK: The foot

  private var foot: String {
    var lines = ["- **Changes the verdict:** " + MarkdownText.inline(change)]
    let arguable: [(String, Phrase?)] = [
      ("How firm", words.robustness), ("Quality", words.valueOnly), ("Tasks without outcome", words.abandoned),
      ("Large tasks", words.heavyTails), ("Runner-up", words.runnerUp), ("Pilot", words.pilot),
    ]
    for (label, phrase) in arguable {
      if let phrase { lines.append("- **\(label):** " + MarkdownText.inline(phrase)) }
    }
    lines.append("- **Sample:** " + MarkdownText.inline(sample))
    if !category.flags.isEmpty {
      let flags = category.flags.map { Phrase("\(name: ReasonWords.flag($0))") }
      lines.append("- **Flags:** " + MarkdownText.inline(Phrase.joined(flags, separator: "; ") + "."))
    }
    lines.append("- **Next step:** " + MarkdownText.inline(nextStep))
    return lines.joined(separator: "\n")
  }

  private var change: Phrase {
    let rows = report.reachableFlips(of: category)
    guard let nearest = rows.first else { return "no break-even is known." }
    let text = BreakEvenText(breakEven: nearest.breakEven)
    return
      "the gain \(nearest.isAssumed ? "of the assumed" : "against") \(name: nearest.tool) is zero with \(text.flip)\(text.usedWords)."
  }

  private var sample: Phrase {
    guard let comparison = category.decisiveOption?.comparison else {
      return "\(NumberStyle.count(category.statement.okTasks)) judged tasks; no comparison decides."
    }
    let incumbents = NumberStyle.count(comparison.incumbentTasks)
    let others = NumberStyle.count(comparison.alternativeTasks)
    return "n \(incumbents) of the tool in use, n \(others) of the other\(workers(comparison))."
  }

  private func workers(_ comparison: Comparison) -> String {
    let (incumbents, others) = (comparison.incumbentWorkers, comparison.alternativeWorkers)
    guard incumbents + others > 0 else { return ", workers not known" }
    return ", workers \(NumberStyle.count(incumbents)) and \(NumberStyle.count(others))"
  }

  private var nextStep: Phrase {
    let owner = category.verdict == .keepFrontier ? "" : "; owner not given, date not given"
    switch category.verdict {
    case .cheaperModel, .ordinarySoftware: return "move to \(name: category.target)\(owner)."
    case .stop: return "stop\(owner)."
    case .pilot:
      let size = category.pilotTasksPerArm.map { ", \(NumberStyle.count($0)) tasks per tool" } ?? ""
      let target: Phrase = category.target.map { " of \(name: $0)" } ?? ""
      return "pilot\(target)\(size), assigned at random within equal difficulty\(owner)."
    case .keepFrontier: return "keep; no action."
    case .noData where category.reason == Refusal.valueMissing.rawValue:
      return "record values or minutes, or give the policy a value per success\(owner)."
    case .noData: return "record outcomes\(owner)."
    }
  }
}
