import Analysis
import TriageModel

/// The sentences and tables that every text about a cap uses.
struct CapWords {
  let report: Report
  let outcome: CapOutcome

  private var style: NumberStyle { report.style }

  static let staticSimulation = "Static simulation: workers do not adapt."

  /// `$25.00 per worker and month`.
  var capWords: String { CapWords.capWords(outcome.cap, outcome.measure) }

  /// The cap and those of departments, as the subject of a sentence.
  private var capSubject: String {
    let own = outcome.departmentCaps.count
    guard own > 0 else { return "A cap of \(capWords)" }
    let departments = "\(CountWords.text(own)) department\(own == 1 ? "" : "s")"
    return outcome.cap == CapOutcome.noCap
      ? "A cap of \(departments) alone" : "A cap of \(capWords), another in \(departments),"
  }

  static func capWords(_ cap: Int64, _ measure: CapOutcome.Measure) -> String {
    switch measure {
    case .spend: "$\(dollars(cap)) per worker and month"
    case .tokens: "\(NumberStyle.count(cap)) tokens per worker and month"
    }
  }

  /// Dollars and cents of a cap in nano-dollars, without the symbol; rounded down, because a matched cap lies just below
  /// a sum that it has to block.
  static func dollars(_ cap: Int64) -> String {
    guard cap != CapOutcome.noCap else { return "none" }
    return DecimalText.scaled(Int128(cap - cap % 10_000_000), unit: 1_000_000_000, decimals: 2)
  }

  /// Where too few workers are touched to show what is blocked (method 5).
  static let withheld =
    "touches fewer than \(DepartmentBreakdown.fewestWorkers) workers: what it blocks is not shown"

  var title: String {
    guard !outcome.touchesFew else { return "\(capSubject) \(CapWords.withheld)" }
    guard outcome.blocked != UnitSum() else { return "\(capSubject) blocks nothing" }
    return "\(capSubject) saves \(style.sentence(outcome.spendSaved)) and \(change)"
  }

  /// `changes net value by minus $45k to minus $3.0k`: all cases, never one end alone.
  var change: String {
    let ends = [outcome.netValueChanges.first, outcome.netValueChanges.last].map { style.sentence($0 ?? .zero) }
    return "changes net value by " + (ends[0] == ends[1] ? ends[0] : "\(ends[0]) to \(ends[1])")
  }

  var head: String {
    "\(PeriodWords(period: report.review.period).days). \(style.unitWords). \(CapWords.staticSimulation)"
  }

  /// What the cap does, and the band that it lies in (report design, cap rule).
  var effects: ReportTable {
    var table = ReportTable(["Effect"], numbers: ["Amount"])
    table.add(["Spend saved", Phrase(style.invoiced(outcome.spendSaved))])
    table.add(["Net value lost", Phrase(style.estimated(-outcome.netValueLost))])
    table.add(["Waste removed", Phrase(style.estimated(outcome.wasteRemoved))])
    table.add(["Net value change, tasks blocked in order of time", Phrase(style.estimated(outcome.netValueChange))])
    table.add(["  if average tasks are dropped", optional(outcome.netValueChangeIfAverage)])
    table.add([
      "  if tasks worth \(kindestShare) of the average are dropped",
      optional(outcome.netValueChangeIfAverageAtKindest),
    ])
    return table
  }

  /// `50%`.
  var kindestShare: String { CapWords.share(outcome.kindestValueMillionths) }

  static func share(_ millionths: Int64) -> String { ScaledDecimal.text(Int128(millionths), scale: 4) + "%" }

  private func optional(_ amount: Money?) -> Phrase { amount.map { Phrase(style.estimated($0)) } ?? "not measured" }

  var touched: String {
    let blocked = outcome.blocked
    var text =
      "Blocked: \(NumberStyle.count(blocked.tasks)) of \(NumberStyle.count(outcome.all.tasks)) tasks and "
      + "\(NumberStyle.count(blocked.singleRequests)) of \(NumberStyle.count(outcome.all.singleRequests)) requests "
      + "without a task. Workers touched: \(NumberStyle.count(outcome.workersTouched)) of "
      + "\(NumberStyle.count(outcome.workers))."
    if blocked.unknownTasks > 0 {
      text += " The value of \(NumberStyle.count(blocked.unknownTasks)) blocked tasks is not known and not counted."
    }
    return text
  }

  func groups(_ title: Phrase, _ groups: [CapOutcome.Group]) -> ReportTable {
    var table = ReportTable([title], numbers: ["Spend", "Saved", "Value lost", "Waste removed", "Tasks blocked"])
    let spend = AddingColumn(groups.map(\.all.spend), quantum: style.invoicedQuantum)
    let saved = AddingColumn(groups.map(\.blocked.spend), quantum: style.invoicedQuantum)
    for (index, group) in groups.enumerated() {
      table.add([
        group.isSuppressed ? CompanyTables.suppressed : "\(name: group.name)",
        Phrase(style.invoiced(spend.lines[index])),
        Phrase(style.invoiced(saved.lines[index])), Phrase(style.estimated(-group.blocked.netValueEarned)),
        Phrase(style.estimated(group.blocked.waste)), Phrase(NumberStyle.count(group.blocked.tasks)),
      ])
    }
    table.add(
      [
        "All", Phrase(style.invoiced(outcome.all.spend)), Phrase(style.invoiced(outcome.spendSaved)),
        Phrase(style.estimated(-outcome.netValueLost)), Phrase(style.estimated(outcome.wasteRemoved)),
        Phrase(NumberStyle.count(outcome.blocked.tasks)),
      ], isTotal: true)
    return table
  }

  /// Why all departments are one line; nil where they are not.
  var departmentNote: String? {
    outcome.departments.map(\.isSuppressed) == [true] ? CapWords.departmentNote : nil
  }

  static let departmentNote =
    "Departments are one line: beside the task categories they would show groups of fewer than "
    + "\(DepartmentBreakdown.fewestWorkers) workers."

  func curve(_ points: [CapPoint]) -> ReportTable {
    CapWords.curve(
      points, outcome.measure, of: outcome.all, kindestMillionths: outcome.kindestValueMillionths, style: style)
  }

  /// - Parameters:
  ///   - all: the units that the caps were worked out from; shares are of their spend.
  ///   - kindestMillionths: what a blocked task is worth in the last column, as a share of what it is.
  static func curve(
    _ points: [CapPoint], _ measure: CapOutcome.Measure, of all: UnitSum, kindestMillionths: Int64, style: NumberStyle
  ) -> ReportTable {
    let unit: Phrase = measure == .spend ? "Cap in dollars" : "Cap in tokens"
    var table = ReportTable(
      [], numbers: [unit, "Saved", "Share", "Net value change", "If tasks worth \(share(kindestMillionths))"])
    for point in points {
      let cap = measure == .spend ? dollars(point.cap) : NumberStyle.count(point.cap)
      table.add([
        Phrase(cap), Phrase(style.invoiced(point.spendSaved)),
        Phrase(NumberStyle.share(point.spendSaved, of: all.spend) ?? "–"),
        Phrase(style.estimated(point.netValueChange)),
        Phrase(style.estimated(point.netValueChangeAtKindest)),
      ])
    }
    return table
  }

  func concentration(_ concentration: SpendConcentration) -> String {
    ConcentrationWords.text(concentration, of: "their spend")
  }

  /// `Legal 3.00, Ops 5.00`; nil where no department has a cap of its own.
  private var departmentCaps: String? {
    let caps = outcome.departmentCaps.map { "\(PrintableText.cut($0.department)) \(CapWords.dollars($0.cap))" }
    return caps.isEmpty ? nil : caps.joined(separator: ", ")
  }

  /// What the figures leave out, and caps of departments.
  var notes: [String] {
    var notes: [String] = []
    if let departmentCaps {
      notes.append(
        "Caps of departments, in dollars per worker and month: \(departmentCaps). A worker's units count to the cap of the department that each is for."
      )
    }
    let without = outcome.withoutWorker
    if without.tasks + without.singleRequests > 0 {
      notes.append(
        "\(style.sentence(without.spend)) of spend names no worker: a cap per worker does not reach it.")
    }
    if outcome.all.unpricedRequests > 0 {
      notes.append(
        "\(NumberStyle.count(outcome.all.unpricedRequests)) requests have no cost: they are counted, not as 0 dollars.")
    }
    return notes
  }
}
