public import Analysis
import TriageModel

/// A cap that saves what triage saves, and both side by side, for a terminal.
public enum MatchText {
  /// Renders the answer; the text ends in a line break.
  ///
  /// - Parameter outcome: of the matched cap; nil where there is none.
  public static func render(_ report: Report, triage: TriageSaving, outcome: CapOutcome?, width: Int = 80) -> String {
    let width = max(60, width)
    let style = report.style
    guard let outcome, !outcome.touchesFew else {
      let why = MatchText.reason(triage, report, isWithheld: outcome != nil)
      let head = "\(PeriodWords(period: report.review.period).days). \(style.unitWords)."
      return [TextLayout.wrap(why, to: width), head].joined(separator: "\n\n") + "\n"
    }
    let words = CapWords(report: report, outcome: outcome)
    var table = ReportTable([""], numbers: ["Triage", "Cap"])
    table.add(["Saved", Phrase(style.invoiced(triage.saved)), Phrase(style.invoiced(outcome.spendSaved))])
    table.add([
      "Net value change", triage.netValueChange.map { Phrase(style.estimate($0)) } ?? "–",
      Phrase(style.estimated(outcome.netValueChange)),
    ])
    table.add(["  if average tasks are dropped", "–", optional(outcome.netValueChangeIfAverage, style)])
    table.add([
      "  if tasks worth \(words.kindestShare) of the average are dropped", "–",
      optional(outcome.netValueChangeIfAverageAtKindest, style),
    ])
    table.add(["Net value lost", "–", Phrase(style.estimated(-outcome.netValueLost))])
    table.add(["Waste removed", "–", Phrase(style.estimated(outcome.wasteRemoved))])
    let parts =
      [
        TextLayout.wrap(title(report, triage, outcome, words), to: width), TextLayout.wrap(words.head, to: width),
        TextLayout.table(table, width: width), TextLayout.wrap(words.touched, to: width),
      ] + words.notes.map { TextLayout.wrap($0, to: width) }
    return parts.joined(separator: "\n\n") + "\n"
  }

  private static func optional(_ amount: Money?, _ style: NumberStyle) -> Phrase {
    amount.map { Phrase(style.estimated($0)) } ?? "not measured"
  }

  /// Whether a cap saves what triage saves, as far as a sentence shows it.
  static func isSame(_ triage: TriageSaving, _ outcome: CapOutcome, _ style: NumberStyle) -> Bool {
    style.sentence(triage.saved) == style.sentence(outcome.spendSaved)
  }

  /// The range of what a cap does over its cases, never the flattering end alone.
  private static func title(
    _ report: Report, _ triage: TriageSaving, _ outcome: CapOutcome, _ words: CapWords
  ) -> String {
    let style = report.style
    let change = triage.netValueChange.map { " and changes net value by \(style.sentence($0.value))" } ?? ""
    let cap =
      isSame(triage, outcome, style)
      ? "a cap of \(words.capWords) saves the same"
      : "the largest cap that saves at least as much, \(words.capWords), saves \(style.sentence(outcome.spendSaved))"
    return "Triage saves \(style.sentence(triage.saved))\(change); \(cap) and \(words.change)"
  }

  /// Why no cap is matched.
  ///
  /// - Parameter isWithheld: whether there is one that touches too few workers.
  public static func reason(_ triage: TriageSaving, _ report: Report, isWithheld: Bool = false) -> String {
    if isWithheld {
      return "No cap is matched: the one that saves what triage saves touches fewer than "
        + "\(DepartmentBreakdown.fewestWorkers) workers, too few to be shown."
    }
    if triage.changes == 0 { return "No cap is matched: triage advises no move and no stop, and so saves nothing." }
    if triage.saved <= .zero { return "No cap is matched: the moves and stops of triage free no cash." }
    return "No cap per worker saves the \(report.style.sentence(triage.saved)) that triage saves: too little spend "
      + "names a worker."
  }
}
