import TriageModel

/// A name as a double-quoted YAML scalar that reads back as the same name, on one line of printable characters.
enum QuotedName {
  static func text(_ name: String) -> String {
    var result = "\""
    for scalar in name.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case _ where PrintableText.isUnsafe(scalar) || isPrivateOrUnassigned(scalar): result += escape(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  private static func isPrivateOrUnassigned(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xE000...0xF8FF, 0xFDD0...0xFDEF, 0xF0000...: true
    default: scalar.value & 0xFFFE == 0xFFFE
    }
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let width = scalar.value > 0xFFFF ? 8 : 4
    let padding = String(repeating: "0", count: max(0, width - digits.utf8.count))
    return (width == 8 ? "\\U" : "\\u") + padding + digits
  }
}
