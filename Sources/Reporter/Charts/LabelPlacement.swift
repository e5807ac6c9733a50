/// Keeps direct labels of a chart apart: a label that finds no free place is left to the table.
struct LabelPlacement {
  struct Box {
    var left: Double
    var right: Double
    var top: Double
    var bottom: Double

    func overlaps(_ other: Box) -> Bool {
      left < other.right && other.left < right && top < other.bottom && other.top < bottom
    }
  }

  struct Label {
    var x: Double
    var y: Double
    var anchor: Drawing.Anchor
  }

  private let bounds: Box
  private var taken: [Box] = []

  init(bounds: Box) { self.bounds = bounds }

  mutating func reserve(_ box: Box) { taken.append(box) }

  /// A free place beside, above or below a point; nil where there is none.
  mutating func place(_ text: String, x: Double, y: Double, isBold: Bool) -> Label? {
    let width = LabelPlacement.width(text, isBold: isBold)
    let candidates: [(Label, Double)] = [
      (Label(x: x + 10, y: y + 4, anchor: .start), x + 10), (Label(x: x - 10, y: y + 4, anchor: .end), x - 10 - width),
      (Label(x: x, y: y - 12, anchor: .middle), x - width / 2),
      (Label(x: x, y: y + 22, anchor: .middle), x - width / 2),
      (Label(x: x + 10, y: y - 10, anchor: .start), x + 10),
      (Label(x: x - 10, y: y - 10, anchor: .end), x - 10 - width),
      (Label(x: x + 10, y: y + 18, anchor: .start), x + 10),
      (Label(x: x - 10, y: y + 18, anchor: .end), x - 10 - width),
    ]
    for (label, left) in candidates {
      let box = Box(left: left, right: left + width, top: label.y - 11, bottom: label.y + 4)
      let isInside =
        box.left >= bounds.left && box.right <= bounds.right && box.top >= bounds.top && box.bottom <= bounds.bottom
      guard isInside, !taken.contains(where: box.overlaps) else { continue }
      taken.append(box)
      return label
    }
    return nil
  }

  /// A generous estimate for text of 12 units.
  static func width(_ text: String, isBold: Bool = false) -> Double {
    text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x1100 ? 13 : isBold ? 8.4 : 7.6) }
  }
}
