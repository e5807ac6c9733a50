import Analysis
import TriageModel

/// Spend against the budget, or that there is none.
struct BudgetWords {
  let report: Report

  init(_ report: Report) { self.report = report }

  var phrase: Phrase {
    guard let budget = report.context.budget else { return "No budget was given." }
    let spend = report.review.totals.spend
    let difference = spend - budget
    let whole: Phrase = "the budget of \(report.style.sentence(budget), field: "answer.budget")"
    guard difference != .zero else { return "Spend is equal to \(whole)." }
    let amount = report.style.sentence(Money(nanos: Int128(difference.nanos.magnitude)))
    let share = NumberStyle.share(Money(nanos: Int128(difference.nanos.magnitude)), of: budget)
    let percent = share.map { " (\($0))" } ?? ""
    return "Spend is \(amount)\(percent) \(difference.isNegative ? "under" : "over") \(whole)."
  }
}
