import Analysis
import TriageModel

/// Dot and whisker per row of a table on one scale; the zero line is the background of the cells, so that it runs
/// through all rows.
struct IntervalPlot {
  private static let width = 264
  private let scale: AxisScale
  private let unit: Double

  init(_ estimates: [Estimate], style: NumberStyle) {
    scale = AxisScale([0] + estimates.flatMap { [$0.lo, $0.hi] }, intervals: 4, from: 12, to: 252)
    unit = Double(style.unit.nanos) / 1e9
  }

  /// Where zero is, as a share of the plot's width.
  var zeroShare: Markup { Markup(text: DecimalText.plain(scale.position(0) / Double(IntervalPlot.width), decimals: 4)) }

  /// Ticks for the head of the column.
  var axis: Markup {
    var drawing = Drawing()
    let decimals = AxisLabel.decimals(step: scale.step / unit)
    for tick in scale.ticks {
      let x = scale.position(tick)
      drawing.line(x, 13, x, 18, .axis)
      drawing.text(
        DecimalText.fixed(tick / unit, decimals: decimals), x, 10, .middle, style: "t2")
    }
    return drawing.decoration(width: IntervalPlot.width, height: 18, style: "axs")
  }

  func row(_ estimate: Estimate) -> Markup {
    var drawing = Drawing()
    drawing.estimate(estimate.value, lo: estimate.lo, hi: estimate.hi, on: scale, y: 15, radius: 4)
    return drawing.decoration(width: IntervalPlot.width, height: 30, style: "pwv")
  }
}

/// Decimals that the labels of an axis need.
enum AxisLabel {
  static func decimals(step: Double) -> Int {
    var decimals = 0
    var rest = step
    while rest < 0.999, decimals < 6 {
      rest *= 10
      decimals += 1
    }
    return decimals
  }
}

extension DecimalText {
  /// An ASCII number for style sheets: no grouping, `-` for minus.
  static func plain(_ value: Double, decimals: Int) -> String {
    String(fixed(value, decimals: decimals).filter { $0 != "," }.map { $0 == "\u{2212}" ? "-" : $0 })
  }
}
