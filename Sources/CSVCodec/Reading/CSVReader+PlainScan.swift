extension CSVReader {
  private static let highBits: UInt64 = 0x8080_8080_8080_8080
  private static let ones: UInt64 = 0x0101_0101_0101_0101

  /// Finds the fields of a record of plain form: ASCII, no quotes, no NUL, whole in the window, as many fields as the
  /// header has.
  ///
  /// Looks at eight bytes at a time for one below `-`, which separators, quotes, line ends and NUL all are but the
  /// semicolon, for which it looks by itself.
  ///
  /// - Returns: false for any other record; the general scan then decides on it.
  @inline(__always)
  mutating func scanPlain() -> Bool {
    fields.removeAll()
    let end = window.count
    let wanted = header.count
    let separatorPattern = separator < 0x2D ? UInt64.max : Self.ones &* UInt64(separator)
    var index = recordStart
    var fieldStart = index
    var seen: UInt64 = 0
    while index < end {
      let word = window.word(at: index)
      var found = (word &- Self.ones &* 0x2D) & ~word & Self.highBits
      if separatorPattern != .max {
        let difference = word ^ separatorPattern
        found |= (difference &- Self.ones) & ~difference & Self.highBits
      }
      guard found != 0 else {
        seen |= word
        index += 8
        continue
      }
      let offset = found.trailingZeroBitCount >> 3
      // Only the bytes up to the one that was found are part of this field.
      seen |= word & ((1 << UInt64(offset * 8)) &- 1)
      let place = index + offset
      guard place < end else { return false }
      let byte = window[place]
      index = place + 1
      if byte == separator {
        fields.append(rawStart: fieldStart, start: fieldStart, end: place)
        fieldStart = index
        continue
      }
      if byte == 0x0A || byte == 0x0D {
        if byte == 0x0D {
          guard index < end, window[index] == 0x0A else { return false }
          index += 1
        }
        fields.append(rawStart: fieldStart, start: fieldStart, end: place)
        guard fields.count == wanted, seen & Self.highBits == 0, place - recordStart < limits.fieldBytes,
          !mayBeHeader()
        else { return false }
        hasMultilineField = false
        textFlags = 0
        hasNul = false
        nextLine = line + 1
        window.consumed = index
        return true
      }
      if byte == UInt8(ascii: "\"") || byte == 0 { return false }
    }
    return false
  }

  /// Whether the first field could be the name of the first column.
  @inline(__always)
  private func mayBeHeader() -> Bool {
    let first = fields[0]
    let name = firstColumn
    guard Int(first.end - first.start) == name.count else { return false }
    for index in 0..<name.count where window[Int(first.start) + index] | 0x20 != name[index] | 0x20 { return false }
    return true
  }
}
