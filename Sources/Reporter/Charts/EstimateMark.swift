import Analysis

/// How an estimate looks wherever it is drawn: filled above zero, filled below zero, hollow where zero is inside.
enum EstimateMark: Hashable {
  case above
  case below
  case includesZero

  init(_ estimate: Estimate) { self.init(lo: estimate.lo, hi: estimate.hi) }

  init(lo: Double, hi: Double) {
    self = lo > 0 ? .above : hi < 0 ? .below : .includesZero
  }

  var stroke: Drawing.Stroke {
    switch self {
    case .above: .positive
    case .below: .negative
    case .includesZero: .actual
    }
  }

  var fill: Drawing.Fill {
    switch self {
    case .above: .positive
    case .below: .negative
    case .includesZero: .hollow
    }
  }

  /// The class of a signed figure in text; none where the interval includes zero.
  var textStyle: Markup {
    switch self {
    case .above: "pos"
    case .below: "neg"
    case .includesZero: ""
    }
  }
}

extension Drawing {
  /// A dot with its whisker on a row at height `y`.
  ///
  /// - Parameter cap: height of the whisker's ends; zero for none.
  mutating func estimate(
    _ value: Double, lo: Double, hi: Double, on scale: AxisScale, y: Double, radius: Double, cap: Double = 0,
    width: Double = 2
  ) {
    let mark = EstimateMark(lo: lo, hi: hi)
    let (left, right) = (scale.position(lo), scale.position(hi))
    line(left, y, right, y, mark.stroke, width: width)
    if cap > 0 {
      for x in [left, right] { line(x, y - cap / 2, x, y + cap / 2, mark.stroke, width: 2) }
    }
    dot(scale.position(value), y, radius: radius, mark.fill)
  }
}
