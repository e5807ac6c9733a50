/// Where the lines of a text begin, by the line breaks that YAML knows.
struct LineTable {
  private let starts: [String.Index]
  private let text: String

  init(_ text: String) {
    let scalars = text.unicodeScalars
    var starts = [scalars.startIndex]
    var index = scalars.startIndex
    while index < scalars.endIndex {
      let scalar = scalars[index]
      index = scalars.index(after: index)
      if scalar == "\r", index < scalars.endIndex, scalars[index] == "\n" { index = scalars.index(after: index) }
      if Self.isBreak(scalar) { starts.append(index) }
    }
    self.starts = starts
    self.text = text
  }

  private static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A, 0x0D, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }

  /// The place of a character; nil beyond the end.
  ///
  /// - Parameters:
  ///   - line: from 1.
  ///   - column: in Unicode scalars, from 1.
  func index(line: Int, column: Int) -> String.Index? {
    guard line >= 1, line <= starts.count, column >= 1 else { return nil }
    let scalars = text.unicodeScalars
    guard let index = scalars.index(starts[line - 1], offsetBy: column - 1, limitedBy: scalars.endIndex),
      index < scalars.endIndex
    else { return nil }
    return index
  }

  /// The byte column, from 1, of a column counted in Unicode scalars.
  func byteColumn(line: Int, column: Int) -> Int {
    guard line >= 1, line <= starts.count else { return column }
    let start = starts[line - 1]
    let end = text.unicodeScalars.index(start, offsetBy: max(0, column - 1), limitedBy: text.endIndex) ?? text.endIndex
    return text.utf8.distance(from: start, to: end) + 1
  }

  /// The first character that YAML does not allow.
  func firstUnprintable() -> Place? {
    for (number, start) in starts.enumerated() {
      let end = number + 1 < starts.count ? starts[number + 1] : text.endIndex
      guard let found = text.unicodeScalars[start..<end].firstIndex(where: Self.isUnprintable) else { continue }
      return Place(line: number + 1, column: text.utf8.distance(from: start, to: found) + 1)
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
