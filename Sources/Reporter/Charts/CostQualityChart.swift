import Analysis
import TriageModel

/// Cost per accepted task against the share accepted, one point per option; dotted: the options that no other one
/// beats on both.
struct CostQualityChart {
  struct Point {
    var name: String
    var label: String
    var cost: Double
    var share: Double
    var isTarget: Bool
    var isIncumbent: Bool
  }

  static let nameLimit = 22
  private static let (left, right, top, bottom) = (56.0, 440.0, 24.0, 184.0)

  let points: [Point]
  private let x: AxisScale
  private let y: AxisScale

  /// Nil with fewer than two options to compare.
  init?(_ category: CategoryReview) {
    points = category.options.compactMap { option in
      guard option.role != .none, let cost = option.costPerAccepted, let success = option.perTask?.success else {
        return nil
      }
      let name: Phrase = "\(name: option.tool, limit: CostQualityChart.nameLimit)"
      let isTarget = option.tool == category.target && option.role == .alternative
      let suffix =
        isTarget
        ? (category.verdict == .pilot ? ", to pilot" : ", recommended") : option.role == .incumbent ? ", in use" : ""
      return Point(
        name: name.plainText, label: name.plainText + suffix, cost: cost, share: success, isTarget: isTarget,
        isIncumbent: option.role == .incumbent)
    }
    guard points.count >= 2 else { return nil }
    x = AxisScale([0] + points.map(\.cost), intervals: 5, from: CostQualityChart.left, to: CostQualityChart.right)
    let shares = points.map(\.share)
    let least = max(0, (shares.min() ?? 0) - 0.02)
    let most = min(1, (shares.max() ?? 1) + 0.02)
    let rounded = AxisScale(
      [least, most], intervals: 4, from: CostQualityChart.bottom, to: CostQualityChart.top)
    y = AxisScale(
      low: max(0, rounded.low), high: min(1, rounded.high), step: rounded.step, from: CostQualityChart.bottom,
      to: CostQualityChart.top)
  }

  /// Where the axis of shares starts, if it is cut.
  var startOfShares: Double? { y.low > 0 ? y.low : nil }

  func markup(id: String, title: Phrase) -> Markup {
    var drawing = Drawing()
    drawAxes(on: &drawing)
    drawing.path(frontier.map { (x.position($0.cost), y.position($0.share)) }, .previous, width: 1.5, dashed: "2 3")
    for point in points {
      drawing.dot(x.position(point.cost), y.position(point.share), radius: 5, point.isTarget ? .positive : .actual)
    }
    drawLabels(on: &drawing)
    return drawing.figure(width: 460, height: 226, id: id, title: title, description: description)
  }

  private func drawAxes(on drawing: inout Drawing) {
    let decimals = AxisLabel.decimals(step: y.step * 100)
    for tick in y.ticks {
      let height = y.position(tick)
      drawing.line(CostQualityChart.left, height, CostQualityChart.right, height, .grid)
      drawing.text(
        DecimalText.fixed(tick * 100, decimals: decimals) + "%", CostQualityChart.left - 8, height + 4, .end,
        style: "t2")
    }
    // Cents say nothing beside hundreds of dollars, and their labels would touch.
    let costDecimals = x.step >= 100 ? 0 : max(2, AxisLabel.decimals(step: x.step))
    for tick in x.ticks {
      let position = x.position(tick)
      drawing.line(position, CostQualityChart.bottom, position, CostQualityChart.bottom + 4, .axis)
      drawing.tickLabel(
        "$" + DecimalText.fixed(tick, decimals: costDecimals), position, CostQualityChart.bottom + 18, width: 460)
    }
    drawing.line(CostQualityChart.left, CostQualityChart.bottom, CostQualityChart.right, CostQualityChart.bottom, .axis)
    drawing.text(
      "model cost per accepted task", CostQualityChart.right, CostQualityChart.bottom + 36, .end, style: "t2")
    drawing.text("accepted tasks", 6, 12, .start, style: "t2")
  }

  private func drawLabels(on drawing: inout Drawing) {
    var placement = LabelPlacement(bounds: .init(left: 58, right: 456, top: 14, bottom: CostQualityChart.bottom - 1))
    for point in points {
      let (px, py) = (x.position(point.cost), y.position(point.share))
      placement.reserve(.init(left: px - 6, right: px + 6, top: py - 6, bottom: py + 6))
    }
    for point in points.sorted(by: { $0.isTarget && !$1.isTarget }) {
      let position = (x: x.position(point.cost), y: y.position(point.share))
      guard let label = placement.place(point.label, x: position.x, y: position.y, isBold: true) else { continue }
      drawing.text(point.label, label.x, label.y, label.anchor, style: point.isTarget ? "tb tp" : "tb")
    }
  }

  /// Options that no other one beats on cost and share at once, cheapest first.
  private var frontier: [Point] {
    var best = -1.0
    return points.sorted { $0.cost != $1.cost ? $0.cost < $1.cost : $0.share > $1.share }.filter { point in
      guard point.share > best else { return false }
      best = point.share
      return true
    }
  }

  private var description: Phrase {
    let parts = points.map { point -> Phrase in
      "\(name: point.label): \(NumberStyle.perTask(point.cost)) dollars per accepted task, \(NumberStyle.share(point.share)) accepted."
    }
    return Phrase.joined(parts, separator: " ") + " Values are in the options table."
  }
}
