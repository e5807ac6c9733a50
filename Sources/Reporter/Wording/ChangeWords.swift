import Analysis
import TriageModel

/// Sentences about the change since another period.
struct ChangeWords {
  let report: Report

  init(_ report: Report) { self.report = report }

  /// What a reader of the bridge must know: how it is split, and what could not be.
  var notes: [Phrase] {
    guard let comparison = report.review.comparison else { return [] }
    var notes: [Phrase] = [
      "The effects add up to the change exactly, and do not depend on which quarter comes first. Volume is more or fewer "
        + "tasks; mix is dearer or cheaper kinds of work; not attributed is spend without a category or a finished task"
        + (SpendWords(report).basis == .usage ? "." : ", and what invoices hold beyond usage.")
    ]
    let rest = comparison.bridge.priceWithoutTokens
    if rest != .zero {
      notes.append(
        "\(report.style.change(rest)) of the price effect comes from work whose tokens are not known in one of the "
          + "quarters: there, more tokens per task and dearer tokens cannot be told apart.")
    }
    return notes
  }

  /// The change of one category; nil where no other period was given.
  func category(_ category: CategoryReview) -> Phrase? {
    guard let tables = ChangeTables(report), let change = tables.comparison.category(category.name) else { return nil }
    guard let verdict = change.previousVerdict else { return "New: \(tables.previousTitle) has nothing of it." }
    let before: Phrase =
      verdict == category.verdict
      ? "the same verdict" : "verdict \(verdict.words.prefix(1).lowercased() + verdict.words.dropFirst())"
    return
      "Since \(tables.previousTitle) (\(before)): spend \(tables.change(change.spend)), net value \(report.style.change(change.netValue))."
  }
}
