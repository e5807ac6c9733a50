import Analysis
import TriageModel

/// From the spend of one period to that of another as a waterfall: solid light, the effects, solid dark.
///
/// The axis starts at zero and is never cut. What raises spend has the colour of a loss, what lowers it of a gain.
struct BridgeChart {
  private struct Bar {
    var from: Double
    var to: Double
    var fill: Drawing.Fill
    var label: String
    var style: Markup
    var names: (first: String, second: String)
  }

  private static let (left, right, top, bottom) = (2.0, 486.0, 34.0, 242.0)
  private static let (width, height) = (540, 290)
  private static let share = 0.58

  let tables: ChangeTables
  let budget: Money?
  private let bars: [Bar]
  private let scale: AxisScale

  init(_ tables: ChangeTables, budget: Money?) {
    self.tables = tables
    self.budget = budget
    bars = BridgeChart.bars(tables)
    let limit = budget?.dollars ?? 0
    let ends: [Double] = [0, limit] + bars.map(\.from) + bars.map(\.to)
    let (low, high) = (ends.min() ?? 0, ends.max() ?? 0)
    let span = max(high - low, 1e-9)
    scale = AxisScale(low: low, high: low + span, step: span, from: BridgeChart.bottom, to: BridgeChart.top)
  }

  private static func bars(_ tables: ChangeTables) -> [Bar] {
    let bridge = tables.comparison.bridge
    let style = tables.report.style
    let printed = tables.printedBridge
    var bars = [
      Bar(
        from: 0, to: bridge.previous.dollars, fill: .previous, label: style.invoiced(printed.previous), style: "tb",
        names: (tables.previousTitle, ""))
    ]
    var running = bridge.previous
    for (effect, amount) in zip(SpendBridge.Effect.allCases, printed.effects) {
      let exact = bridge.amount(effect)
      let colour: Markup = exact == .zero ? "tb" : exact.isNegative ? "tb tp" : "tb tn"
      bars.append(
        Bar(
          from: running.dollars, to: (running + exact).dollars, fill: exact.isNegative ? .positive : .negative,
          label: style.change(amount), style: colour, names: names(effect, exact)))
      running += exact
    }
    bars.append(
      Bar(
        from: 0, to: bridge.current.dollars, fill: .actual, label: style.invoiced(printed.current), style: "tb",
        names: (tables.currentTitle, "")))
    return bars
  }

  /// Two short lines under a bar.
  private static func names(_ effect: SpendBridge.Effect, _ amount: Money) -> (String, String) {
    let isLess = amount.isNegative
    let isNone = amount == .zero
    return switch effect {
    case .volume: ("Volume", isNone ? "" : isLess ? "fewer tasks" : "more tasks")
    case .mix: ("Mix", isNone ? "" : isLess ? "cheaper" : "dearer")
    case .tokensPerTask: ("Tokens", "per task")
    case .price: ("Price", "per token")
    case .notAttributed: ("Not", "attributed")
    }
  }

  func markup(id: String, title: Phrase) -> Markup {
    var drawing = Drawing()
    let pitch = (BridgeChart.right - BridgeChart.left) / Double(bars.count)
    let thick = pitch * BridgeChart.share
    let starts = bars.indices.map { BridgeChart.left + pitch * Double($0) + (pitch - thick) / 2 }
    let zero = scale.position(0)
    drawing.line(BridgeChart.left, zero, BridgeChart.right, zero, .axis)
    if let budget { drawBudget(budget, from: starts[1] - (pitch - thick) / 2, on: &drawing) }
    for (index, bar) in bars.enumerated() {
      let (from, to) = (scale.position(bar.from), scale.position(bar.to))
      drawing.bar(x: starts[index], y: min(from, to), width: thick, height: abs(from - to), bar.fill)
      if index + 1 < bars.count { drawing.line(starts[index] + thick, to, starts[index + 1], to, .axis) }
    }
    for (index, bar) in bars.enumerated() {
      let middle = starts[index] + thick / 2
      let above = min(scale.position(bar.from), scale.position(bar.to))
      drawing.text(bar.label, middle, above - 8, .middle, style: bar.style)
      let isEnd = index == 0 || index == bars.count - 1
      drawing.text(bar.names.first, middle, BridgeChart.bottom + 18, .middle, style: isEnd ? "tb" : "")
      if !bar.names.second.isEmpty {
        drawing.text(bar.names.second, middle, BridgeChart.bottom + 33, .middle, style: "t2")
      }
    }
    return drawing.figure(
      width: BridgeChart.width, height: BridgeChart.height, id: id, title: title, description: description)
  }

  private func drawBudget(_ budget: Money, from start: Double, on drawing: inout Drawing) {
    let y = scale.position(budget.dollars)
    drawing.line(start, y, BridgeChart.right, y, .ink, width: 1.2, dashed: "5 3")
    drawing.text("budget", Double(BridgeChart.width), y - 3, .end, style: "t2")
    drawing.text(tables.report.style.invoiced(budget), Double(BridgeChart.width), y + 12, .end, style: "t2")
  }

  private var description: Phrase {
    let style = tables.report.style
    let printed = tables.printedBridge
    let effects = zip(SpendBridge.Effect.allCases, printed.effects).map { "\($0.words) \(style.change($1))" }
    let limit = budget.map { " The budget is \(style.invoiced($0))." } ?? ""
    return
      "From \(style.invoiced(printed.previous)): \(effects.joined(separator: ", ")), to \(style.invoiced(printed.current)). \(style.unitWords).\(limit) Values are in the table of effects."
  }
}
