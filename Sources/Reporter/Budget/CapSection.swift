import Analysis
import TriageModel

/// Message, tables and notes of the section on caps: what a cap does that saves what triage saves.
struct CapSection {
  let report: Report

  init(_ report: Report) { self.report = report }

  private var style: NumberStyle { report.style }
  private var triage: TriageSaving { report.triage }
  private var today: Double { report.review.totals.netValue.value }
  private var each: Phrase { PeriodWords(period: report.review.period).each }

  /// The cap that saves what triage saves.
  var matched: CapOutcome? { report.caps?.matched }

  private func words(_ outcome: CapOutcome) -> CapWords { CapWords(report: report, outcome: outcome) }

  /// How much lower net value is under the matched cap than under triage, in the case that is best for the cap and in
  /// the one that is worst, in dollars.
  var differences: (least: Double, most: Double)? {
    guard let matched, let low = matched.netValueChanges.first, let high = matched.netValueChanges.last else {
      return nil
    }
    let change = triage.netValueChange?.value ?? 0
    let round = Rounding.nineSignificantDigits
    return (round(change - high.dollars), round(change - low.dollars))
  }

  /// Whether the matched cap frees what triage frees, as far as a sentence shows it. Where a few units are dear, the
  /// largest cap that frees enough may free much more.
  var isSameSaving: Bool {
    guard let matched else { return true }
    return MatchText.isSame(triage, matched, style)
  }

  /// What the matched cap is called beside the policy's.
  var matchedName: String { isSameSaving ? "Cap that frees the same" : "Cap that frees at least the same" }

  /// What triage and the matched cap have in common, as the caption of a table.
  var matchedCaption: String {
    isSameSaving ? "The same money freed" : "Triage, and the largest cap that frees at least as much"
  }

  // MARK: Message

  /// What happens at equal money: the whole range, never the flattering end alone. Paths start at the root of the JSON.
  var title: Phrase {
    guard report.caps != nil else { return "No cap was asked for." }
    guard let matched, let differences else { return Phrase(noMatch) }
    let amount: Phrase = "$\(CapWords.dollars(matched.cap), field: "cap_vs_triage.cap.usd_per_worker_month")"
    let least: Phrase =
      "\(style.estimateSentence(differences.least.magnitude), field: "cap_vs_triage.difference.least")"
    let most: Phrase = "\(style.estimateSentence(differences.most.magnitude), field: "cap_vs_triage.difference.most")"
    guard isSameSaving else {
      let freed: Phrase = "\(style.sentence(matched.spendSaved), field: "cap_vs_triage.cap.spend_saved")"
      let own: Phrase = "\(style.sentence(triage.saved), field: "cap_vs_triage.triage.spend_saved")"
      let cap: Phrase = "A \(amount) cap per worker and month frees \(freed), triage \(own); net value is "
      if differences.least >= 0 { return cap + "\(least) to \(most) lower." }
      if differences.most <= 0 { return cap + "\(most) to \(least) higher." }
      return cap + "\(most) lower to \(least) higher."
    }
    let cap: Phrase = "A cap of \(amount) per worker and month frees the same"
    if differences.least >= 0 {
      return cap + " but leaves net value \(least) to \(most) lower."
    }
    if differences.most <= 0 { return cap + " and leaves net value \(most) to \(least) higher." }
    return cap + "; net value is \(most) lower to \(least) higher."
  }

  /// Why no cap is matched.
  var noMatch: String {
    MatchText.reason(triage, report, isWithheld: report.caps?.isMatchedWithheld ?? false)
  }

  var subtitle: Phrase {
    "Whole company, \(PeriodWords(period: report.review.period).title) · \(style.unitWords) · static simulation: workers do not adapt"
  }

  /// How to get the section's figures; nil where it has them.
  var missing: Phrase? {
    report.caps == nil
      ? "Caps are worked out from every single request. The option --caps, or cap_usd_per_worker_month in the policy, asks for it; up to \(NumberStyle.count(CapRequest.freeRequests)) requests they are always there."
      : nil
  }

  // MARK: Tables

  /// Triage and the matched cap in each of its cases, down to today.
  var comparison: ReportTable? {
    guard matched != nil else { return nil }
    var table = ReportTable([
      .text("Way to free tokens", .name), .number("Frees", .freed), .number("Net value", .netValue),
      .number("Against today", .netValueChange),
    ])
    for row in comparisonRows {
      table.add([row.name, Phrase(style.invoiced(row.freed)), Phrase(style.estimated(today + row.change)), row.text])
    }
    table.add(["Today", "–", Phrase(style.estimated(today)), "–"], isTotal: true)
    return table
  }

  /// Name, what it frees, dollars of change, and the change as printed.
  private var comparisonRows: [(name: Phrase, freed: Money, change: Double, text: Phrase)] {
    guard let matched else { return [] }
    let changes = triage.changes
    let own = triage.netValueChange
    var rows: [(Phrase, Money, Double, Phrase)] = [
      (
        "Triage, \(CountWords.text(changes)) change\(changes == 1 ? "" : "s")", triage.saved, own?.value ?? 0,
        own.map { Phrase(style.estimate($0)) } ?? "–"
      )
    ]
    func add(_ name: Phrase, _ change: Money?) {
      guard let change else { return }
      rows.append((name, matched.spendSaved, change.dollars, Phrase(style.estimated(change))))
    }
    add("Cap, tasks blocked in order of time", matched.netValueChange)
    add("Cap, average tasks dropped", matched.netValueChangeIfAverage)
    add(
      "Cap, tasks worth \(words(matched).kindestShare) of the average dropped",
      matched.netValueChangeIfAverageAtKindest)
    return rows
  }

  /// What the caps do, one column each: the matched one, and the policy's.
  var effects: ReportTable? {
    var caps: [(title: Phrase, outcome: CapOutcome)] = []
    if let matched { caps.append((Phrase(matchedName), matched)) }
    if let policyCap = report.caps?.policyCap { caps.append(("Cap of the policy", policyCap)) }
    guard !caps.isEmpty else { return nil }
    var table = ReportTable(["Effect of a cap"], numbers: caps.map(\.title))
    func add(_ name: Phrase, _ cell: (CapOutcome) -> String) {
      table.add([name] + caps.map { Phrase(cell($0.outcome)) })
    }
    add("Dollars per worker and month") { CapWords.dollars($0.cap) }
    add("Spend saved") { style.invoiced($0.spendSaved) }
    add("Net value lost") { style.estimated(-$0.netValueLost) }
    add("Waste removed") { style.estimated($0.wasteRemoved) }
    add("Net value change, blocked in order of time") { style.estimated($0.netValueChange) }
    add("Net value change, average tasks dropped") {
      $0.netValueChangeIfAverage.map { style.estimated($0) } ?? "not measured"
    }
    add("Net value change, tasks worth \(words(caps[0].outcome).kindestShare) of the average dropped") {
      $0.netValueChangeIfAverageAtKindest.map { style.estimated($0) } ?? "not measured"
    }
    add("Tasks blocked") { CapSection.part($0.blocked.tasks, of: $0.all.tasks) }
    add("Requests without a task blocked") { CapSection.part($0.blocked.singleRequests, of: $0.all.singleRequests) }
    add("Workers touched") { CapSection.part(Int64($0.workersTouched), of: Int64($0.workers)) }
    return table
  }

  private static func part(_ part: Int64, of whole: Int64) -> String {
    "\(NumberStyle.count(part)) of \(NumberStyle.count(whole))"
  }

  /// One row per move and stop, with what all up to it come to; nil without any.
  var path: ReportTable? {
    guard !triage.path.isEmpty else { return nil }
    var table = ReportTable(
      ["Triage path, best gain per freed dollar first", "Verdict"],
      numbers: ["Frees", "Adds net value", "Freed so far", "Net value so far"])
    table.add(["Today", "", "–", "–", Phrase(style.invoiced(.zero)), Phrase(style.estimated(today))])
    let freed = AddingColumn(triage.path.map(\.saved), quantum: style.invoicedQuantum)
    var soFar = Money.zero
    for (index, step) in triage.path.enumerated() {
      soFar += freed.lines[index]
      table.add([
        "\(name: step.category)", Phrase(step.verdict.words), Phrase(style.invoiced(freed.lines[index])),
        Phrase(style.estimated(step.netValueChange)), Phrase(style.invoiced(soFar)),
        Phrase(style.estimated(today + step.netValueChangeSoFar)),
      ])
    }
    return table
  }

  /// Some caps of the curve over all of them, the loosest first.
  var curve: ReportTable? {
    let points = shownCurve
    guard let caps = report.caps, !points.isEmpty else { return nil }
    return CapWords.curve(points, .spend, of: caps.all, kindestMillionths: caps.kindestValueMillionths, style: style)
  }

  /// Shares are of the usage that caps are worked out from, whatever was billed.
  var shownCurve: [CapPoint] { report.caps.map { CapCurve.shown($0.curve, spend: $0.all.spend) } ?? [] }

  // MARK: Notes

  var notes: [Phrase] {
    guard let caps = report.caps else { return missing.map { [$0] } ?? [] }
    var notes: [Phrase] = []
    if let matched = caps.matched {
      notes.append(
        "A cap blocks what a worker does after the cap is reached, whatever it is worth. Its range runs over three cases: tasks blocked in order of time; average tasks dropped, every category cut by the same share; and tasks dropped that are worth \(words(matched).kindestShare) of the average. Static simulation: workers do not adapt."
      )
      if !isSameSaving {
        notes.append(
          "No cap frees just what triage frees: a few tasks are dear, and the largest cap that frees at least \(style.sentence(triage.saved)) frees \(style.sentence(matched.spendSaved))."
        )
      }
    }
    if !triage.path.isEmpty {
      notes.append(
        "“Freed” is token cost here, because a cap on spend does not reach the cost of runs: \(style.sentence(triage.saved)) of tokens, \(style.sentence(report.review.totals.freed.value)) with runs."
      )
    }
    if caps.isPolicyCapWithheld { notes.append("The cap of the policy \(CapWords.withheld).") }
    if let outcome = caps.matched ?? caps.policyCap {
      notes += words(outcome).notes.map { Phrase($0) }
      let unknown = outcome.blocked.unknownTasks
      if unknown > 0 {
        notes.append(
          "The value of \(NumberStyle.count(unknown)) blocked task\(unknown == 1 ? "" : "s") is not known and not counted."
        )
      }
    }
    return notes
  }
}
