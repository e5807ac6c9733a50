import Analysis
import TriageModel

/// The views of hidden cost as bars on one scale from zero; they overlap, so none is stacked on another.
struct HiddenCostChart {
  private static let (left, right, width) = (168.0, 340.0, 460)
  private static let pitch = 27.0

  let company: HiddenCost.Line
  let style: NumberStyle

  private var views: [(view: HiddenViews, amount: Money)] {
    HiddenViews.allCases.compactMap { view in view.amount(company).map { (view, $0) } }
  }

  func markup(id: String, title: Phrase) -> Markup {
    var drawing = Drawing()
    let views = views
    let largest = max(views.map(\.amount.dollars).max() ?? 0, 1e-9)
    let scale = AxisScale(
      low: 0, high: largest, step: largest, from: HiddenCostChart.left, to: HiddenCostChart.right)
    for (index, entry) in views.enumerated() {
      let y = 6 + Double(index) * HiddenCostChart.pitch
      let end = scale.position(max(0, entry.amount.dollars))
      let isPart = entry.view == .cacheWriteWaste
      drawing.text(
        entry.view.shortWords, HiddenCostChart.left - 8, y + 13, .end, style: isPart ? "t2" : "")
      drawing.bar(
        x: HiddenCostChart.left, y: y + 2, width: end - HiddenCostChart.left, height: 15,
        entry.view.isUpperBound ? .range : .actual)
      let share = NumberStyle.share(entry.amount, of: company.spend).map { " · \($0)" } ?? ""
      drawing.text(style.invoiced(entry.amount) + share, end + 7, y + 14, .start)
    }
    let bottom = 8 + Double(views.count) * HiddenCostChart.pitch
    drawing.line(HiddenCostChart.left, 2, HiddenCostChart.left, bottom, .axis)
    return drawing.figure(
      width: HiddenCostChart.width, height: Int(bottom) + 6, id: id, title: title, description: description)
  }

  private var description: Phrase {
    let parts = views.map { "\($0.view.words) \(style.invoiced($0.amount))" }
    return
      "\(parts.joined(separator: ", ")), of \(style.invoiced(company.spend)) of usage. \(style.unitWords). The views overlap. Values are in the table of views."
  }
}
