extension CSVReader {
  /// How the scan of one record ended.
  private enum Scan {
    /// The record ends before `end`; the next one starts at `next`.
    case record(next: Int)
    /// The window ends before the record does.
    case needsMore
    case bad(CSVProblem.Code, at: Int)
  }

  /// Finds the fields of the record at `recordStart`.
  mutating func scanRecord() throws(ByteSourceError) -> Outcome {
    if let next = scanQuick() {
      finish(next: next)
      return .record
    }
    while true {
      let scan = scanOnce()
      switch scan {
      case .record(let next):
        if next == recordStart { return .end }
        finish(next: next)
        return .record
      case .needsMore:
        if window.count - recordStart > limits.lineBytes { return try skipLine(.lineTooLong, at: recordStart) }
        if !holdsRecords {
          window.drop(before: recordStart)
          recordStart = 0
        } else if !window.hasRoom {
          return holdBack()
        }
        try window.fill()
      case .bad(let code, let place):
        return try skipLine(code, at: place)
      }
    }
  }

  /// Leaves a record that the window does not hold to the next window, as this one holds records that are still needed.
  private mutating func holdBack() -> Outcome {
    nextLine = line
    isHeldBack = true
    return .end
  }

  private mutating func finish(next: Int) {
    let last = window[next - 1]
    let endsLine = last == 0x0A || last == 0x0D
    nextLine = line + (hasMultilineField ? window.newlines(from: recordStart, to: next) : endsLine ? 1 : 0)
    window.consumed = next
    if !endsLine { endsWithoutNewline = true }
  }

  private mutating func scanOnce() -> Scan {
    fields.removeAll()
    unquoted.shorten(to: unquotedStart)
    hasMultilineField = false
    textFlags = 0
    hasNul = false
    let count = window.count
    var index = recordStart
    if index == count { return window.ended ? .record(next: recordStart) : .needsMore }
    while true {
      if index < count, window[index] == UInt8(ascii: "\"") {
        if let next = scanSimplyQuoted(from: index) {
          index = next
          if fields.count > limits.columns { return .bad(.tooManyColumns, at: index) }
          if window[index] != separator { return lineEnd(at: index) }
          index += 1
          continue
        }
        switch scanQuoted(from: index) {
        case .field(let next): index = next
        case .stop(let scan): return scan
        }
      } else {
        let start = index
        while index < count {
          let word = window.word(at: index)
          let plain = WordScan.plainBytes(word, separator: separator)
          if plain > 0, index + plain <= count {
            textFlags |= WordScan.highBits(word, of: plain)
            index += plain
            // The byte behind is the one that ends the run.
            if plain == 8 || index == count { continue }
          }
          let byte = window[index]
          if byte == separator || byte == 0x0A || byte == 0x0D { break }
          if byte == UInt8(ascii: "\"") { return .bad(.quoteInField, at: index) }
          if byte == 0 { hasNul = true }
          textFlags |= byte
          index += 1
        }
        if index - start > limits.fieldBytes { return .bad(.fieldTooLong, at: start) }
        fields.append(rawStart: start, start: start, end: index)
      }
      if fields.count > limits.columns { return .bad(.tooManyColumns, at: index) }
      if index == count { return window.ended ? .record(next: index) : .needsMore }
      if window[index] == separator {
        index += 1
        continue
      }
      return lineEnd(at: index)
    }
  }

  /// The end of a record at a CR or LF.
  private func lineEnd(at index: Int) -> Scan {
    guard window[index] == 0x0D else { return .record(next: index + 1) }
    if index + 1 == window.count { return window.ended ? .record(next: index + 1) : .needsMore }
    return .record(next: window[index + 1] == 0x0A ? index + 2 : index + 1)
  }

  private enum QuotedScan {
    case field(next: Int)
    case stop(Scan)
  }

  /// Takes a quoted field without quotes, line ends and other control characters inside, behind which the record goes on
  /// or its line ends.
  ///
  /// - Returns: the place behind the field; nil for any other field, of which nothing was taken.
  @inline(__always)
  private mutating func scanSimplyQuoted(from opening: Int) -> Int? {
    let end = min(window.count, opening + limits.fieldBytes) - 8
    var index = opening + 1
    var seen: UInt64 = 0
    while index < end {
      let word = window.word(at: index)
      let plain = WordScan.plainBytes(word)
      if plain == 8 {
        seen |= word
        index += 8
        continue
      }
      if plain > 0 { seen |= word << UInt64(64 - plain * 8) }
      index += plain
      guard window[index] == UInt8(ascii: "\"") else { return nil }
      let next = window[index + 1]
      guard next == separator || next == 0x0A || next == 0x0D else { return nil }
      textFlags |= WordScan.highBits(seen, of: 8)
      fields.append(rawStart: opening, start: opening + 1, end: index)
      return index + 1
    }
    return nil
  }

  private mutating func scanQuoted(from opening: Int) -> QuotedScan {
    let count = window.count
    var index = opening + 1
    /// Where the text without doubled quotes begins; nil while the field is one piece of the window.
    var copied: Int?
    while index < count {
      if index - opening < limits.fieldBytes - 8 {
        let word = window.word(at: index)
        let plain = min(WordScan.plainBytes(word), count - index)
        if WordScan.isDoubledQuote(word, at: plain), index + plain + 2 <= count {
          // JSON in a cell is full of them: the text before and one of the two quotes are taken in one step.
          if copied == nil {
            copied = unquoted.count
            unquoted.append(window.bytes(opening + 1, index))
          }
          textFlags |= WordScan.highBits(word, of: plain)
          unquoted.append(word, length: plain + 1)
          index += plain + 2
          continue
        }
        if plain > 0 {
          textFlags |= WordScan.highBits(word, of: plain)
          if copied != nil { unquoted.append(word, length: plain) }
          index += plain
          if plain == 8 || index == count { continue }
        }
      }
      let byte = window[index]
      if byte == UInt8(ascii: "\"") {
        if index + 1 == count, !window.ended { return .stop(.needsMore) }
        guard index + 1 < count, window[index + 1] == UInt8(ascii: "\"") else { break }
        if copied == nil {
          copied = unquoted.count
          unquoted.append(window.bytes(opening + 1, index))
        }
        unquoted.append(byte)
        index += 2
        continue
      }
      if byte == 0 { hasNul = true }
      if byte == 0x0A || byte == 0x0D { hasMultilineField = true }
      textFlags |= byte
      if copied != nil { unquoted.append(byte) }
      index += 1
      if index - opening > limits.fieldBytes { return .stop(.bad(.fieldTooLong, at: opening)) }
    }
    guard index < count else { return .stop(window.ended ? .bad(.unclosedQuote, at: opening) : .needsMore) }
    if let copied {
      fields.append(rawStart: opening, start: copied, end: unquoted.count, isUnquoted: true)
    } else {
      fields.append(rawStart: opening, start: opening + 1, end: index)
    }
    let after = index + 1
    if after < count, window[after] != separator, window[after] != 0x0A, window[after] != 0x0D {
      return .stop(.bad(.textAfterQuote, at: after))
    }
    return .field(next: after)
  }

  /// Makes the problem of a record and goes to the line after it.
  ///
  /// After an unclosed quote that is the line after the opening quote, so that no good line is swallowed.
  private mutating func skipLine(_ code: CSVProblem.Code, at place: Int) throws(ByteSourceError) -> Outcome {
    let found = scanProblem(code, at: place)
    nextLine = found.line
    var index = place
    while true {
      while index < window.count, window[index] != 0x0A, window[index] != 0x0D { index += 1 }
      let mayBeHalfCRLF = index + 1 == window.count && window[index] == 0x0D
      if window.ended || (index < window.count && !mayBeHalfCRLF) { break }
      if holdsRecords { return holdBack() }
      // Nothing of a line that is passed over has to stay in memory.
      window.drop(before: index)
      recordStart = 0
      index = 0
      try window.fill()
    }
    if index < window.count {
      let isCRLF = window[index] == 0x0D && index + 1 < window.count && window[index + 1] == 0x0A
      index += isCRLF ? 2 : 1
      nextLine += 1
    }
    window.consumed = index
    return .bad(found)
  }

  private func scanProblem(_ code: CSVProblem.Code, at place: Int) -> CSVProblem {
    switch code {
    case .quoteInField:
      problem(
        code, at: place, "a quote stands inside a field that does not start with one",
        "Put the whole field in quotes and write each quote in it twice.")
    case .textAfterQuote:
      problem(
        code, at: place, "text follows the closing quote of a field",
        "Write each quote inside a quoted field twice.")
    case .unclosedQuote:
      problem(
        code, at: place, "the quote that opens here is never closed", "Close it, or write it twice if it is text.")
    case .fieldTooLong:
      problem(
        code, at: place, "the field is longer than \(limits.fieldBytes) bytes",
        "Look for a quote that is opened here and not closed.")
    case .tooManyColumns:
      problem(code, at: place, "the line has more than \(limits.columns) fields", "Check the separator of the file.")
    default:
      problem(
        .lineTooLong, at: place, "the line is longer than \(limits.lineBytes) bytes", "Check the line ends of the file."
      )
    }
  }

  func problem(
    _ code: CSVProblem.Code, at place: Int, _ message: String, _ remedy: String?, value: String? = nil
  ) -> CSVProblem {
    CSVProblem(
      code: code, line: line + window.newlines(from: recordStart, to: place),
      column: window.column(of: place, recordStart: recordStart), byte: window.offset(of: place), value: value,
      message: message, remedy: remedy)
  }
}
