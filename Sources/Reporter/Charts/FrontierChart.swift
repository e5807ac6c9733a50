import Analysis
import TriageModel

/// Net value against budget: one dot per category, in the order in which a budget should fund them; a dashed line at
/// the budget. Both axes start at zero.
struct FrontierChart {
  private static let (left, right, top, bottom) = (56.0, 520.0, 26.0, 250.0)
  private static let (width, height) = (580, 300)
  private static let nameLimit = 22

  let plan: BudgetPlan
  let style: NumberStyle
  let budget: Money?
  private let x: AxisScale
  private let y: AxisScale

  /// Nil where no category is worth funding.
  init?(_ report: Report, plan: BudgetPlan) {
    guard let last = plan.frontier.last else { return nil }
    self.plan = plan
    style = report.style
    // A budget far beyond what there is to fund would press the dots together.
    budget = report.context.budget.flatMap { $0.nanos <= last.budget.nanos * 2 ? $0 : nil }
    x = AxisScale(
      [0, last.budget.dollars, budget?.dollars ?? 0], intervals: 6, from: FrontierChart.left, to: FrontierChart.right)
    y = AxisScale([0, last.netValue.dollars], intervals: 5, from: FrontierChart.bottom, to: FrontierChart.top)
  }

  func markup(id: String, title: Phrase) -> Markup {
    var drawing = Drawing()
    drawAxes(on: &drawing)
    let points = plan.frontier.map { (x: x.position($0.budget.dollars), y: y.position($0.netValue.dollars)) }
    drawing.path([(x.position(0), y.position(0))] + points, .actual, width: 2)
    let funded = Set(plan.lines.filter(\.isFunded).map(\.category))
    for (point, place) in zip(plan.frontier, points) {
      drawing.dot(place.x, place.y, radius: 4.5, funded.contains(point.category) ? .actual : .hollow)
    }
    drawLabels(points, on: &drawing)
    return drawing.figure(
      width: FrontierChart.width, height: FrontierChart.height, id: id, title: title, description: description)
  }

  private func drawAxes(on drawing: inout Drawing) {
    let unit = Double(style.unit.nanos) / 1e9
    for tick in y.ticks {
      let height = y.position(tick)
      drawing.line(FrontierChart.left, height, FrontierChart.right, height, tick == 0 ? .axis : .grid)
      drawing.text(
        DecimalText.fixed(tick / unit, decimals: AxisLabel.decimals(step: y.step / unit)), FrontierChart.left - 8,
        height + 4, .end, style: "t2")
    }
    for tick in x.ticks {
      let position = x.position(tick)
      drawing.line(position, FrontierChart.bottom, position, FrontierChart.bottom + 4, .axis)
      drawing.tickLabel(
        DecimalText.fixed(tick / unit, decimals: AxisLabel.decimals(step: x.step / unit)), position,
        FrontierChart.bottom + 18, width: Double(FrontierChart.width))
    }
    drawing.text(
      "budget for tokens, \(style.axisUnit)", FrontierChart.right, FrontierChart.bottom + 38, .end, style: "t2")
    drawing.text("net value, \(style.axisUnit)", 0, 12, .start, style: "t2")
    if let budget {
      let position = x.position(budget.dollars)
      drawing.line(position, FrontierChart.top - 6, position, FrontierChart.bottom, .ink, width: 1.2, dashed: "5 3")
      // Between the title of the axis and its end.
      let text = "budget \(style.invoiced(budget))"
      let width = LabelPlacement.width(text)
      let start = max(min(position - width / 2, FrontierChart.right - width), 150)
      drawing.text(text, start, FrontierChart.top - 12, .start, style: "t2")
    }
  }

  private func drawLabels(_ points: [(x: Double, y: Double)], on drawing: inout Drawing) {
    var placement = LabelPlacement(
      bounds: .init(left: FrontierChart.left + 2, right: 578, top: 16, bottom: FrontierChart.bottom - 1))
    for place in points {
      placement.reserve(.init(left: place.x - 6, right: place.x + 6, top: place.y - 6, bottom: place.y + 6))
    }
    placement.reserve(path: [(x.position(0), y.position(0))] + points)
    if let budget {
      let position = x.position(budget.dollars)
      placement.reserve(.init(left: position - 3, right: position + 3, top: 14, bottom: FrontierChart.bottom))
    }
    // What adds most has its choice of places.
    let order = plan.frontier.indices.sorted { plan.lines[$0].netValue > plan.lines[$1].netValue }
    for (point, place) in order.map({ (plan.frontier[$0], points[$0]) }) {
      let name = ("\(name: point.category, limit: FrontierChart.nameLimit)" as Phrase).plainText
      guard let label = placement.place(name, x: place.x, y: place.y, isBold: false, reach: 4) else { continue }
      if label.isFar {
        let side = label.anchor == .start ? -3.0 : 3.0
        drawing.line(place.x, place.y, label.x + side, label.y - 4, .axis)
      }
      drawing.text(name, label.x, label.y, label.anchor)
    }
  }

  private var description: Phrase {
    let parts = plan.frontier.map { point -> Phrase in
      "\(style.invoiced(point.budget)) with \(name: point.category): \(style.estimated(point.netValue))."
    }
    return "Net value at each budget. " + Phrase.joined(parts, separator: " ")
      + " \(style.unitWords). Values are in the table."
  }
}
