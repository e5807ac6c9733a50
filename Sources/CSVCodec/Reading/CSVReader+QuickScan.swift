extension CSVReader {
  /// Finds the fields of a record whose quoted fields hold no line ends and other control characters.
  ///
  /// Looks at eight bytes at a time for those below `-`, which separators, quotes, line ends and NUL all are but the
  /// semicolon, for which it looks by itself.
  ///
  /// - Returns: where the next record starts; nil for any other record, on which the general scan decides.
  mutating func scanQuick() -> Int? {
    unquoted.shorten(to: unquotedStart)
    var list = fields.list
    let next = scanQuick(&list)
    fields.take(list)
    return next
  }

  @inline(__always)
  private mutating func scanQuick(_ list: inout FieldList) -> Int? {
    let end = window.count
    let separator = separator
    let isSemicolon = separator >= 0x2D
    var index = recordStart
    var fieldStart = index
    var seen: UInt64 = 0
    while index < end {
      let word = window.word(at: index)
      var found = WordScan.below(0x2D, in: word)
      if isSemicolon { found |= WordScan.places(of: separator, in: word) }
      var next = index + 8
      var counted = word
      while found != 0 {
        let shift = UInt64(found.trailingZeroBitCount & ~7)
        let place = index + Int(shift >> 3)
        guard place < end else { return nil }
        let byte = UInt8(truncatingIfNeeded: word >> shift)
        if byte == separator {
          list.append(rawStart: fieldStart, start: fieldStart, end: place)
          fieldStart = place + 1
        } else if byte == 0x0A || byte == 0x0D {
          list.append(rawStart: fieldStart, start: fieldStart, end: place)
          return quickEnd(at: place, seen | (word & ((1 << shift) &- 1)), list)
        } else if byte == UInt8(ascii: "\"") {
          guard place == fieldStart, let after = scanQuickQuoted(from: place, &list, &seen) else { return nil }
          counted = word & ((1 << shift) &- 1)
          let follower = window[after]
          if follower != separator {
            return follower == 0x0A || follower == 0x0D ? quickEnd(at: after, seen | counted, list) : nil
          }
          fieldStart = after + 1
          next = fieldStart
          break
        } else if byte == 0 {
          return nil
        }
        found &= found &- 1
      }
      seen |= counted
      index = next
    }
    return nil
  }

  /// The end of a record at a CR or LF.
  @inline(__always)
  private mutating func quickEnd(at place: Int, _ seen: UInt64, _ list: FieldList) -> Int? {
    var next = place + 1
    if window[place] == 0x0D {
      guard next < window.count, window[next] == 0x0A else { return nil }
      next += 1
    }
    guard list.count <= limits.columns, place - recordStart < limits.fieldBytes else { return nil }
    hasMultilineField = false
    hasNul = false
    textFlags = WordScan.highBits(seen, of: 8)
    return next
  }

  /// Takes a quoted field without control characters, and those that follow it at once.
  ///
  /// - Returns: the place behind the last closing quote, in the window; nil where one of them is another field.
  @inline(__always)
  private mutating func scanQuickQuoted(from first: Int, _ list: inout FieldList, _ seen: inout UInt64) -> Int? {
    let end = window.count
    let separator = separator
    var opening = first
    while true {
      let closing = window.quote(from: opening + 1, &seen)
      guard closing >= 0 else { return nil }
      var after = closing + 1
      if window[after] == UInt8(ascii: "\"") {
        after = scanDoubled(from: opening, first: closing, &list, &seen)
        guard after >= 0 else { return nil }
      } else {
        list.append(rawStart: opening, start: opening + 1, end: closing)
      }
      // Where one field is quoted, the others mostly are.
      guard window[after] == separator, after + 1 < end, window[after + 1] == UInt8(ascii: "\"") else { return after }
      opening = after + 1
    }
  }

  /// Takes a quoted field that has doubled quotes, of which one is copied each.
  ///
  /// - Returns: the place behind its closing quote, in the window; -1 for a field with control characters.
  private mutating func scanDoubled(
    from opening: Int, first: Int, _ list: inout FieldList, _ seen: inout UInt64
  ) -> Int {
    let copied = unquoted.count
    /// Where what is not copied yet begins.
    var piece = opening + 1
    var place = first
    while window[place + 1] == UInt8(ascii: "\"") {
      unquoted.append(short: window.bytes(piece, place + 1))
      piece = place + 2
      place = window.quote(from: piece, &seen)
      guard place >= 0 else { return -1 }
    }
    unquoted.append(short: window.bytes(piece, place))
    list.append(rawStart: opening, start: copied, end: unquoted.count, isUnquoted: true)
    return place + 1
  }
}
