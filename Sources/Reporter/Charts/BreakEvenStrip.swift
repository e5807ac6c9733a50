import Analysis
import TriageModel

/// How far the break-even lies from the value used: −80% to +80%, the plausible range as a bar.
struct BreakEvenStrip {
  private static let width = 270
  private static let scale = AxisScale(low: -0.8, high: 0.8, step: 0.4, from: 18, to: 238)

  static var axis: Markup {
    var drawing = Drawing()
    for tick in scale.ticks {
      let label = tick.magnitude < 0.01 ? "used" : DecimalText.fixed(tick * 100, decimals: 0, signed: true) + "%"
      drawing.text(label, scale.position(tick), 11, .middle, style: "t2")
    }
    return drawing.decoration(width: width, height: 16, style: "asp")
  }

  let row: AssumptionRow

  var markup: Markup {
    var drawing = Drawing()
    if let range, range.low < 0.8, range.high > -0.8 {
      let (left, right) = (position(range.low), position(range.high))
      drawing.bar(x: left, y: 11, width: right - left, height: 8, .range)
    }
    let middle = BreakEvenStrip.scale.position(0)
    drawing.line(middle, 2, middle, 28, .axis)
    if let change { mark(change, on: &drawing) }
    return drawing.decoration(width: BreakEvenStrip.width, height: 30, style: "asp")
  }

  private func mark(_ change: Double, on drawing: inout Drawing) {
    let fill: Drawing.Fill = row.insideRange == true ? .negative : .hollow
    guard change.magnitude > 0.8 else {
      drawing.diamond(position(change), 15, radius: 5.5, fill)
      return
    }
    let isRight = change > 0
    drawing.diamond(isRight ? 255 : 10, 15, radius: 5.5, fill)
    let (from, to) = isRight ? (263.0, 266.5) : (2.5, -1.0)
    drawing.path([(from, 12), (to, 15), (from, 18)], .actual, width: 1.5)
  }

  /// The break-even as a change of the value used.
  private var change: Double? {
    if let factor = row.breakEven.factor { return factor - 1 }
    guard let used = row.breakEven.used, used != 0, let value = row.breakEven.value else { return nil }
    return value / used - 1
  }

  private var range: (low: Double, high: Double)? {
    guard let range = row.range, let used = row.breakEven.used, used > 0 else { return nil }
    return (range.low / used - 1, range.high / used - 1)
  }

  private func position(_ change: Double) -> Double {
    BreakEvenStrip.scale.position(min(max(change, -0.8), 0.8))
  }
}
