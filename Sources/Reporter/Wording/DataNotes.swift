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
      "\(NumberStyle.count(rows)) row\(rows == 1 ? " was" : "s were") left out of the imports because of errors: \(style.sentence(context.costLeftOut)) of reported cost\(rest)"
  }
}
