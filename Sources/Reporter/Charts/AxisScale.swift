/// A linear scale from figures to view-box units, with round ticks.
struct AxisScale {
  let low: Double
  let high: Double
  private let start: Double
  private let end: Double
  let ticks: [Double]
  /// Distance of the ticks, in units of the figures.
  let step: Double

  /// - Parameters:
  ///   - figures: that must lie on the scale; the ends are rounded outwards to ticks.
  ///   - intervals: about how many tick intervals.
  ///   - start: where `low` is drawn.
  ///   - end: where `high` is drawn.
  init(_ figures: [Double], intervals: Int, from start: Double, to end: Double) {
    let finite = figures.filter(\.isFinite)
    let least = finite.min() ?? 0
    let most = max(finite.max() ?? 1, least)
    let span = most > least ? most - least : max(least.magnitude, 1)
    let step = AxisScale.roundStep(span / Double(max(1, intervals)))
    let first = (least / step + 1e-9).rounded(.down)
    let last = max((most / step - 1e-9).rounded(.up), first + 1)
    self.init(low: first * step, high: last * step, step: step, from: start, to: end)
  }

  init(low: Double, high: Double, step: Double, from start: Double, to end: Double) {
    self.low = low
    self.high = high
    self.step = step
    self.start = start
    self.end = end
    let first = (low / step - 1e-9).rounded(.up)
    let count = max(0, Int(min(((high / step + 1e-9).rounded(.down) - first), 50)))
    ticks = (0...count).map { (first + Double($0)) * step }
  }

  func position(_ figure: Double) -> Double {
    guard high > low, figure.isFinite else { return start }
    return start + (figure - low) / (high - low) * (end - start)
  }

  /// 1, 2 or 5 times a power of ten, not below `least`.
  private static func roundStep(_ least: Double) -> Double {
    guard least.isFinite, least > 0 else { return 1 }
    var power = 1.0
    while power > least { power /= 10 }
    while power * 10 <= least { power *= 10 }
    return power * ([1, 2, 5].first { $0 * power >= least * 0.999 } ?? 10)
  }
}
