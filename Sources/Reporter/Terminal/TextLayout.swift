import TriageModel

/// Plain text for terminals: display width, cutting, wrapping and aligned tables.
enum TextLayout {
  /// Columns that a text takes: two for wide characters (UAX #11, the common blocks), none for combining marks.
  static func width(_ text: String) -> Int { text.reduce(0) { $0 + width($1) } }

  private static func width(_ character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    switch scalar.value {
    case 0x300...0x36F: return 0
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
      0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF,
      0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }

  /// `text` in at most `limit` columns, its end replaced by `…` where it is longer.
  static func cut(_ text: String, to limit: Int) -> String {
    guard width(text) > limit else { return text }
    var result = ""
    var used = 0
    for character in text {
      let next = used + width(character)
      if next > limit - 1 { break }
      result.append(character)
      used = next
    }
    return limit > 0 ? result + "…" : ""
  }

  /// Words in lines of at most `limit` columns; lines after the first are indented.
  static func wrap(_ text: String, to limit: Int, indent: String = "") -> String {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      let room = limit - (lines.isEmpty ? 0 : width(indent))
      if line.isEmpty {
        line = cut(String(word), to: max(1, room))
      } else if width(line) + 1 + width(String(word)) <= room {
        line += " " + word
      } else {
        lines.append(line)
        line = cut(String(word), to: max(1, limit - width(indent)))
      }
    }
    if !line.isEmpty { lines.append(line) }
    return lines.enumerated().map { $0.offset == 0 ? $0.element : indent + $0.element }.joined(separator: "\n")
  }

  /// Aligned columns, two spaces between them; the widest text column gives way until the table fits.
  ///
  /// - Parameter whole: a column that is never cut.
  static func table(_ table: ReportTable, width limit: Int?, whole: Int? = nil) -> String {
    let head = table.columns.map(\.title.plainText)
    let rows = table.rows.map { $0.cells.map(\.plainText) }
    var widths = head.indices.map { column in
      rows.reduce(width(head[column])) { max($0, width($1[column])) }
    }
    if let limit {
      var excess = widths.reduce(0, +) + 2 * (widths.count - 1) - limit
      while excess > 0, let widest = shrinkable(widths, table, whole: whole) {
        let step = min(
          excess, max(1, widths[widest] - secondWidest(widths, table, besides: [widest, whole].compactMap(\.self))))
        widths[widest] -= step
        excess -= step
      }
    }
    let lines = ([head] + rows).map { cells in
      let padded = cells.indices.map { column in
        aligned(cells[column], to: widths[column], table.columns[column].alignment)
      }
      return trimmingEnd(padded.joined(separator: "  "))
    }
    return lines.joined(separator: "\n")
  }

  /// The text column with the most room to lose; each keeps eight columns.
  private static func shrinkable(_ widths: [Int], _ table: ReportTable, whole: Int?) -> Int? {
    widths.indices.filter { table.columns[$0].alignment == .leading && widths[$0] > 8 && $0 != whole }
      .max { widths[$0] < widths[$1] }
  }

  private static func secondWidest(_ widths: [Int], _ table: ReportTable, besides others: [Int]) -> Int {
    widths.indices.filter { !others.contains($0) && table.columns[$0].alignment == .leading }.map { widths[$0] }.max()
      ?? 8
  }

  private static func aligned(_ text: String, to columns: Int, _ alignment: ReportTable.Alignment) -> String {
    let cut = cut(text, to: columns)
    let space = String(repeating: " ", count: max(0, columns - width(cut)))
    return alignment == .leading ? cut + space : space + cut
  }

  private static func trimmingEnd(_ text: String) -> String {
    var text = text
    while text.last == " " { text.removeLast() }
    return text
  }
}
