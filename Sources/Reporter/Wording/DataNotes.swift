import Analysis
import TriageModel

/// What the totals leave out, in sentences.
struct DataNotes {
  let report: Report

  init(_ report: Report) { self.report = report }

  private var style: NumberStyle { report.style }

  /// Rows without a cost, or that there are none.
  var unpriced: Phrase {
    let total = report.review.ledger.total
    guard total.unpricedRows > 0 else { return "Unpriced: none. Every usage row of the period has a cost." }
    let rows = NumberStyle.count(total.unpricedRows)
    let tokens = NumberStyle.count(total.unpricedTokens)
    return
      "Unpriced: \(rows) usage row\(total.unpricedRows == 1 ? "" : "s") with \(tokens) tokens have neither a reported cost nor a price. Their cost is unknown, not zero, and in no total \(SpendWords(report).basis == .usage ? "above" : "of usage")."
  }

  /// How the cost of the period's usage rows is known, each state with its own rows.
  var costStates: Phrase {
    let total = report.review.ledger.total
    let reported: Phrase =
      "\(NumberStyle.count(total.reportedRows)) reported by the provider, \(style.sentence(Money(nanos: total.reportedNanos)))"
    let computed: Phrase =
      "\(NumberStyle.count(total.computedRows)) computed from the price book, \(style.sentence(Money(nanos: total.computedNanos)))"
    let rest: Phrase =
      "\(NumberStyle.count(total.allocatedRows)) paid by a seat or flat rate, which the policy allocates; \(NumberStyle.count(total.freeRows)) free; \(NumberStyle.count(total.unpricedRows)) unknown"
    return "Cost of the usage rows: \(reported); \(computed); \(rest)."
  }

  /// What models without a price may be meant to be.
  var priceSuggestions: [Phrase] {
    report.context.priceSuggestions.map { suggestion in
      "The price book has no \(name: suggestion.model); the nearest model in it is \(name: suggestion.nearest). If they are the same, say so in the policy, under model_aliases."
    }
  }

  /// Spend at least and at most; nil where every price is certain.
  var costRange: Phrase? {
    guard let range = report.review.costRange else { return nil }
    let rows = NumberStyle.count(range.rows)
    return
      "AI spend is between \(style.sentence(range.low)) and \(style.sentence(range.high)): \(rows) usage row\(range.rows == 1 ? "" : "s") of several requests each may have long prompts, which have a price of their own."
  }

  /// Whether any verdict depends on where spend without a category belongs; nil without such spend.
  var unattributedTest: Phrase? {
    guard let test = report.review.unattributedTest else { return nil }
    let way: Phrase = "as the cost of its tool in use or of a cheaper model, the same on each judged task"
    guard !test.changed.isEmpty else {
      return
        "Adding all of the \(style.sentence(test.amount)) without a task category to any single category changes no verdict: \(way)."
    }
    return
      "Adding all of the \(style.sentence(test.amount)) without a task category to a single category, \(way), would change the verdict on \(NumberStyle.count(test.changed.count)) of \(NumberStyle.count(test.tested)): \(Phrase.list(test.changed, limit: 8))."
  }

  /// Long prompts that are priced as short ones; nil without any.
  var untieredUse: Phrase? {
    guard let use = report.review.untieredUse else { return nil }
    let rows = NumberStyle.count(use.rows)
    return
      "\(rows) usage row\(use.rows == 1 ? "" : "s") with long prompts \(use.rows == 1 ? "is" : "are") in a mode (batch, flex, priority or fast) that has no price for them: \(style.sentence(use.cost)), as short prompts. True cost may be higher."
  }

  var unusedLicences: [Phrase] {
    report.review.unusedLicences.map { licence in
      "Unused licence: \(name: licence.tool), \(style.sentence(licence.cost)), no task in the period."
    }
  }

  /// Nil where every row of the imports counts.
  var rowsLeftOut: Phrase? {
    let context = report.context
    let rows = context.rowsLeftOut
    guard rows > 0 else { return nil }
    let unknown = context.rowsLeftOutWithoutCost
    let rest =
      unknown > 0 ? ", and \(NumberStyle.count(unknown)) row\(unknown == 1 ? "" : "s") whose cost is not known." : "."
    return
      "\(NumberStyle.count(rows)) row\(rows == 1 ? " was" : "s were") left out of the imports because of errors: \(style.sentence(context.costLeftOut)) of reported or billed cost\(rest)"
  }
}
