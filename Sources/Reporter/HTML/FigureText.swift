/// A printed figure in its two parts: the number, and the interval or remark that follows in brackets.
struct FigureText: Hashable {
  let main: String
  /// `145 to 176`, without its brackets.
  let second: String?

  init(_ phrase: Phrase) {
    let whole = phrase.plainText
    // A remark behind the interval goes with the interval.
    let isOpen = whole.hasSuffix(FigureText.notConclusive)
    let text = isOpen ? String(whole.dropLast(FigureText.notConclusive.count)) : whole
    for (open, close) in [(" [", "]"), (" (", ")")] where text.hasSuffix(close) {
      guard let range = text.range(of: open, from: text.startIndex) else { continue }
      main = String(text[..<range.lowerBound])
      second = text[range.upperBound...].dropLast() + (isOpen ? FigureText.notConclusive : "")
      return
    }
    main = whole
    second = nil
  }

  private static let notConclusive = ", not conclusive"

  /// The number with the currency symbol and the unit of the report: `+$60k`.
  static func withUnit(_ number: String, _ style: NumberStyle) -> String {
    guard let sign = number.first, sign == "+" || sign == "\u{2212}" else { return "$\(number)\(style.unit.suffix)" }
    return "\(sign)$\(number.dropFirst())\(style.unit.suffix)"
  }
}

extension String {
  /// The first place of `part`; the standard library has none without Foundation.
  fileprivate func range(of part: String, from start: Index) -> Range<Index>? {
    var index = start
    while index < endIndex {
      let rest = self[index...]
      if rest.hasPrefix(part) { return index..<rest.index(index, offsetBy: part.count) }
      index = self.index(after: index)
    }
    return nil
  }
}
