import Analysis

/// Spend against the budgets of the policy, for a terminal.
public enum BudgetText {
  /// Renders the answer; the text ends in a line break.
  public static func render(_ report: Report, width: Int = 80) -> String {
    let width = max(60, width)
    let section = BudgetSection(report)
    guard let table = section.budgets else {
      return TextLayout.wrap("No budget was given: budget_usd and budgets of the policy name them.", to: width) + "\n"
    }
    let head = "\(PeriodWords(period: report.review.period).days). \(report.style.unitWords)."
    let title = report.budgets.contains { $0.department == nil } ? [section.title.plainText] : []
    let parts =
      title.map { TextLayout.wrap($0, to: width) } + [head, TextLayout.table(table, width: width)]
      + section.budgetNotes.map { TextLayout.wrap($0.plainText, to: width) }
    return parts.joined(separator: "\n\n") + "\n"
  }
}
