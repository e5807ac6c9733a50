import Analysis

/// The small drawn signs of verdicts and of data checks. Shape and word carry the meaning; colour only helps.
enum Glyphs {
  /// The sign and the fixed words of a verdict.
  static func verdict(_ verdict: Verdict) -> Markup {
    "<span class=\"vd\">\(sign(verdict))<span>\(verdict.words)</span></span>"
  }

  private static func sign(_ verdict: Verdict) -> Markup {
    let shape: Markup =
      switch verdict {
      case .cheaperModel: "<path d=\"M1 2.2h10L6 10.8z\" fill=\"currentColor\"/>"
      case .ordinarySoftware: "<rect x=\"1.6\" y=\"1.6\" width=\"8.8\" height=\"8.8\" fill=\"currentColor\"/>"
      case .stop: "<path d=\"M2 2l8 8M10 2l-8 8\" stroke=\"currentColor\" stroke-width=\"2.2\" fill=\"none\"/>"
      case .pilot:
        "<path d=\"M6 1.1 10.9 6 6 10.9 1.1 6z\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.7\"/>"
      case .keepFrontier: "<circle cx=\"6\" cy=\"6\" r=\"4.6\" fill=\"currentColor\"/>"
      case .noData:
        "<rect x=\"2\" y=\"2\" width=\"8\" height=\"8\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.7\"/>"
      }
    return framed(shape, colour: verdict.rawValue)
  }

  static func status(_ status: QualityCheck.Status) -> Markup {
    switch status {
    case .pass:
      framed(
        "<path d=\"M1.5 6.5 4.7 9.6 10.5 2.6\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.9\"/>",
        colour: "keep_frontier")
    case .note:
      framed(
        "<path d=\"M6 1.2 11.2 10.6H.8z\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\"/>",
        colour: "pilot")
    case .fail:
      framed(
        "<path d=\"M2 2l8 8M10 2l-8 8\" stroke=\"currentColor\" stroke-width=\"2.2\" fill=\"none\"/>", colour: "stop")
    }
  }

  private static func framed(_ shape: Markup, colour: String) -> Markup {
    "<svg class=\"g v-\(colour)\" width=\"12\" height=\"12\" viewBox=\"0 0 12 12\" aria-hidden=\"true\" focusable=\"false\">\(shape)</svg>"
  }
}

/// What the fills and marks of charts mean, in a line under them.
enum Legend {
  static func line(_ items: [Markup]) -> Markup { "<p class=\"leg\">\(Markup.joined(items))</p>" }

  static func bar(_ fill: Drawing.Fill, _ words: String) -> Markup {
    var drawing = Drawing()
    let inset = fill == .planned ? 0.5 : 0
    drawing.bar(x: inset, y: inset, width: 22 - 2 * inset, height: 10 - 2 * inset, fill)
    return item(drawing, width: 22, height: 10, words)
  }

  static func tick(_ words: String) -> Markup {
    var drawing = Drawing()
    drawing.line(3, 0, 3, 12, .ink, width: 2)
    return item(drawing, width: 6, height: 12, words)
  }

  static func estimate(_ mark: EstimateMark, _ words: String) -> Markup {
    var drawing = Drawing()
    drawing.line(0, 5, 22, 5, mark.stroke, width: 2)
    drawing.dot(11, 5, radius: 3.6, mark.fill)
    return item(drawing, width: 22, height: 10, words)
  }

  static func dotted(_ words: String) -> Markup {
    var drawing = Drawing()
    drawing.line(0, 5, 22, 5, .actual, width: 1.5, dashed: "1.5 3")
    return item(drawing, width: 22, height: 10, words)
  }

  static func diamond(_ fill: Drawing.Fill, _ words: String) -> Markup {
    var drawing = Drawing()
    drawing.diamond(7, 6, radius: 5, fill)
    return item(drawing, width: 14, height: 12, words)
  }

  private static func item(_ drawing: Drawing, width: Int, height: Int, _ words: String) -> Markup {
    "<span>\(drawing.sized(width: width, height: height))\(words)</span>"
  }
}

extension Drawing {
  /// A decoration with a size of its own, for a line of text.
  func sized(width: Int, height: Int) -> Markup {
    "<svg width=\"\(width)\" height=\"\(height)\" viewBox=\"0 0 \(width) \(height)\" aria-hidden=\"true\" focusable=\"false\">\(inner)</svg>"
  }
}
