import Analysis
import TriageModel

/// All moves together in sentences (method 3.3 and 3.6).
struct PortfolioWords {
  let report: Report

  init(_ report: Report) { self.report = report }

  private var style: NumberStyle { report.style }

  var phrases: [Phrase] { [saving, risk, pilots].compactMap(\.self) }

  /// What the moves add in a year, and what is left of it once the choice of winners is allowed for.
  private var saving: Phrase? {
    guard let portfolio = report.review.portfolio, portfolio.moves > 0 else { return nil }
    let total = portfolio.annualSaving
    let subject = portfolio.moves == 1 ? "The one move adds" : "The \(CountWords.text(portfolio.moves)) moves add"
    let amount: Phrase =
      "\(style.estimateSentence(total.value), field: "portfolio.annual_saving.value") [\(style.interval(total.lo, total.hi))]"
    let base: Phrase = "\(subject) \(amount) of net value a year"
    guard let shrunken = portfolio.shrunkenSaving else {
      return base + ", selected on the same data; expect less."
    }
    return base
      + "; winners look better than they are, so expect \(style.estimateSentence(shrunken), field: "portfolio.shrunken_saving")."
  }

  private var risk: Phrase? {
    guard let portfolio = report.review.portfolio, portfolio.moves > 0 else { return nil }
    let wrong: Phrase =
      "\(NumberStyle.expected(portfolio.expectedWrongMoves), field: "portfolio.expected_wrong_moves")"
    let base: Phrase =
      "Expected number of wrong moves, a lower bound: \(wrong) of \(NumberStyle.count(portfolio.moves))"
    guard let regret = portfolio.expectedRegret else { return base + "." }
    return base + "; expected regret \(style.sentence(regret), field: "portfolio.expected_regret") a year."
  }

  private var pilots: Phrase? {
    let count = report.review.categories.count { $0.verdict == .pilot }
    guard count > 0 else { return nil }
    let subject = count == 1 ? "The one pilot costs" : "The \(CountWords.text(count)) pilots cost"
    return "\(subject) \(style.sentence(report.pilotCost), field: "answer.pilot_cost")."
  }
}
