import Mustache
import TriageModel

/// Text in which no character is markup, in content and in quoted attributes, of HTML and of SVG.
///
/// The template engine's own escaping works on whole characters: a quote with a combining mark behind it is another
/// character and would pass. This one works on scalars. Control and bidirectional-control characters are shown as
/// `\u{…}`, line breaks and tabs become spaces.
enum InertText {
  static func escaped(_ text: String) -> String {
    var html = ""
    append(text, to: &html)
    return html
  }

  static func append(_ text: String, to html: inout String) {
    if text.utf8.allSatisfy(isPlain) {
      html += text
      return
    }
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": html += "&amp;"
      case "<": html += "&lt;"
      case ">": html += "&gt;"
      case "\"": html += "&quot;"
      case "'": html += "&#39;"
      case "\n", "\r", "\t": html += " "
      default:
        if PrintableText.isUnsafe(scalar) {
          html += "\\u{\(String(scalar.value, radix: 16))}"
        } else {
          html.unicodeScalars.append(scalar)
        }
      }
    }
  }

  /// ASCII that is neither a control character nor special in HTML.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"): false
    default: byte >= 0x20 && byte < 0x7F
    }
  }

  /// `-12.3`: a coordinate to a tenth, with a point whatever the language of the system.
  static func tenths(_ value: Double) -> String {
    guard value.isFinite else { return "0" }
    let scaled = Int((min(max(value, -1e6), 1e6) * 10).rounded(.toNearestOrAwayFromZero))
    let (whole, rest) = scaled.magnitude.quotientAndRemainder(dividingBy: 10)
    return (scaled < 0 ? "-" : "") + String(whole) + (rest == 0 ? "" : ".\(rest)")
  }
}

/// How templates escape: every template names this content type in its first line.
struct InertContentType: MustacheContentType {
  static let name = "INERT"

  func escapeText(_ text: String) -> String { InertText.escaped(text) }
}
