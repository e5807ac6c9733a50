/// Where the lines of a text begin, by the line breaks that YAML knows, and where the characters of a line stand.
struct LineTable {
  private struct Line {
    /// Byte offset of the line's first character.
    var start: Int
    /// Byte offsets of the line's characters from its start; nil for ASCII, where they are the columns.
    var offsets: [Int]?
    /// Characters of the line, its break included.
    var count: Int
  }

  private let lines: [Line]
  private let text: String

  init(_ text: String) {
    var lines: [Line] = []
    var line = Line(start: 0, offsets: nil, count: 0)
    var byte = 0
    var isAfterReturn = false
    for scalar in text.unicodeScalars {
      if isAfterReturn, scalar != "\n" { Self.finish(&line, in: &lines, at: byte) }
      if !scalar.isASCII, line.offsets == nil { line.offsets = Array(0..<line.count) }
      line.offsets?.append(byte - line.start)
      line.count += 1
      byte += UTF8.width(scalar)
      isAfterReturn = scalar == "\r"
      if Self.isBreak(scalar), !isAfterReturn { Self.finish(&line, in: &lines, at: byte) }
    }
    if isAfterReturn { Self.finish(&line, in: &lines, at: byte) }
    lines.append(line)
    self.lines = lines
    self.text = text
  }

  private static func finish(_ line: inout Line, in lines: inout [Line], at byte: Int) {
    lines.append(line)
    line = Line(start: byte, offsets: nil, count: 0)
  }

  private static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A, 0x0D, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }

  /// The index of a character; nil beyond the end of its line.
  ///
  /// - Parameters:
  ///   - line: from 1.
  ///   - column: in Unicode scalars, from 1.
  func index(line: Int, column: Int) -> String.Index? {
    guard line >= 1, line <= lines.count, column >= 1, column <= lines[line - 1].count else { return nil }
    let offset = lines[line - 1].start + (lines[line - 1].offsets?[column - 1] ?? column - 1)
    return text.utf8.index(text.utf8.startIndex, offsetBy: offset, limitedBy: text.utf8.endIndex)
  }

  /// The place of a character whose column is counted in Unicode scalars; the end of the text for a place beyond it.
  func place(line: Int, column: Int) -> Place {
    guard line >= 1, line <= lines.count else {
      return Place(line: lines.count, column: text.utf8.count - lines[lines.count - 1].start + 1)
    }
    guard let offsets = lines[line - 1].offsets else { return Place(line: line, column: column) }
    if column >= 1, column <= offsets.count { return Place(line: line, column: offsets[column - 1] + 1) }
    let end = line < lines.count ? lines[line].start : text.utf8.count
    return Place(line: line, column: end - lines[line - 1].start + 1)
  }

  /// The place of the first character that YAML does not allow.
  func firstUnprintable() -> Place? {
    var line = 0
    var byte = 0
    for scalar in text.unicodeScalars {
      while line + 1 < lines.count, lines[line + 1].start <= byte { line += 1 }
      if Self.isUnprintable(scalar) { return Place(line: line + 1, column: byte - lines[line].start + 1) }
      byte += UTF8.width(scalar)
    }
    return nil
  }

  private static func isUnprintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xFFFD, 0x10000...: false
    default: true
    }
  }
}
