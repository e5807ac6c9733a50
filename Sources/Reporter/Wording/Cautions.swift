import Analysis
import TriageModel

/// What a signer must know first: at most four sentences, chosen by rule from figures that exist.
///
/// In this order, each only where it applies: failed checks and rows left out; categories of unknown value; how much of the value is time or
/// policy; verdicts that flip inside a plausible range; spend without a category; pilots; noted checks.
struct Cautions {
  static let limit = 4

  let report: Report

  init(_ report: Report) { self.report = report }

  var phrases: [Phrase] {
    let candidates = [failedData, unknownValue, valueSource, fragileVerdicts, unattributed, pilots, notedData]
    return Array(candidates.compactMap { $0 }.prefix(Cautions.limit))
  }

  private var failedData: Phrase? {
    let fails = DataQualityCounts(report.review.dataQuality).fail
    let failed: Phrase =
      "\(CountWords.capitalised(fails), field: "answer.data_checks.fail") data check\(fails == 1 ? " fails" : "s fail")"
    let rows = report.context.rowsLeftOut
    let rowsText: Phrase =
      "\(NumberStyle.count(rows), field: "provenance.rows_left_out") row\(rows == 1 ? " was" : "s were") left out"
    switch (fails > 0, rows > 0) {
    case (true, true): return failed + ", and " + rowsText + " of the import."
    case (true, false): return failed + ": see Data quality."
    case (false, true): return rowsText + " of the import."
    case (false, false): return nil
    }
  }

  /// Categories whose successes carry no value: a net value made of costs alone must not pass for a measured loss.
  private var unknownValue: Phrase? {
    let names = report.review.categories.filter { $0.reason == Refusal.valueMissing.rawValue }.map(\.name)
    guard !names.isEmpty else { return nil }
    return "What a success is worth is not known in " + Phrase.list(names, limit: 4)
      + ": the net value counts only the cost there."
  }

  /// The largest source of value that is not a measured amount, if it is half of the value or more.
  private var valueSource: Phrase? {
    let statement = report.review.totals.statement
    let sources: [(amount: Money, field: String, words: String)] = [
      (statement.timeValue, "answer.time_share", "is minutes saved at the policy's hourly rates"),
      (statement.policyValue, "answer.policy_share", "is a value per success from the policy, not measured"),
    ]
    guard let largest = sources.max(by: { $0.amount < $1.amount }),
      let fraction = NumberStyle.fraction(largest.amount, of: statement.grossValue), fraction >= 0.5
    else { return nil }
    let share: Phrase = "\(NumberStyle.share(fraction), field: largest.field)"
    return "“Frees” is cash; net value is not: \(share) of outcome value \(largest.words)."
  }

  private var fragileVerdicts: Phrase? {
    let names = report.fragileCategories
    guard !names.isEmpty else { return nil }
    return MessageTitles(report).assumptions.droppingFinalStop + ": " + Phrase.list(names, limit: 4) + "."
  }

  private var unattributed: Phrase? {
    if let statement = InvoiceStatement(report), SpendWords(report).basis == .invoiced {
      let amount = statement.notAttributed
      guard amount.nanos > 0 else { return nil }
      let end = deducted(amount)
      guard statement.notAttributedShare != nil,
        let share = NumberStyle.share(amount, of: statement.reconciliation.invoiced)
      else {
        return "\(report.style.sentence(amount)) of the invoice has no task category; \(end)"
      }
      return
        "\(share, field: "reconciliation.invoice.not_attributed_share") of the invoice has no task category; \(end)"
    }
    let amount = report.unattributedSpend
    guard amount.nanos > 0, let share = NumberStyle.share(amount, of: report.review.totals.spend) else { return nil }
    return
      "\(share, field: "totals.unattributed.share") of AI spend has no task category; \(deducted(amount))"
  }

  /// What becomes of spend without a category, and whether a verdict depends on where it belongs, where that was tested.
  private func deducted(_ amount: Money) -> Phrase {
    guard let test = report.review.unattributedTest, test.amount == amount, test.changed.isEmpty else {
      return "it is deducted in full."
    }
    return "it is deducted in full, and no verdict depends on where it belongs."
  }

  private var pilots: Phrase? {
    let names = report.review.categories.filter { $0.verdict == .pilot }.map(\.name)
    guard !names.isEmpty else { return nil }
    let number: Phrase = "\(CountWords.capitalised(names.count), field: "answer.categories_to_pilot")"
    let words =
      names.count == 1 ? "category is not proven and needs a pilot" : "categories are not proven and need a pilot"
    return "\(number) \(words): " + Phrase.list(names, limit: 4) + "."
  }

  private var notedData: Phrase? {
    let notes = DataQualityCounts(report.review.dataQuality).note
    guard notes > 0 else { return nil }
    let number: Phrase = "\(CountWords.capitalised(notes), field: "answer.data_checks.note")"
    return "\(number) data check\(notes == 1 ? " has a note" : "s have notes"): see Data quality."
  }
}

extension Phrase {
  /// Names in a row, the rest counted.
  static func list(_ names: [String], limit: Int, separator: String = ", ") -> Phrase {
    var phrases = names.prefix(limit).map { Phrase("\(name: $0, limit: 60)") }
    if names.count > limit { phrases.append("and \(NumberStyle.count(names.count - limit)) more") }
    return joined(phrases, separator: separator)
  }

  var droppingFinalStop: Phrase {
    guard case .plain(let text)? = pieces.last, text.hasSuffix(".") else { return self }
    return Phrase(pieces: pieces.dropLast() + [.plain(String(text.dropLast()))])
  }
}
