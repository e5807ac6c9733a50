/// Makes text from files safe to show on a terminal.
public enum PrintableText {
  /// `text` without control and bidirectional-control characters (shown as `\u{…}`), cut to `limit` characters.
  public static func cut(_ text: String, limit: Int = 60) -> String {
    var result = ""
    var count = 0
    for scalar in text.unicodeScalars {
      if count >= limit { return result + "…" }
      result += isUnsafe(scalar) ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
      count += 1
    }
    return result
  }

  /// Whether a terminal could act on the character instead of showing it.
  public static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB: true
    default: false
    }
  }
}
