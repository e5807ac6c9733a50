import Analysis
import TriageModel
import Workbook

extension DataSheet {
  /// The spend of the other period, the effects in their order, the spend of the period; nothing without another one.
  var bridgeLines: [(label: String, amount: Money)] {
    guard let comparison = report.review.comparison else { return [] }
    let bridge = comparison.bridge
    let effects = SpendBridge.Effect.allCases.map { effect in
      (effect.words.prefix(1).uppercased() + effect.words.dropFirst(), bridge.amount(effect))
    }
    return [("AI spend, \(PeriodWords(period: comparison.period).title)", bridge.previous)] + effects
      + [("AI spend, \(PeriodWords(period: report.review.period).title)", bridge.current)]
  }

  func addBridge(to sheet: inout Sheet) {
    guard !bridgeLines.isEmpty else { return }
    sheet.set(bridgeRow - 2, 0, .subheading("Change of AI spend, USD"))
    sheet.header(bridgeRow - 1, [.text("Line", 24), .number("USD")])
    for (index, line) in bridgeLines.enumerated() {
      sheet.set(bridgeRow + index, 0, .text(line.label))
      sheet.set(bridgeRow + index, 1, .value(line.amount))
    }
  }
}
