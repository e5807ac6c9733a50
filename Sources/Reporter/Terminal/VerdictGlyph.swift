import Analysis

/// The mark of a verdict on a terminal: a shape of its own, and a colour that only helps.
struct VerdictGlyph {
  let glyph: String
  /// SGR code of the terminal's own palette, so that light and dark backgrounds both work.
  private let code: Int

  init(_ verdict: Verdict) {
    switch verdict {
    case .cheaperModel: (glyph, code) = ("▼", 36)
    case .ordinarySoftware: (glyph, code) = ("■", 35)
    case .stop: (glyph, code) = ("✕", 31)
    case .pilot: (glyph, code) = ("◇", 33)
    case .keepFrontier: (glyph, code) = ("●", 34)
    case .noData: (glyph, code) = ("□", 90)
    }
  }

  var coloured: String { "\u{1B}[\(code)m\(glyph)\u{1B}[0m" }
}
