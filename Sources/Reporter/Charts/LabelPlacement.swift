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

    /// Whether a part of a straight line lies inside (Liang and Barsky 1984).
    func isCrossed(by line: Line) -> Bool {
      let (run, rise) = (line.to.x - line.from.x, line.to.y - line.from.y)
      var (first, last) = (0.0, 1.0)
      let sides = [
        (-run, line.from.x - left), (run, right - line.from.x), (-rise, line.from.y - top),
        (rise, bottom - line.from.y),
      ]
      for (direction, distance) in sides {
        if direction == 0 {
          if distance < 0 { return false }
        } else if direction < 0 {
          first = max(first, distance / direction)
        } else {
          last = min(last, distance / direction)
        }
      }
      return first < last
    }
  }

  struct Line {
    var from: (x: Double, y: Double)
    var to: (x: Double, y: Double)
  }

  struct Label {
    var x: Double
    var y: Double
    var anchor: Drawing.Anchor
    /// Whether a thin line has to lead to its point.
    var isFar = false
  }

  private let bounds: Box
  private var taken: [Box] = []
  private var lines: [Line] = []

  init(bounds: Box) { self.bounds = bounds }

  mutating func reserve(_ box: Box) { taken.append(box) }

  /// Keeps labels off a path.
  mutating func reserve(path: [(x: Double, y: Double)]) {
    lines += zip(path, path.dropFirst()).map { Line(from: $0, to: $1) }
  }

  /// A free place beside, above or below a point; nil where there is none.
  ///
  /// - Parameters:
  ///   - reach: how many lines of text further away a label may stand.
  ///   - mayCross: whether it may lie on a path where there is no other place.
  mutating func place(
    _ text: String, x: Double, y: Double, isBold: Bool, reach: Int = 0, mayCross: Bool = false
  ) -> Label? {
    let width = LabelPlacement.width(text, isBold: isBold)
    let near: [(Label, Double)] = [
      (Label(x: x + 10, y: y + 4, anchor: .start), x + 10), (Label(x: x - 10, y: y + 4, anchor: .end), x - 10 - width),
      (Label(x: x, y: y - 12, anchor: .middle), x - width / 2),
      (Label(x: x, y: y + 22, anchor: .middle), x - width / 2),
      (Label(x: x + 10, y: y - 10, anchor: .start), x + 10),
      (Label(x: x - 10, y: y - 10, anchor: .end), x - 10 - width),
      (Label(x: x + 10, y: y + 18, anchor: .start), x + 10),
      (Label(x: x - 10, y: y + 18, anchor: .end), x - 10 - width),
    ]
    let far = (0..<reach).flatMap { step -> [(Label, Double)] in
      let distance = Double(step + 1) * 16
      return [
        (Label(x: x + 14, y: y + 18 + distance, anchor: .start, isFar: true), x + 14),
        (Label(x: x - 14, y: y - 10 - distance, anchor: .end, isFar: true), x - 14 - width),
      ]
    }
    for avoids in mayCross ? [true, false] : [true] {
      for (label, left) in near + far {
        let box = Box(left: left, right: left + width, top: label.y - 11, bottom: label.y + 4)
        let isInside =
          box.left >= bounds.left && box.right <= bounds.right && box.top >= bounds.top && box.bottom <= bounds.bottom
        guard isInside, !taken.contains(where: box.overlaps), !avoids || !lines.contains(where: box.isCrossed) else {
          continue
        }
        taken.append(box)
        return label
      }
    }
    return nil
  }

  /// A generous estimate for text of 12 units.
  static func width(_ text: String, isBold: Bool = false) -> Double {
    text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x1100 ? 13 : isBold ? 8.4 : 7.6) }
  }
}
