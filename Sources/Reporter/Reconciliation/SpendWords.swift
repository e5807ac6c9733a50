import Analysis
import TriageModel

/// What AI spend is called, by whether bills stand behind it.
struct SpendWords {
  enum Basis: Hashable, Sendable {
    /// No bill: spend is what usage rows report and the price book computes.
    case usage
    case invoiced
    /// Bills for a part; the rest is usage that no bill covers.
    case invoicedInPart
  }

  let basis: Basis

  init(_ reconciliation: Reconciliation?) {
    guard let reconciliation, reconciliation.isInvoiced else {
      basis = .usage
      return
    }
    basis = reconciliation.isComplete ? .invoiced : .invoicedInPart
  }

  init(_ report: Report) { self.init(report.review.reconciliation) }

  /// The first of the four numbers.
  var headline: Phrase {
    switch basis {
    case .usage: "AI spend, as reported and priced"
    case .invoiced: "AI spend, as invoiced"
    case .invoicedInPart: "AI spend, invoiced in part"
    }
  }

  /// The same in a line of text.
  var inLine: Phrase {
    switch basis {
    case .usage: "AI spend as reported and priced"
    case .invoiced: "AI spend as invoiced"
    case .invoicedInPart: "AI spend invoiced in part"
    }
  }

  /// The last line of a table of spend.
  var total: Phrase { basis == .invoiced ? "Invoice" : "AI spend" }

  /// The last line of a table of spend and net value.
  var totalWithNetValue: Phrase { basis == .invoiced ? "Invoice" : "AI spend and net value" }

  /// What no category carries.
  var unattributed: Phrase { basis == .usage ? "Not attributed" : "Unattributed and other" }

  /// In the middle of a sentence: `6.1% of the invoice has no task category`.
  var whole: Phrase { basis == .invoiced ? "the invoice" : "AI spend" }
}
