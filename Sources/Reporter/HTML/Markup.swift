import TriageModel

/// HTML that is safe to insert: tags from literals of this program, everything else escaped.
///
/// `"<td>\(name)</td>"` escapes the name, because only a literal and another `Markup` enter as they are.
struct Markup: Hashable, Sendable, ExpressibleByStringInterpolation, CustomStringConvertible {
  private(set) var html: String

  init(stringLiteral value: String) { html = value }
  init(stringInterpolation: StringInterpolation) { html = stringInterpolation.html }
  init(text: String) { html = InertText.escaped(text) }

  var description: String { html }
  var isEmpty: Bool { html.isEmpty }

  static func += (left: inout Markup, right: Markup) { left.html += right.html }

  static func joined(_ parts: [Markup], separator: Markup = "") -> Markup {
    var whole: Markup = ""
    for (index, part) in parts.enumerated() {
      if index > 0 { whole += separator }
      whole += part
    }
    return whole
  }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var html: String

    init(literalCapacity: Int, interpolationCount: Int) {
      html = ""
      html.reserveCapacity(literalCapacity + 16 * interpolationCount)
    }

    mutating func appendLiteral(_ literal: String) { html += literal }
    mutating func appendInterpolation(_ text: String) { InertText.append(text, to: &html) }
    mutating func appendInterpolation(_ markup: Markup) { html += markup.html }
    mutating func appendInterpolation(_ number: Int) { html += String(number) }
    /// A coordinate, to a tenth.
    mutating func appendInterpolation(_ length: Double) { html += InertText.tenths(length) }

    /// A phrase between tags: a name whose letters may run from right to left keeps its direction to itself.
    mutating func appendInterpolation(_ phrase: Phrase) {
      for piece in phrase.pieces {
        switch piece {
        case .plain(let text), .figure(let text, _): InertText.append(text, to: &html)
        case .name(let name):
          let text = Phrase.printable(name)
          let isolates = text.unicodeScalars.contains { $0.value >= 0x0590 }
          if isolates { html += "<bdi>" }
          InertText.append(text, to: &html)
          if isolates { html += "</bdi>" }
        }
      }
    }
  }
}
