internal import TriageModel

/// Reads the times of a source.
struct TimeReading {
  enum Failure: Error {
    case notATime, noZone, noSuchDay, outOfRange
    /// Outside of the years in which AI can have been paid for.
    case outOfYears
    /// The same of a number, which in another unit may be a moment in them.
    case otherUnit(TimeRule.Shape, better: String?)
  }

  /// 2015 up to 2099.
  static let years = 1_420_070_400 * Instant.nanosPerSecond..<4_102_444_800 * Instant.nanosPerSecond

  private let shape: TimeRule.Shape
  /// Of times that have no zone of their own; nil = they need one.
  private let zone: SourceZone?
  private let isUTC: Bool
  private let dates: DateOrderEvidence
  private let clocks: ClockEvidence
  /// Whether a written time has to lie in `years`; numbers have to in any case.
  private let hasYears: Bool
  private var plain = PlainTime()
  /// By how many nanoseconds the clock of the time read last is ahead of UTC.
  private(set) var shiftNanos: Int64 = 0

  init(
    shape: TimeRule.Shape, zone: SourceZone?, dates: DateOrderEvidence, clocks: ClockEvidence, hasYears: Bool
  ) {
    self.shape = shape
    self.clocks = clocks
    self.hasYears = hasYears
    self.dates = dates
    self.zone = zone
    isUTC = zone?.isUTC ?? false
  }

  /// Nanoseconds since 1970.
  mutating func nanos(_ bytes: UnsafeBufferPointer<UInt8>) throws(Failure) -> Int64 {
    switch shape {
    case .epochSeconds: return try epoch(bytes, scale: 9)
    case .epochMillis: return try epoch(bytes, scale: 6)
    case .epochNanos: return try epoch(bytes, scale: 0)
    case .iso, .monthFirst, .dayFirst: break
    }
    let nanos = try written(bytes)
    if hasYears, !Self.years.contains(nanos) { throw .outOfYears }
    return nanos
  }

  private mutating func written(_ bytes: UnsafeBufferPointer<UInt8>) throws(Failure) -> Int64 {
    guard let (local, saysUTC) = plain.read(bytes) else { return try carefulNanos(bytes) }
    if saysUTC || isUTC {
      shiftNanos = 0
      return local
    }
    if let nanos = plain.knownNanos(local: local) {
      shiftNanos = local - nanos
      return nanos
    }
    guard let zone else { return try carefulNanos(bytes) }
    let nanos = plain.nanos(local: local, zone, bytes.count > 10 ? clocks : nil)
    shiftNanos = local - nanos
    return nanos
  }

  @inline(never)
  private mutating func carefulNanos(_ bytes: UnsafeBufferPointer<UInt8>) throws(Failure) -> Int64 {
    var cursor = Cursor(bytes: bytes)
    let isISO = bytes.count > 4 && bytes[4] == UInt8(ascii: "-")
    let days = isISO ? try cursor.isoDate() : try cursor.writtenDate(shape, dates)
    let time = try cursor.timeOfDay()
    let offset = try cursor.offset()
    guard cursor.index == bytes.count else { throw .notATime }
    let local = Int64(days) * Instant.nanosPerDay + time
    if let offset {
      shiftNanos = Int64(offset) * 60 * Instant.nanosPerSecond
      return local - shiftNanos
    }
    guard let zone else { throw .noZone }
    let nanos = plain.nanos(local: local, zone, bytes.count > 10 ? clocks : nil)
    shiftNanos = local - nanos
    return nanos
  }

  private func epoch(_ bytes: UnsafeBufferPointer<UInt8>, scale: Int) throws(Failure) -> Int64 {
    if scale == 9, bytes.count == 10, let seconds = PlainField.whole(bytes), seconds >= 1_420_070_400,
      seconds < 4_102_444_800
    {
      return seconds * Instant.nanosPerSecond
    }
    do throws(ScaledDecimal.Failure) {
      let nanos = try ScaledDecimal.parse(bytes, scale: scale)
      guard Self.years.contains(nanos) else { throw ScaledDecimal.Failure.outOfRange }
      return nanos
    } catch {
      if error == .outOfRange { throw .otherUnit(shape, better: better(bytes)) }
      throw .notATime
    }
  }

  /// The unit in which a number is a moment of these years, in words.
  private func better(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    for (unit, scale) in [("seconds", 9), ("milliseconds", 6), ("microseconds", 3), ("nanoseconds", 0)] {
      guard let nanos = try? ScaledDecimal.parse(bytes, scale: scale), Self.years.contains(nanos) else { continue }
      return "As \(unit) it is \(Instant(nanosSinceEpoch: nanos).text)"
    }
    return nil
  }

  private struct Cursor {
    let bytes: UnsafeBufferPointer<UInt8>
    var index = 0

    private func peek() -> UInt8 { index < bytes.count ? bytes[index] : 0 }

    private mutating func skip(_ byte: UInt8) -> Bool {
      guard peek() == byte else { return false }
      index += 1
      return true
    }

    /// A number of one to `limit` digits.
    private mutating func number(_ limit: Int) throws(Failure) -> Int {
      var value = 0
      let end = index + limit
      let start = index
      while index < end, peek() &- 48 <= 9 {
        value = value * 10 + Int(peek() &- 48)
        index += 1
      }
      guard index > start else { throw .notATime }
      return value
    }

    private func days(_ year: Int, _ month: Int, _ day: Int) throws(Failure) -> Int {
      guard (1...12).contains(month), day >= 1, day <= CivilDate.daysInMonth(year: year, month: month) else {
        throw .noSuchDay
      }
      guard (1678...2261).contains(year) else { throw .outOfRange }
      return CivilDate(year: year, month: month, day: day).daysSinceEpoch
    }

    mutating func isoDate() throws(Failure) -> Int {
      let year = try number(4)
      guard skip(UInt8(ascii: "-")) else { throw .notATime }
      let month = try number(2)
      guard skip(UInt8(ascii: "-")) else { throw .notATime }
      return try days(year, month, number(2))
    }

    /// `7/31/26`, `31/Jul/2026`, `31.07.2026`.
    mutating func writtenDate(_ shape: TimeRule.Shape, _ dates: DateOrderEvidence) throws(Failure) -> Int {
      guard shape != .iso else { throw .notATime }
      let first = try number(2)
      let divider = peek()
      guard divider == UInt8(ascii: "/") || divider == UInt8(ascii: ".") || divider == UInt8(ascii: "-") else {
        throw .notATime
      }
      index += 1
      let named = monthName()
      let second = if let named { named } else { try number(2) }
      guard skip(divider) else { throw .notATime }
      let written = try number(4)
      let year = written < 100 ? 2000 + written : written
      if named == nil { dates.add(first, second, bytes) }
      let isDayFirst = named != nil || shape == .dayFirst
      return try isDayFirst ? days(year, second, first) : days(year, first, second)
    }

    /// The letters of all months, three each.
    private static let months = Array("janfebmaraprmayjunjulaugsepoctnovdec".utf8)

    private mutating func monthName() -> Int? {
      guard index + 3 <= bytes.count, bytes[index] | 0x20 > 96 else { return nil }
      for month in 0..<12 {
        var letter = 0
        while letter < 3, bytes[index + letter] | 0x20 == Self.months[month * 3 + letter] { letter += 1 }
        guard letter == 3 else { continue }
        index += 3
        return month + 1
      }
      return nil
    }

    /// Nanoseconds of the day; 0 where only a date is given.
    mutating func timeOfDay() throws(Failure) -> Int64 {
      guard index < bytes.count else { return 0 }
      _ = skip(UInt8(ascii: ","))
      guard skip(UInt8(ascii: "T")) || skip(UInt8(ascii: "t")) || skip(0x20) else { return 0 }
      var hour = try number(2)
      guard skip(UInt8(ascii: ":")) else { throw .notATime }
      let minute = try number(2)
      let second = skip(UInt8(ascii: ":")) ? try number(2) : 0
      let fraction = try fractionNanos()
      if let isAfternoon = halfOfDay() {
        guard (1...12).contains(hour) else { throw .notATime }
        hour = hour % 12 + (isAfternoon ? 12 : 0)
      }
      guard hour < 24, minute < 60, second < 60 else { throw .notATime }
      return Int64(hour * 3600 + minute * 60 + second) * Instant.nanosPerSecond + fraction
    }

    private mutating func fractionNanos() throws(Failure) -> Int64 {
      guard skip(UInt8(ascii: ".")) || skip(UInt8(ascii: ",")) else { return 0 }
      let start = index
      var value = Int64(try number(9))
      for _ in (index - start)..<9 { value *= 10 }
      return value
    }

    /// Whether `AM` or `PM` follows, and which.
    private mutating func halfOfDay() -> Bool? {
      let start = index
      _ = skip(0x20)
      let letter = peek() | 0x20
      guard index + 2 <= bytes.count, letter == UInt8(ascii: "a") || letter == UInt8(ascii: "p"),
        bytes[index + 1] | 0x20 == UInt8(ascii: "m")
      else {
        index = start
        return nil
      }
      index += 2
      return letter == UInt8(ascii: "p")
    }

    /// Minutes east of Greenwich; nil where no zone is written.
    mutating func offset() throws(Failure) -> Int? {
      guard index < bytes.count else { return nil }
      _ = skip(0x20)
      if peek() | 0x20 == UInt8(ascii: "z") {
        index += 1
        return 0
      }
      if index + 3 <= bytes.count, bytes[index..<index + 3].elementsEqual("UTC".utf8) {
        index += 3
        return 0
      }
      let isNegative = peek() == UInt8(ascii: "-")
      guard isNegative || peek() == UInt8(ascii: "+") else { throw .notATime }
      index += 1
      let hours = try number(2)
      _ = skip(UInt8(ascii: ":"))
      let minutes = index < bytes.count ? try number(2) : 0
      guard hours <= 18, minutes < 60 else { throw .notATime }
      return (hours * 60 + minutes) * (isNegative ? -1 : 1)
    }
  }
}

extension TimeReading {
  /// What to say of a cell that cannot be read.
  func words(of failure: Failure) -> (message: String, remedy: String?) {
    guard case .notATime = failure else { return failure.words }
    let remedy =
      "Export the file again and do not save it from a spreadsheet. Where dates stay as they are, `time` of a --mapping "
      + "says their form: day_first (31.7.2026, 31-Jul-26), month_first (7/31/2026) or iso. Those of another form, as "
      + "2026/07/31 or 20260731, have to be written as 2026-07-31."
    return ("is no time in the form of this export, \(shape.example)", remedy)
  }
}

extension TimeReading.Failure {
  fileprivate var words: (message: String, remedy: String?) {
    switch self {
    case .notATime: ("is no time in the form of this export", nil)
    case .noZone: ("has no time zone; it is never assumed", "Say it with --timezone: UTC, +02:00 or Europe/Berlin.")
    case .noSuchDay:
      (
        "names a day that does not exist",
        "The export may have day and month the other way round: --date-order dmy or mdy says it."
      )
    case .outOfRange: ("is outside of the years that can be kept", nil)
    case .outOfYears:
      (
        "is outside of the years 2015 to 2099, in which AI can have been paid for",
        "The year or the order of the date is wrong: correct the export, or export it again."
      )
    case .otherUnit(let shape, let better):
      (
        "is outside of the years 2015 to 2099 as \(shape.unit) since 1970",
        (better.map { "\($0): the unit is another one than this format's" } ?? "The unit may be another one")
          + ". In a --mapping, `time` says it: epoch_seconds, epoch_millis or epoch_nanos."
      )
    }
  }
}
