/// Shapes of one inline SVG, in view-box units; every text is escaped.
struct Drawing {
  /// Classes that give a line its colour.
  enum Stroke: String {
    case axis = "ax"
    case grid = "gr"
    case ink = "sink"
    case actual = "sac"
    case previous = "spq"
    case positive = "spos"
    case negative = "sneg"
  }

  enum Fill: String {
    case actual = "fac"
    case previous = "fpq"
    case positive = "fpos"
    case negative = "fneg"
    /// Hatched: if approved, freed, or to move.
    case planned = "ffc"
    case range = "rng"
    /// A plane between two lines.
    case band
    case hollow = "fpaper sac"
  }

  enum Anchor: String {
    case start
    case middle
    case end
  }

  private var shapes: Markup = ""

  var inner: Markup { shapes }

  mutating func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ stroke: Stroke, width: Double = 1, dashed: Markup? = nil
  ) {
    let dash: Markup = dashed.map { " stroke-dasharray=\"\($0)\"" } ?? ""
    shapes +=
      "<line x1=\"\(x1)\" y1=\"\(y1)\" x2=\"\(x2)\" y2=\"\(y2)\" class=\"\(stroke.rawValue)\" stroke-width=\"\(width)\"\(dash)/>"
  }

  mutating func bar(x: Double, y: Double, width: Double, height: Double, _ fill: Fill) {
    guard width > 0 else { return }
    shapes +=
      "<rect x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\" class=\"\(fill.rawValue)\"/>"
  }

  mutating func dot(_ x: Double, _ y: Double, radius: Double, _ fill: Fill) {
    let outline: Markup = fill == .hollow ? " stroke-width=\"1.8\"" : ""
    shapes += "<circle cx=\"\(x)\" cy=\"\(y)\" r=\"\(radius)\" class=\"\(fill.rawValue)\"\(outline)/>"
  }

  mutating func diamond(_ x: Double, _ y: Double, radius: Double, _ fill: Fill) {
    shapes +=
      "<path d=\"M\(x) \(y - radius)L\(x + radius) \(y)L\(x) \(y + radius)L\(x - radius) \(y)z\" class=\"\(fill.rawValue)\" stroke-width=\"1.7\"/>"
  }

  mutating func path(_ points: [(x: Double, y: Double)], _ stroke: Stroke, width: Double, dashed: Markup? = nil) {
    guard let first = points.first else { return }
    let dash: Markup = dashed.map { " stroke-dasharray=\"\($0)\"" } ?? ""
    var course: Markup = "M\(first.x) \(first.y)"
    for point in points.dropFirst() { course += "L\(point.x) \(point.y)" }
    shapes += "<path d=\"\(course)\" class=\"\(stroke.rawValue)\" stroke-width=\"\(width)\"\(dash)/>"
  }

  /// A plane between lines.
  mutating func area(_ points: [(x: Double, y: Double)]) {
    guard let first = points.first else { return }
    var course: Markup = "M\(first.x) \(first.y)"
    for point in points.dropFirst() { course += "L\(point.x) \(point.y)" }
    shapes += "<path d=\"\(course)z\" class=\"\(Fill.band.rawValue)\"/>"
  }

  /// - Parameter style: `t2` second line, `tb` bold, `tp` and `tn` for gains and losses, as classes.
  mutating func text(_ text: String, _ x: Double, _ y: Double, _ anchor: Anchor, style: Markup = "") {
    let styling: Markup = style.isEmpty ? "" : " class=\"\(style)\""
    shapes += "<text x=\"\(x)\" y=\"\(y)\"\(styling) text-anchor=\"\(anchor.rawValue)\">\(text)</text>"
  }

  /// The label of a tick under an axis, moved inwards where it would leave the drawing.
  mutating func tickLabel(_ label: String, _ x: Double, _ y: Double, width: Double) {
    let reach = LabelPlacement.width(label) / 2
    if x + reach > width {
      text(label, width, y, .end, style: "t2")
    } else {
      text(label, x, y, .middle, style: "t2")
    }
  }

  /// A picture beside numbers that say the same: readers of the page by ear do not need it.
  func decoration(width: Int, height: Int, style: Markup = "") -> Markup {
    let styling: Markup = style.isEmpty ? "" : " class=\"\(style)\""
    return
      "<svg\(styling) viewBox=\"0 0 \(width) \(height)\" aria-hidden=\"true\" focusable=\"false\">\(shapes)</svg>"
  }

  /// A chart with a title and a description that states its values.
  func figure(width: Int, height: Int, id: String, title: Phrase, description: Phrase) -> Markup {
    """
    <svg class="ch" viewBox="0 0 \(width) \(height)" role="img" aria-labelledby="\(id)_t \(id)_d"><title id="\(id)_t">\
    \(title.plainText)</title><desc id="\(id)_d">\(description.plainText)</desc>\(shapes)</svg>
    """
  }
}
