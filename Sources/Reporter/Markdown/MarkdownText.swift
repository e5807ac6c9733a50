import TriageModel

/// Phrases and tables as GitHub-flavoured Markdown in which text from input stays text.
enum MarkdownText {
  /// A phrase for a paragraph, heading or list item.
  static func inline(_ phrase: Phrase) -> String { render(phrase, inTable: false) }

  /// A phrase for a table cell: no pipes, and no `$` at all.
  static func cell(_ phrase: Phrase) -> String { render(phrase, inTable: true) }

  private static func render(_ phrase: Phrase, inTable: Bool) -> String {
    var text = ""
    for piece in phrase.pieces {
      switch piece {
      case .plain(let words), .figure(let words, _): text += inTable ? inCell(words) : words
      case .name(let name): text += escaped(name, inTable: inTable)
      }
    }
    return text
  }

  /// The report's own words in a table cell.
  private static func inCell(_ words: String) -> String {
    guard words.utf8.contains(where: { $0 == UInt8(ascii: "|") || $0 == UInt8(ascii: "$") }) else { return words }
    var text = ""
    for scalar in words.unicodeScalars {
      switch scalar {
      case "|": text += "\\|"
      case "$": text += "USD "
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  /// A name in which no character is Markdown.
  ///
  /// A name that a renderer would link by itself (an address, a mention, a number of an issue) becomes code,
  /// which is never linked; escapes alone do not prevent that.
  static func escaped(_ name: String, inTable: Bool) -> String {
    let name = Phrase.printable(name)
    if linksItself(name) { return code(name, inTable: inTable) }
    var result = ""
    for character in name.unicodeScalars {
      switch character {
      case "$": result += "&#36;"
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\\", "`", "*", "_", "[", "]", "~", "#", "|", "!": result += "\\" + String(character)
      default: result.unicodeScalars.append(character)
      }
    }
    return escapingBlockStart(result)
  }

  /// Inert text of any content between code fences of its own length.
  static func code(_ text: String, inTable: Bool) -> String {
    // A code span shows every character as it is, so the dollar sign cannot be an entity here: the wide one stands in.
    var text = replacing(Phrase.printable(text), ["$": "\u{FF04}"])
    // A backslash before a pipe ends a table cell's escape early: `\\|` is a backslash and a cell border.
    if inTable { text = replacing(text, ["\\": "\u{FF3C}", "|": "\\|"]) }
    let fence = String(repeating: "`", count: longestRun(of: "`", in: text) + 1)
    let needsSpace = text.hasPrefix("`") || text.hasSuffix("`")
    return needsSpace ? "\(fence) \(text) \(fence)" : "\(fence)\(text)\(fence)"
  }

  /// A fenced block of commands.
  static func block(_ text: String, language: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      Phrase.printable(String($0), limit: 4000)
    }
    let fence = String(repeating: "`", count: max(3, longestRun(of: "`", in: text) + 1))
    return "\(fence)\(language)\n\(lines.joined(separator: "\n"))\n\(fence)"
  }

  /// A pipe table with an alignment row; totals in bold.
  static func table(_ table: ReportTable) -> String {
    var text = ""
    append(table.columns.map { cell($0.title) }, to: &text)
    text += "\n|"
    for column in table.columns { text += column.alignment == .leading ? ":--|" : "--:|" }
    for line in table.rows {
      text += "\n"
      let cells = line.cells.map(cell)
      append(line.isTotal ? cells.map { $0.isEmpty ? $0 : "**\($0)**" } : cells, to: &text)
    }
    return text
  }

  private static func append(_ cells: [String], to text: inout String) {
    for (index, cell) in cells.enumerated() {
      text += index == 0 ? "| " : " | "
      text += cell
    }
    text += " |"
  }

  private static func linksItself(_ name: String) -> Bool {
    let bytes = name.utf8.map { ("A"..."Z").contains(Unicode.Scalar($0)) ? $0 | 0x20 : $0 }
    if bytes.contains(UInt8(ascii: "@")) { return true }
    return bytes.indices.contains { index in
      let rest = bytes[index...]
      switch bytes[index] {
      case UInt8(ascii: ":"): return rest.starts(with: "://".utf8)
      case UInt8(ascii: "w"): return rest.starts(with: "www.".utf8)
      case UInt8(ascii: "m"): return rest.starts(with: "mailto:".utf8)
      case UInt8(ascii: "x"): return rest.starts(with: "xmpp:".utf8)
      case UInt8(ascii: "#"): return startsWithDigit(rest.dropFirst())
      case UInt8(ascii: "g"): return rest.starts(with: "gh-".utf8) && startsWithDigit(rest.dropFirst(3))
      default: return false
      }
    }
  }

  private static func startsWithDigit(_ bytes: ArraySlice<UInt8>) -> Bool { bytes.first.map { $0 &- 48 <= 9 } ?? false }

  /// Keeps a line that starts with the name from becoming a list, a heading underline or a rule.
  private static func escapingBlockStart(_ text: String) -> String {
    guard let first = text.unicodeScalars.first else { return text }
    if first == "-" || first == "+" || first == "=" || first == ":" { return "\\" + text }
    let digits = text.unicodeScalars.prefix { ("0"..."9").contains($0) }
    let rest = Array(text.unicodeScalars.dropFirst(digits.count).prefix(2))
    guard !digits.isEmpty, let mark = rest.first, mark == "." || mark == ")", rest.count == 1 || rest[1] == " "
    else { return text }
    return String(digits) + "\\" + String(text.unicodeScalars.dropFirst(digits.count))
  }

  private static func replacing(_ text: String, _ replacements: [Unicode.Scalar: String]) -> String {
    guard text.unicodeScalars.contains(where: { replacements[$0] != nil }) else { return text }
    return text.unicodeScalars.map { replacements[$0] ?? String($0) }.joined()
  }

  private static func longestRun(of mark: Character, in text: String) -> Int {
    var longest = 0
    var current = 0
    for character in text {
      current = character == mark ? current + 1 : 0
      longest = max(longest, current)
    }
    return longest
  }
}
