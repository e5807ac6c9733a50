internal import TriageModel

/// Reads the usual form of times fast, and remembers the last day with its distance from UTC.
struct PlainTime {
  private var day: UInt64 = 0
  private var dayEnd: UInt16 = 0
  private var dayNanos: Int64 = 0
  /// Local times from `zoneStart` up to `zoneEnd` are so far from UTC.
  private var zoneStart = Int64.max
  private var zoneEnd = Int64.min
  private var shift: Int64 = 0

  /// Reads `2026-07-01`, `2026-07-01T10:00:00` or `2026-07-01 10:00:00.125`, with `Z` or without.
  ///
  /// - Returns: nanoseconds since 1970 as if the clock showed UTC, and whether it did; nil for any other text.
  @inline(__always)
  mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) -> (nanos: Int64, isUTC: Bool)? {
    guard bytes.count >= 10, let base = bytes.baseAddress else { return nil }
    let first = UnsafeRawPointer(base).loadUnaligned(as: UInt64.self)
    let rest = UnsafeRawPointer(base).loadUnaligned(fromByteOffset: 8, as: UInt16.self)
    if first != day || rest != dayEnd {
      guard let midnight = Self.midnight(bytes) else { return nil }
      (day, dayEnd, dayNanos) = (first, rest, midnight)
    }
    if bytes.count == 10 { return (dayNanos, false) }
    guard bytes.count >= 19, bytes[10] == UInt8(ascii: "T") || bytes[10] == 0x20, bytes[13] == UInt8(ascii: ":"),
      bytes[16] == UInt8(ascii: ":"), let hour = Self.pair(bytes, 11), let minute = Self.pair(bytes, 14),
      let second = Self.pair(bytes, 17), hour < 24, minute < 60, second < 60
    else { return nil }
    let nanos = dayNanos + (hour * 3600 + minute * 60 + second) * Instant.nanosPerSecond
    var index = 19
    guard let fraction = Self.fraction(bytes, &index) else { return nil }
    if index == bytes.count { return (nanos + fraction, false) }
    guard index + 1 == bytes.count, bytes[index] == UInt8(ascii: "Z") else { return nil }
    return (nanos + fraction, true)
  }

  /// Nanoseconds since 1970 of a clock's time in a zone.
  ///
  /// - Parameter clocks: is told of times that the clocks leave out or show twice; nil for days, which they all have.
  mutating func nanos(local: Int64, _ zone: SourceZone, _ clocks: ClockEvidence?) -> Int64 {
    if let known = knownNanos(local: local) { return known }
    if let even = zone.evenDay(local: local) {
      (zoneStart, zoneEnd, shift) = (even.start, even.start + Instant.nanosPerDay, even.shift)
      return local - shift
    }
    let (nanos, clock) = zone.nanos(local: local)
    clocks?.add(clock, local: local)
    return nanos
  }

  /// The same of a time of the day that was asked for last; nil for any other.
  @inline(__always)
  func knownNanos(local: Int64) -> Int64? {
    local >= zoneStart && local < zoneEnd ? local - shift : nil
  }

  @inline(__always)
  private static func fraction(_ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> Int64? {
    guard index < bytes.count, bytes[index] == UInt8(ascii: ".") else { return 0 }
    index += 1
    var value: Int64 = 0
    var digits = 0
    while index < bytes.count, bytes[index] &- 48 <= 9 {
      value = value &* 10 &+ Int64(bytes[index] &- 48)
      index += 1
      digits += 1
    }
    guard digits >= 1, digits <= 9 else { return nil }
    while digits < 9 {
      value &*= 10
      digits += 1
    }
    return value
  }

  private static func midnight(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
    guard bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"), let century = pair(bytes, 0),
      let decade = pair(bytes, 2), let month = pair(bytes, 5), let day = pair(bytes, 8)
    else { return nil }
    let year = Int(century * 100 + decade)
    guard (1678...2261).contains(year), (1...12).contains(month), day >= 1,
      day <= CivilDate.daysInMonth(year: year, month: Int(month))
    else { return nil }
    return Int64(CivilDate(year: year, month: Int(month), day: Int(day)).daysSinceEpoch) * Instant.nanosPerDay
  }

  @inline(__always)
  private static func pair(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int64? {
    let (tens, ones) = (bytes[index] &- 48, bytes[index + 1] &- 48)
    return tens <= 9 && ones <= 9 ? Int64(tens) * 10 + Int64(ones) : nil
  }
}
