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
