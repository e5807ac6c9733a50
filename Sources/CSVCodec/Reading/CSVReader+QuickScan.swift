extension CSVReader {
  /// Finds the fields of a record whose quoted fields hold no line ends and other control characters.
  ///
  /// Looks at eight bytes at a time for those below `-`, which separators, quotes, line ends and NUL all are but the
  /// semicolon, for which it looks by itself.
  ///
  /// - Returns: where the next record starts; nil for any other record, on which the general scan decides.
  mutating func scanQuick() -> Int? {
    fields.removeAll()
    unquoted.shorten(to: unquotedStart)
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
          fields.append(rawStart: fieldStart, start: fieldStart, end: place)
          fieldStart = place + 1
        } else if byte == 0x0A || byte == 0x0D {
          fields.append(rawStart: fieldStart, start: fieldStart, end: place)
          return quickEnd(at: place, seen | (word & ((1 << shift) &- 1)))
        } else if byte == UInt8(ascii: "\"") {
          guard place == fieldStart, let after = scanQuickQuoted(from: place, &seen), after < end else { return nil }
          counted = word & ((1 << shift) &- 1)
          let follower = window[after]
          if follower != separator {
            return follower == 0x0A || follower == 0x0D ? quickEnd(at: after, seen | counted) : nil
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
  private mutating func quickEnd(at place: Int, _ seen: UInt64) -> Int? {
    var next = place + 1
    if window[place] == 0x0D {
      guard next < window.count, window[next] == 0x0A else { return nil }
      next += 1
    }
    guard fields.count <= limits.columns, place - recordStart < limits.fieldBytes else { return nil }
    hasMultilineField = false
    hasNul = false
    textFlags = WordScan.highBits(seen, of: 8)
    return next
  }

  /// Takes a quoted field without control characters.
  ///
  /// - Returns: the place behind its closing quote; nil for any other field.
  @inline(__always)
  private mutating func scanQuickQuoted(from opening: Int, _ seen: inout UInt64) -> Int? {
    let end = window.count
    var index = opening + 1
    /// Where what is not copied yet begins; copied is what stands before a doubled quote, and one of the two.
    var piece = index
    let copied = unquoted.count
    while index < end {
      let word = window.word(at: index)
      let found = WordScan.places(of: UInt8(ascii: "\""), in: word) | WordScan.below(0x20, in: word)
      if found == 0 {
        seen |= word
        index += 8
        continue
      }
      let shift = UInt64(found.trailingZeroBitCount & ~7)
      seen |= word & ((1 << shift) &- 1)
      index += Int(shift >> 3)
      guard UInt8(truncatingIfNeeded: word >> shift) == UInt8(ascii: "\""), index + 1 < end else { return nil }
      guard window[index + 1] == UInt8(ascii: "\"") else {
        if piece == opening + 1 {
          fields.append(rawStart: opening, start: piece, end: index)
        } else {
          unquoted.append(short: window.bytes(piece, index))
          fields.append(rawStart: opening, start: copied, end: unquoted.count, isUnquoted: true)
        }
        return index + 1
      }
      unquoted.append(short: window.bytes(piece, index + 1))
      index += 2
      piece = index
    }
    return nil
  }
}
