public import TriageModel

extension CSVReader {
  /// The record has another number of fields than the header.
  func raggedProblem() -> CSVProblem {
    let counts = "\(fields.count) fields where the header has \(header.count)"
    if fields.count < header.count, endsWithoutNewline {
      return problem(
        .cutOff, at: recordStart, "the file seems cut off in the middle of this row: \(counts), and no final newline",
        "Export the file again.")
    }
    let code: CSVProblem.Code = fields.count < header.count ? .tooFewFields : .tooManyFields
    let remedy = "Look for a separator or a line break inside a field that is not in quotes."
    return problem(code, at: recordStart, "the row has \(counts)", remedy)
  }

  /// A NUL byte, or bytes that are no UTF-8.
  func textProblem() -> CSVProblem? {
    if hasNul {
      return problem(
        .nulByte, at: place { $0 == 0 } ?? recordStart, "the row holds a NUL byte", "The file is damaged; get it again."
      )
    }
    guard textFlags >= 0x80, UTF8Check.firstInvalid(window.bytes(recordStart, window.consumed)) != nil else {
      return nil
    }
    for index in 0..<fields.count {
      guard let offset = UTF8Check.firstInvalid(field(index)) else { continue }
      let bytes = field(index)
      let shown = String(decoding: bytes.prefix(40), as: UTF8.self)
      let place = fields[index].isUnquoted ? Int(fields[index].rawStart) : Int(fields[index].start) + offset
      if UTF8Check.looksLikeWindows1252(bytes, at: offset) {
        return problem(
          .windows1252, at: place, "the text is not UTF-8; it looks like Windows-1252",
          "Convert it: iconv -f WINDOWS-1252 -t UTF-8 FILE > FILE.utf8", value: shown)
      }
      return problem(.badUTF8, at: place, "the text is not UTF-8", "The file is damaged; get it again.", value: shown)
    }
    return nil
  }

  private func place(where matches: (UInt8) -> Bool) -> Int? {
    (recordStart..<window.consumed).first { matches(window[$0]) }
  }

  /// Whether the record holds the names of the header once more.
  func isRepeatedHeader() -> Bool {
    guard mayRepeatHeader() else { return false }
    return header.indices.allSatisfy { HeaderReading.folded(field($0)) == header[$0] }
  }

  /// Whether the first field, without spaces around it, is the name of the first column in whatever case.
  private func mayRepeatHeader() -> Bool {
    let cell = field(0)
    let name = firstColumn
    guard cell.count >= name.count else { return false }
    var start = 0
    while start < cell.count, cell[start] <= 0x20 || cell[start] >= 0x80 { start += 1 }
    // Names beyond ASCII are left to the full comparison.
    guard let first = name.first, first < 0x80 else { return true }
    guard cell.count - start >= name.count else { return false }
    for index in 0..<name.count where name[index] < 0x80 && cell[start + index] | 0x20 != name[index] | 0x20 {
      return false
    }
    return true
  }

  /// The note on a missing final newline, once the file has ended.
  public var missingNewlineNote: Diagnostic? {
    guard endsWithoutNewline else { return nil }
    return Diagnostic(
      severity: .note, code: "no-final-newline", position: SourcePosition(file: file, line: line),
      message:
        "the last row has no final newline; it was taken as it is, and where the file was cut off its last cell is "
        + "short")
  }
}
