import Analysis
import TriageModel

/// The tables about the change since another period: effects on spend, and one row per category.
struct ChangeTables {
  let report: Report
  let comparison: PeriodComparison

  /// Nil where no other period was given.
  init?(_ report: Report) {
    guard let comparison = report.review.comparison else { return nil }
    self.report = report
    self.comparison = comparison
  }

  private var style: NumberStyle { report.style }
  var previousTitle: String { PeriodWords(period: comparison.period).title }
  var currentTitle: String { PeriodWords(period: report.review.period).title }

  /// The spends of both periods and the effects between them, as printed.
  var printedBridge: (previous: Money, effects: [Money], current: Money) {
    let bridge = comparison.bridge
    let ends = [bridge.previous, bridge.current].map { AddingColumn([$0], quantum: style.invoicedQuantum).total }
    let effects = AddingColumn(
      SpendBridge.Effect.allCases.map(bridge.amount), printedTotal: ends[1] - ends[0], quantum: style.invoicedQuantum)
    return (ends[0], effects.lines, ends[1])
  }

  /// From the spend of the one period to that of the other; the printed effects add up to the printed spends.
  var bridge: ReportTable {
    var table = ReportTable(["Effect on AI spend"], numbers: ["Amount", "Of \(previousTitle)"])
    let bridge = comparison.bridge
    let printed = printedBridge
    table.add(["AI spend, \(previousTitle)", Phrase(style.invoiced(printed.previous)), "–"], isTotal: true)
    for (effect, amount) in zip(SpendBridge.Effect.allCases, printed.effects) {
      table.add([
        Phrase(effect.words.prefix(1).uppercased() + effect.words.dropFirst()),
        Phrase(style.change(amount)), share(bridge.amount(effect)),
      ])
    }
    table.add(
      ["AI spend, \(currentTitle)", Phrase(style.invoiced(printed.current)), share(bridge.change)], isTotal: true)
    return table
  }

  private func share(_ amount: Money) -> Phrase {
    NumberStyle.fraction(amount, of: comparison.bridge.previous).map { Phrase(NumberStyle.shareChange($0)) } ?? "–"
  }

  /// One row per category of either period, what no category carries, and the total.
  var categories: ReportTable {
    var table = ReportTable([
      .text("Task category", .name), .text("Verdict, \(previousTitle)", .verdictBefore), .text("Verdict now", .verdict),
      .number("Spend, \(previousTitle)", .spendBefore), .number("Spend now", .spend), .number("Change", .spendChange),
      .number("Net value change", .netValueChange),
    ])
    let verdicts = Dictionary(report.review.categories.map { ($0.name, $0.verdict) }) { first, _ in first }
    let rest = AmountChange(
      previous: comparison.spend.previous - comparison.categories.map(\.spend.previous).total(),
      current: comparison.spend.current - comparison.categories.map(\.spend.current).total())
    let spends = comparison.categories.map(\.spend) + [rest]
    let before = AddingColumn(
      spends.map(\.previous), total: comparison.spend.previous, quantum: style.invoicedQuantum)
    let now = AddingColumn(spends.map(\.current), total: comparison.spend.current, quantum: style.invoicedQuantum)
    for (index, category) in comparison.categories.enumerated() {
      table.add([
        "\(name: category.name)", Phrase(category.previousVerdict?.words ?? "–"),
        Phrase(verdicts[category.name]?.words ?? "–"), Phrase(style.invoiced(before.lines[index])),
        Phrase(style.invoiced(now.lines[index])), change(before.lines[index], now.lines[index], category.spend),
        style.change(category.netValue),
      ])
    }
    let last = spends.count - 1
    table.add([
      "Not attributed", "", "", Phrase(style.invoiced(before.lines[last])), Phrase(style.invoiced(now.lines[last])),
      change(before.lines[last], now.lines[last], rest), "–",
    ])
    table.add(
      [
        SpendWords(report).totalWithNetValue, "", "", Phrase(style.invoiced(before.total)),
        Phrase(style.invoiced(now.total)),
        change(before.total, now.total, comparison.spend), style.change(comparison.netValue),
      ], isTotal: true)
    return table
  }

  /// The difference of two printed amounts, so that a reader can do it again, and the exact percentage.
  func change(_ before: Money, _ now: Money, _ exact: AmountChange) -> Phrase {
    let percent = exact.fraction.map(NumberStyle.shareChange) ?? "–"
    return "\(style.change(now - before)) (\(percent))"
  }

  /// The change of one exact amount.
  func change(_ exact: AmountChange) -> Phrase {
    let printed = [exact.previous, exact.current].map { AddingColumn([$0], quantum: style.invoicedQuantum).total }
    return change(printed[0], printed[1], exact)
  }
}
