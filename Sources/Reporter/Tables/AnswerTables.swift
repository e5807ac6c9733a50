import Analysis
import TriageModel

/// The tables of the answer: four numbers, decisions, and one row per category.
struct AnswerTables {
  let report: Report
  private let printed: PrintedColumns

  init(_ report: Report) {
    self.report = report
    printed = PrintedColumns(report)
  }

  private var style: NumberStyle { report.style }
  private var totals: Totals { report.review.totals }
  private var words: SpendWords { SpendWords(report) }

  /// The four numbers, in fixed order.
  ///
  /// Where another period was given, its figures and the changes since stand between now and "if approved".
  var numbers: ReportTable {
    if let changes = ChangeTables(report) { return numbers(with: changes) }
    var table = ReportTable(
      ["Measure"], numbers: [Phrase(PeriodWords(period: report.review.period).title), "If approved"])
    table.add([
      words.headline, Phrase(style.invoiced(printed.spend.total)),
      Phrase(style.invoiced(printed.spendAfter.total)),
    ])
    table.add([
      "Net value after all AI cost", printed.estimate(printed.netValue.total, totals.netValue), netValueIfApproved,
    ])
    table.add([
      "Spend to move or stop", spendToChange,
      totals.freed.value == 0 ? "–" : "\(style.invoiced(printed.freed.total)) freed",
    ])
    return table
  }

  private func numbers(with changes: ChangeTables) -> ReportTable {
    let comparison = changes.comparison
    let before = comparison.totals
    var table = ReportTable(
      ["Measure"],
      numbers: [
        Phrase(PeriodWords(period: report.review.period).title), Phrase(changes.previousTitle), "Change", "If approved",
      ])
    table.add([
      words.headline, Phrase(style.invoiced(printed.spend.total)),
      Phrase(style.invoiced(comparison.spend.previous)), changes.change(comparison.spend),
      Phrase(style.invoiced(printed.spendAfter.total)),
    ])
    table.add([
      "Net value after all AI cost", printed.estimate(printed.netValue.total, totals.netValue),
      Phrase(style.estimate(before.netValue)), netValueChange(comparison.netValue), netValueIfApproved,
    ])
    table.add([
      "Spend to move or stop", spendToChange, Phrase(style.invoiced(before.spendToChange)),
      changes.change(comparison.spendToChange),
      totals.freed.value == 0 ? "–" : "\(style.invoiced(printed.freed.total)) freed",
    ])
    return table
  }

  private func netValueChange(_ change: EstimateChange) -> Phrase {
    style.change(change) + " (\(change.fraction.map(NumberStyle.shareChange) ?? "–"))"
  }

  /// The numbers of the first page, in their fixed order.
  enum Number: CaseIterable {
    case spend
    case netValue
    case spendToChange
    case spendIfApproved
  }

  func label(_ number: Number) -> Phrase {
    switch number {
    case .spend: words.headline
    case .netValue: "Net value after all AI cost"
    case .spendToChange: "Spend to move or stop"
    case .spendIfApproved: "AI spend if approved"
    }
  }

  /// The figure of this period alone.
  func value(_ number: Number) -> Phrase {
    switch number {
    case .spend: Phrase(style.invoiced(printed.spend.total))
    case .netValue: printed.estimate(printed.netValue.total, totals.netValue)
    case .spendToChange: spendToChange
    case .spendIfApproved: Phrase(style.invoiced(printed.spendAfter.total))
    }
  }

  /// The four numbers as label and value, for plain text.
  var numberLines: [(label: Phrase, value: Phrase)] {
    Number.allCases.map { number in
      (label(number), number == .spend ? value(number) + spendBefore : value(number))
    } + (netValueLine.map { [$0] } ?? [])
  }

  /// ` (2026Q2: 401.7, +21.0%)`.
  private var spendBefore: Phrase {
    guard let changes = ChangeTables(report) else { return "" }
    let spend = changes.comparison.spend
    let percent = spend.fraction.map(NumberStyle.shareChange) ?? "–"
    return " (\(changes.comparison.period.text): \(style.invoiced(spend.previous)), \(percent))"
  }

  private var netValueLine: (label: Phrase, value: Phrase)? {
    ChangeTables(report).map {
      ("Change of net value", style.change($0.comparison.netValue))
    }
  }

  private var spendToChange: Phrase {
    let changing = report.decisions.filter(\.verdict.isChange).flatMap(\.indices)
    let amount = Phrase(style.invoiced(printed.spend.sum(changing)))
    guard let share = NumberStyle.share(totals.spendToChange, of: totals.spend) else { return amount }
    return amount + " (\(share))"
  }

  /// The approved total without an interval of its own: that of the change stands beside it.
  private var netValueIfApproved: Phrase {
    guard let change = totals.netValueChange else { return "–" }
    let total = printed.netValue.total + printed.netValueChange.total
    return "\(style.estimated(total)), change \(printed.estimate(printed.netValueChange.total, change))"
  }

  /// One row per recommendation, then everything without a category, then the total.
  func decisions(categoryLimit: Int) -> ReportTable {
    var table = ReportTable([
      .text("Recommendation", .verdict), .text("Task categories", .categories), .number("Spend now", .spend),
      .number("Frees", .freed), .number("Adds net value", .netValueChange), .number("One-off", .oneOff),
      .text("Owner, by", .owner),
    ])
    for group in report.decisions {
      let names = group.indices.map { report.review.categories[$0].name }
      table.add([
        Phrase(group.verdict.words), Phrase.list(names, limit: categoryLimit, separator: "; "),
        Phrase(style.invoiced(printed.spend.sum(group.indices))),
        printed.amountOrDash(printed.freed.sum(group.indices)),
        group.netValueChange.map { printed.estimate(printed.netValueChange.sum(group.indices), $0) } ?? "–",
        printed.amountOrDash(printed.oneOff.sum(group.indices)), Phrase(ReasonWords.owner(group.verdict)),
      ])
    }
    let all = printed.categories
    let change = totals.netValueChange.map { printed.estimate(printed.netValueChange.sum(all), $0) } ?? "–"
    table.add(
      [
        "All categories", Phrase(NumberStyle.count(all.count)), Phrase(style.invoiced(printed.spend.sum(all))),
        printed.amountOrDash(printed.freed.sum(all)), change, printed.amountOrDash(printed.oneOff.sum(all)),
      ], isTotal: true)
    table.add([
      words.unattributed, "", printed.amountOrDash(printed.spend.lines[printed.unattributed]), "–", "–", "–",
    ])
    table.add(
      [
        words.total, "", Phrase(style.invoiced(printed.spend.total)), printed.amountOrDash(printed.freed.total), change,
        printed.amountOrDash(printed.oneOff.total),
      ], isTotal: true)
    return table
  }

  /// One row per category, then what no category carries, then the total.
  var verdicts: ReportTable {
    var table = ReportTable([
      .text("Task category", .name), .text("Department"), .text("Verdict", .verdict), .number("Spend now", .spend),
      .number("Net value now", .netValue), .number("Spend after", .spendAfter),
      .number("Net value change", .netValueChange), .text("Evidence", .evidence),
    ])
    for (index, category) in report.review.categories.enumerated() {
      table.add([
        "\(name: category.name)", departments(category), verdict(category),
        Phrase(style.invoiced(printed.spend.lines[index])),
        printed.estimate(printed.netValue.lines[index], category.netAfterEverything),
        Phrase(style.invoiced(printed.spendAfter.lines[index])),
        category.netValueChange.map { printed.estimate(printed.netValueChange.lines[index], $0) } ?? "–",
        evidence(category),
      ])
    }
    addTotals(to: &table)
    return table
  }

  private func addTotals(to table: inout ReportTable) {
    let all = printed.categories
    let change = totals.netValueChange.map { printed.estimate(printed.netValueChange.total, $0) } ?? "–"
    table.add(
      [
        "All categories", "", "", Phrase(style.invoiced(printed.spend.sum(all))),
        printed.estimate(printed.netValue.sum(all), categoriesNetValue),
        Phrase(style.invoiced(printed.spendAfter.sum(all))), change,
      ], isTotal: true)
    table.add([
      words.unattributed, "", "", printed.amountOrDash(printed.spend.lines[printed.unattributed]),
      Phrase(style.estimated(printed.netValue.lines[printed.unattributed])),
      printed.amountOrDash(printed.spendAfter.lines[printed.unattributed]), "–",
    ])
    if report.unusedLicenceCost != .zero {
      table.add([
        "Unused licences", "", "", "–", Phrase(style.estimated(printed.netValue.lines[printed.licences])), "–", "–",
      ])
    }
    table.add(
      [
        words.totalWithNetValue, "", "", Phrase(style.invoiced(printed.spend.total)),
        printed.estimate(printed.netValue.total, totals.netValue), Phrase(style.invoiced(printed.spendAfter.total)),
        change,
      ], isTotal: true)
  }

  /// The total without what no category carries, which is exact and only moves the interval.
  private var categoriesNetValue: Estimate {
    let shift = (report.unusedLicenceCost - report.unattributedNetValue).dollars
    return Estimate(
      value: totals.netValue.value + shift, lo: totals.netValue.lo + shift, hi: totals.netValue.hi + shift)
  }

  private func departments(_ category: CategoryReview) -> Phrase {
    switch category.departments.count {
    case 0: "–"
    case 1...3: Phrase.joined(category.departments.map { "\(name: $0)" }, separator: "; ")
    default: "\(NumberStyle.count(category.departments.count)) departments"
    }
  }

  private func verdict(_ category: CategoryReview) -> Phrase {
    category.target.map { "\(category.verdict.words): \(name: $0)" } ?? Phrase(category.verdict.words)
  }

  private func evidence(_ category: CategoryReview) -> Phrase {
    let kind = EvidenceKind(category)
    return "\(kind.words), n \(NumberStyle.count(kind.tasks)), grade \(name: category.grade)"
  }
}

/// What a verdict rests on.
struct EvidenceKind {
  /// Machine name: `paired`, `observed` or `none`.
  let key: String
  let words: String
  /// Tasks behind it: of both tools of the decisive comparison, otherwise the judged tasks of the category.
  let tasks: Int64

  init(_ category: CategoryReview) {
    let decisive = category.decisiveOption?.comparison
    switch decisive {
    case let comparison? where comparison.paired:
      (key, words) = ("paired", "Same work, both tools")
    case let comparison? where comparison.refusal == nil:
      (key, words) = ("observed", "Observed tasks")
    default:
      (key, words) = category.statement.okTasks > 0 ? ("observed", "Observed tasks") : ("none", "No judged task")
    }
    guard let decisive, decisive.refusal == nil else {
      tasks = category.statement.okTasks
      return
    }
    let compared = decisive.strata.reduce(Int64(0)) { $0 + $1.incumbentTasks + $1.alternativeTasks }
    tasks = decisive.strata.isEmpty ? decisive.incumbentTasks + decisive.alternativeTasks : compared
  }
}
