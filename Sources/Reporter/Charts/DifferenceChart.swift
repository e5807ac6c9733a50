import Analysis
import TriageModel

/// Difference of net value per task from the tool in use, and of value and human time alone: dot, whisker, zero line.
struct DifferenceChart {
  struct Row {
    var name: String
    var isSecond: Bool
    var value: Double
    var lo: Double
    var hi: Double
  }

  private static let (left, right) = (150.0, 440.0)
  static let nameLimit = 16

  let rows: [Row]
  private let scale: AxisScale

  /// Nil where no option has an estimate.
  init?(_ category: CategoryReview) {
    rows = category.options.flatMap { option -> [Row] in
      guard option.role == .alternative, let estimate = option.comparison?.estimate else { return [] }
      let name: Phrase = "\(name: option.tool, limit: DifferenceChart.nameLimit)"
      var rows = [
        Row(name: name.plainText, isSecond: false, value: estimate.delta, lo: estimate.lo, hi: estimate.hi)
      ]
      if let quality = option.comparison?.money?.valueOnly {
        rows.append(
          Row(name: "without its cost", isSecond: true, value: quality.value, lo: quality.lo, hi: quality.hi))
      }
      return rows
    }
    guard !rows.isEmpty else { return nil }
    scale = AxisScale(
      [0] + rows.flatMap { [$0.lo, $0.hi] }, intervals: 5, from: DifferenceChart.left, to: DifferenceChart.right)
  }

  func markup(id: String, title: Phrase) -> Markup {
    var drawing = Drawing()
    let bottom = Double(rows.count) * 38 + 10
    let decimals = scale.step >= 100 ? 0 : max(2, AxisLabel.decimals(step: scale.step))
    for tick in scale.ticks {
      let x = scale.position(tick)
      drawing.line(x, bottom, x, bottom + 4, .axis)
      drawing.tickLabel(DecimalText.fixed(tick, decimals: decimals), x, bottom + 17, width: 460)
    }
    drawing.line(DifferenceChart.left, bottom, DifferenceChart.right, bottom, .axis)
    drawing.line(scale.position(0), 6, scale.position(0), bottom, .axis)
    for (index, row) in rows.enumerated() {
      let y = 30 + Double(index) * 38
      drawing.text(row.name, 0, y + 4, .start, style: row.isSecond ? "t2" : "tb")
      drawing.estimate(row.value, lo: row.lo, hi: row.hi, on: scale, y: y, radius: 5, cap: 8)
      label(row, y: y - 10, on: &drawing)
    }
    drawing.text("dollars per task against the tool in use", 440, bottom + 34, .end, style: "t2")
    return drawing.figure(
      width: 460, height: Int(bottom) + 40, id: id, title: title, description: description)
  }

  private func label(_ row: Row, y: Double, on drawing: inout Drawing) {
    let text = NumberStyle.perTaskEstimate(row.value, row.lo, row.hi)
    let half = LabelPlacement.width(text) / 2
    let middle = min(max(scale.position(row.value), DifferenceChart.left + half), 458 - half)
    drawing.text(text, middle, y, .middle)
  }

  private var description: Phrase {
    let parts = rows.map { row -> Phrase in
      "\(name: row.name): \(NumberStyle.perTaskEstimate(row.value, row.lo, row.hi)) dollars per task."
    }
    return Phrase.joined(parts, separator: " ") + " Values are in the options table and in the notes."
  }
}
