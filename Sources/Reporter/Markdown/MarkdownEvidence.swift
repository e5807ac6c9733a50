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
  private var words: EvidencePageWords { EvidencePageWords(report, category) }

  var text: String {
    let changes = ChangeTables(report)
    let change = changes?.comparison.category(category.name)
    let statement = StatementTable(
      statement: category.statement, style: style,
      previous: changes.flatMap { changes in change.map { (changes.previousTitle, $0.previousStatement) } })
    var parts = [
      "### " + MarkdownText.inline("\(name: category.name)"),
      "**\(category.verdict.words)**: " + MarkdownText.inline(MessageTitles(report).category(category)),
      MarkdownText.inline("\(words.departments). \(statement.taskWords) \(words.grade)"),
      MarkdownText.table(statement.table),
    ]
    if let ratio = words.ratio { parts.append(ratio) }
    if let change = ChangeWords(report).category(category) { parts.append(MarkdownText.inline(change)) }
    if !category.options.isEmpty { parts.append(MarkdownText.table(tables.options)) }
    parts += comparisons
    parts += [money.year, money.assumed, money.distributions].compactMap(\.self).map(MarkdownText.table)
    if let breakEvens = tables.breakEvens { parts.append(MarkdownText.table(breakEvens)) }
    parts.append(foot)
    return parts.joined(separator: "\n\n")
  }

  /// The strata of every comparison that has some, the refusals in words.
  private var comparisons: [String] {
    category.options.flatMap { option -> [String] in
      guard option.role == .alternative, let comparison = option.comparison else { return [] }
      var parts: [String] = []
      parts.append(MarkdownText.inline(words.coverage(option, comparison)))
      if !comparison.strata.isEmpty { parts.append(MarkdownText.table(EvidenceTables.strata(comparison))) }
      return parts
    }
  }

  // MARK: The foot

  private var foot: String {
    var lines = ["- **Changes the verdict:** " + MarkdownText.inline(words.change)]
    for (label, phrase) in words.arguable { lines.append("- **\(label):** " + MarkdownText.inline(phrase)) }
    lines.append("- **Sample:** " + MarkdownText.inline(words.sample))
    if let flags = words.flags { lines.append("- **Flags:** " + MarkdownText.inline(flags)) }
    lines.append("- **Next step:** " + MarkdownText.inline(words.nextStep))
    return lines.joined(separator: "\n")
  }
}
