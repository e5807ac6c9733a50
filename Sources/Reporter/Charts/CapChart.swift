import Analysis
import TriageModel

/// Net value against spend freed: triage as a stepped path, the best gain per freed dollar first, and a cap as a grey
/// line with the band to tasks worth the kindest share of the average. Both start at today; both axes hold zero.
struct CapChart {
  private static let (left, right, top, bottom) = (52.0, 430.0, 26.0, 280.0)
  private static let (width, height) = (580, 330)

  let report: Report
  let outcome: CapOutcome
  private let today: Double
  private let saved: Double
  private let x: AxisScale
  private let y: AxisScale
  private let curve: [(x: Double, y: Double)]

  /// Nil where no cap saves what triage saves.
  init?(_ report: Report) {
    guard let outcome = report.caps?.matched, outcome.netValueChangeIfAverage != nil else { return nil }
    self.report = report
    self.outcome = outcome
    today = report.review.totals.netValue.value
    saved = report.triage.saved.dollars
    let freed = [saved, outcome.spendSaved.dollars] + report.triage.path.map(\.savedSoFar.dollars)
    x = AxisScale([0, (freed.max() ?? 0) * 1.12] + freed, intervals: 6, from: CapChart.left, to: CapChart.right)
    let start = today
    let cases = outcome.netValueChanges.map { start + $0.dollars }
    let path = report.triage.path.map { start + $0.netValueChangeSoFar }
    let end = x.high
    let ends = CapChart.slopes(outcome).map { start + $0 * end }
    let shown = CapChart.thinned(report.caps?.curve ?? [], upTo: end)
    curve = shown.map { ($0.spendSaved.dollars, start + $0.netValueChange.dollars) }
    y = AxisScale(
      [0, start] + cases + path + ends + curve.map(\.y), intervals: 5, from: CapChart.bottom, to: CapChart.top)
  }

  /// Net value that a freed dollar changes: average tasks dropped, and tasks worth the kindest share of it.
  private static func slopes(_ outcome: CapOutcome) -> [Double] {
    let spend = max(outcome.spendSaved.dollars, 1e-9)
    return [outcome.netValueChangeIfAverage, outcome.netValueChangeIfAverageAtKindest].map {
      ($0?.dollars ?? 0) / spend
    }
  }

  /// The caps that save up to an amount, at steps that the eye can tell apart, and the next one.
  private static func thinned(_ curve: [CapPoint], upTo end: Double) -> [CapPoint] {
    var points: [CapPoint] = []
    var last = 0.0
    for point in curve where point.spendSaved.dollars <= end {
      guard point.spendSaved.dollars - last >= end / 60 else { continue }
      last = point.spendSaved.dollars
      points.append(point)
    }
    return points
  }

  func markup(id: String, title: Phrase) -> Markup {
    var drawing = Drawing()
    drawAxes(on: &drawing)
    drawCap(on: &drawing)
    drawTriage(on: &drawing)
    drawGap(on: &drawing)
    drawLabels(on: &drawing)
    return drawing.figure(
      width: CapChart.width, height: CapChart.height, id: id, title: title, description: description)
  }

  private func point(_ freed: Double, _ net: Double) -> (x: Double, y: Double) { (x.position(freed), y.position(net)) }

  private func drawAxes(on drawing: inout Drawing) {
    for tick in y.ticks {
      let height = y.position(tick)
      drawing.line(CapChart.left, height, CapChart.right, height, tick == 0 ? .axis : .grid)
      drawing.text(label(tick, y), CapChart.left - 8, height + 4, .end, style: "t2")
    }
    for tick in x.ticks {
      let position = x.position(tick)
      drawing.line(position, CapChart.bottom, position, CapChart.bottom + 4, .axis)
      drawing.text(label(tick, x), position, CapChart.bottom + 18, .middle, style: "t2")
    }
    drawing.text("spend freed, \(report.style.axisUnit)", CapChart.right, CapChart.bottom + 36, .end, style: "t2")
    drawing.text("net value, \(report.style.axisUnit)", 0, 12, .start, style: "t2")
  }

  private func label(_ dollars: Double, _ scale: AxisScale) -> String {
    let unit = Double(report.style.unit.nanos) / 1e9
    return DecimalText.fixed(dollars / unit, decimals: AxisLabel.decimals(step: scale.step / unit))
  }

  private func drawCap(on drawing: inout Drawing) {
    let slopes = CapChart.slopes(outcome)
    let ends = slopes.map { point(x.high, today + $0 * x.high) }
    let start = point(0, today)
    drawing.area([start, ends[0], ends[1]])
    drawing.path([start, ends[0]], .previous, width: 2.5)
    drawing.path([start, ends[1]], .previous, width: 1.2, dashed: "4 3")
    drawing.path([start] + curve.map { point($0.x, $0.y) }, .actual, width: 1.5, dashed: "1.5 3")
  }

  /// The corners of the path of triage.
  private var triageSteps: [(x: Double, y: Double)] {
    var corner = point(0, today)
    var steps = [corner]
    for step in report.triage.path {
      let next = point(step.savedSoFar.dollars, today + step.netValueChangeSoFar)
      steps += [(next.x, corner.y), next]
      corner = next
    }
    return steps
  }

  private func drawTriage(on drawing: inout Drawing) {
    let steps = triageSteps
    drawing.path(steps, .positive, width: 2.5)
    drawing.dot(steps[0].x, steps[0].y, radius: 5, .actual)
    for (index, step) in report.triage.path.enumerated() {
      let place = point(step.savedSoFar.dollars, today + step.netValueChangeSoFar)
      drawing.dot(place.x, place.y, radius: index == report.triage.path.count - 1 ? 5 : 3.6, .positive)
    }
  }

  /// What the matched cap frees and leaves where average tasks are dropped, as the table beside it has it.
  private var capEnd: (x: Double, y: Double) { point(outcome.spendSaved.dollars, capNetValue) }

  private var capNetValue: Double { today + (outcome.netValueChangeIfAverage?.dollars ?? 0) }

  private var triageEnd: (x: Double, y: Double) {
    point(saved, today + (report.triage.path.last?.netValueChangeSoFar ?? 0))
  }

  /// Whether triage and the cap free about the same, so that the way between them is upright.
  private var isSideBySide: Bool { abs(triageEnd.x - capEnd.x) < 8 }

  private func drawGap(on drawing: inout Drawing) {
    let (from, to) = (triageEnd, capEnd)
    drawing.dot(to.x, to.y, radius: 5, .previous)
    guard isSideBySide, abs(to.y - from.y) > 24 else { return }
    let down = to.y > from.y ? 1.0 : -1.0
    let (start, end) = (from.y + 8 * down, to.y - 8 * down)
    drawing.line(from.x, start, to.x, end, .ink, width: 1.3)
    for (tip, side) in [(start, -down), (end, down)] {
      drawing.path([(from.x - 4, tip - 6 * side), (from.x, tip), (from.x + 4, tip - 6 * side)], .ink, width: 1.3)
    }
  }

  private func drawLabels(on drawing: inout Drawing) {
    let style = report.style
    var placement = LabelPlacement(
      bounds: .init(left: CapChart.left + 2, right: 578, top: 14, bottom: CapChart.bottom - 1))
    // Above its dot, where no line runs.
    let todayLabel = "Today \(style.estimated(today))"
    let (start, height) = (CapChart.left + 4, max(point(0, today).y - 22, 22))
    drawing.text(todayLabel, start, height, .start, style: "tb")
    placement.reserve(
      .init(
        left: start, right: start + LabelPlacement.width(todayLabel, isBold: true), top: height - 11,
        bottom: height + 4))
    for place in [point(0, today), triageEnd, capEnd] {
      placement.reserve(.init(left: place.x - 6, right: place.x + 6, top: place.y - 6, bottom: place.y + 6))
    }
    let ends = CapChart.slopes(outcome).map { point(x.high, today + $0 * x.high) }
    for end in ends { placement.reserve(path: [point(0, today), end]) }
    placement.reserve(path: [point(0, today)] + curve.map { point($0.x, $0.y) })
    placement.reserve(path: triageSteps)
    placement.reserve(path: [triageEnd, capEnd])
    func add(_ text: String, _ place: (x: Double, y: Double), _ kind: Markup, mayCross: Bool = false) {
      guard
        let label = placement.place(
          text, x: place.x, y: place.y, isBold: kind != "t2", mayCross: mayCross)
      else { return }
      drawing.text(text, label.x, label.y, label.anchor, style: kind)
    }
    add(
      "Triage \(style.estimated(today + (report.triage.path.last?.netValueChangeSoFar ?? 0)))", triageEnd, "tb tp",
      mayCross: true)
    add("Cap \(style.estimated(capNetValue))", capEnd, "tb", mayCross: true)
    let names = ["cap, average tasks", "cap, \(CapWords.share(outcome.kindestValueMillionths)) of average"]
    for (end, name) in zip(ends, names) { add(name, (end.x - 4, end.y), "t2") }
    if isSideBySide, let apart {
      let middle = (triageEnd.y + capEnd.y) / 2
      add(apart, (triageEnd.x, middle), "tb")
    }
  }

  /// How far triage and the cap are apart, as a range; nil where the range holds zero.
  private var apart: String? {
    guard let differences = CapSection(report).differences, differences.least >= 0 else { return nil }
    return "\(report.style.plainEstimate(differences.least)) to \(report.style.plainEstimate(differences.most)) apart"
  }

  private var description: Phrase {
    let style = report.style
    let cases = outcome.netValueChanges.map { style.estimated(today + $0.dollars) }
    return
      "Today net value is \(style.estimated(today)). Freeing \(style.invoiced(report.triage.saved)) by triage gives \(style.estimated(today + (report.triage.path.last?.netValueChangeSoFar ?? 0))); a cap that frees \(style.invoiced(outcome.spendSaved)) gives \(cases.first ?? "–") to \(cases.last ?? "–"). \(style.unitWords). Values are in the tables beside it."
  }
}
