extension Instant {
  /// Why a text is no instant.
  public enum ParseFailure: Error, Hashable, Sendable {
    case empty
    /// Not `YYYY-MM-DDThh:mm:ss[.fraction](Z|±hh:mm)`; `offset` is the byte where it stops being one.
    case notATimestamp(offset: Int)
    case noZone
    case noSuchDay
    case noSuchTime
    case noSuchOffset
    /// More than nine fractional digits.
    case tooPrecise
    /// Before 1678 or after 2261.
    case outOfRange
  }

  /// Reads an ISO 8601 date and time with its zone.
  ///
  /// Accepts `T`, `t` or one space between date and time, `.` or `,` before up to nine fractional digits, and a
  /// zone as `Z`, `z`, `±hh:mm`, `±hhmm` or `±hh`. Seconds may be left out. 24:00:00 is the end of its day.
  ///
  /// - Throws: `ParseFailure`.
  public static func parse(_ bytes: UnsafeBufferPointer<UInt8>) throws(ParseFailure) -> Instant {
    try parseWithClock(bytes).instant
  }

  /// Reads the same, and by how many nanoseconds the clock that it was written by is ahead of UTC.
  ///
  /// - Throws: `ParseFailure`.
  public static func parseWithClock(
    _ bytes: UnsafeBufferPointer<UInt8>
  ) throws(ParseFailure) -> (instant: Instant, shiftNanos: Int64) {
    guard bytes.count > 0 else { throw .empty }
    var cursor = Cursor(bytes: bytes)
    let year = try cursor.digits(4)
    try cursor.expect(UInt8(ascii: "-"))
    let month = try cursor.digits(2)
    try cursor.expect(UInt8(ascii: "-"))
    let day = try cursor.digits(2)
    guard (1...12).contains(month), day >= 1, day <= CivilDate.daysInMonth(year: year, month: month) else {
      throw .noSuchDay
    }
    guard year >= 1678, year <= 2261 else { throw .outOfRange }
    let days = CivilDate(year: year, month: month, day: day).daysSinceEpoch
    guard cursor.skip(UInt8(ascii: "T")) || cursor.skip(UInt8(ascii: "t")) || cursor.skip(UInt8(ascii: " ")) else {
      throw cursor.atEnd ? .noZone : .notATimestamp(offset: cursor.index)
    }
    let nanosOfDay = try cursor.timeOfDay()
    let offset = try cursor.zoneOffsetMinutes()
    guard cursor.atEnd else { throw .notATimestamp(offset: cursor.index) }
    let local = Int64(days) * nanosPerDay + nanosOfDay
    let shift = Int64(offset) * 60 * nanosPerSecond
    return (Instant(nanosSinceEpoch: local - shift), shift)
  }

  /// Reads an ISO 8601 date and time with its zone; see the overload on bytes.
  public static func parse(_ text: String) throws(ParseFailure) -> Instant {
    var text = text
    let result = text.withUTF8 { bytes -> Result<Instant, ParseFailure> in
      do throws(ParseFailure) { return .success(try parse(bytes)) } catch { return .failure(error) }
    }
    return try result.get()
  }

  private struct Cursor {
    let bytes: UnsafeBufferPointer<UInt8>
    var index = 0

    var atEnd: Bool { index == bytes.count }

    mutating func skip(_ byte: UInt8) -> Bool {
      guard index < bytes.count, bytes[index] == byte else { return false }
      index += 1
      return true
    }

    mutating func expect(_ byte: UInt8) throws(ParseFailure) {
      guard skip(byte) else { throw .notATimestamp(offset: index) }
    }

    mutating func digits(_ count: Int) throws(ParseFailure) -> Int {
      var value = 0
      for _ in 0..<count {
        guard index < bytes.count, bytes[index] &- 48 <= 9 else { throw .notATimestamp(offset: index) }
        value = value &* 10 &+ Int(bytes[index] &- 48)
        index += 1
      }
      return value
    }

    mutating func timeOfDay() throws(ParseFailure) -> Int64 {
      let hour = try digits(2)
      try expect(UInt8(ascii: ":"))
      let minute = try digits(2)
      let second = skip(UInt8(ascii: ":")) ? try digits(2) : 0
      let fraction = try fractionNanos()
      guard minute <= 59, second <= 59 else { throw .noSuchTime }
      guard hour <= 23 || (hour == 24 && minute == 0 && second == 0 && fraction == 0) else { throw .noSuchTime }
      return Int64(hour * 3600 + minute * 60 + second) * nanosPerSecond + fraction
    }

    private mutating func fractionNanos() throws(ParseFailure) -> Int64 {
      guard skip(UInt8(ascii: ".")) || skip(UInt8(ascii: ",")) else { return 0 }
      var value: Int64 = 0
      var count = 0
      while index < bytes.count, bytes[index] &- 48 <= 9 {
        guard count < 9 else { throw .tooPrecise }
        value = value * 10 + Int64(bytes[index] &- 48)
        count += 1
        index += 1
      }
      guard count > 0 else { throw .notATimestamp(offset: index) }
      while count < 9 {
        value *= 10
        count += 1
      }
      return value
    }

    mutating func zoneOffsetMinutes() throws(ParseFailure) -> Int {
      if skip(UInt8(ascii: "Z")) || skip(UInt8(ascii: "z")) { return 0 }
      guard !atEnd else { throw .noZone }
      let negative = skip(UInt8(ascii: "-"))
      if !negative { try expect(UInt8(ascii: "+")) }
      let hours = try digits(2)
      let hasColon = skip(UInt8(ascii: ":"))
      let minutes = hasColon || !atEnd ? try digits(2) : 0
      guard hours <= 18, minutes <= 59 else { throw .noSuchOffset }
      let offset = hours * 60 + minutes
      return negative ? -offset : offset
    }
  }
}
