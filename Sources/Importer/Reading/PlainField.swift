internal import TriageModel

/// Reads cells of plain form fast. Each function answers nil for anything else, which the careful readers then decide on.
enum PlainField {
  /// Digits of a whole number, at most fifteen.
  @inline(__always)
  static func whole(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
    guard bytes.count <= 15 else { return nil }
    var value: Int64 = 0
    for byte in bytes {
      let digit = byte &- 48
      guard digit <= 9 else { return nil }
      value = value &* 10 &+ Int64(digit)
    }
    return value
  }

  /// A whole number above 0 that is written as `3.0`.
  @inline(__always)
  static func wholeWithZero(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
    let count = bytes.count - 2
    guard count > 0, bytes[0] != UInt8(ascii: "0"), bytes[count] == UInt8(ascii: "."),
      bytes[count + 1] == UInt8(ascii: "0")
    else { return nil }
    return whole(UnsafeBufferPointer(rebasing: bytes[..<count]))
  }

  private static let powers: [Int64] = [
    1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
  ]

  /// A decimal number times 10^`scale`, which has no more than `scale` decimals and eight digits before them.
  @inline(__always)
  static func decimal(_ bytes: UnsafeBufferPointer<UInt8>, scale: Int) -> Int64? {
    var index = 0
    let isNegative = bytes.count > 0 && bytes[0] == UInt8(ascii: "-")
    if isNegative { index = 1 }
    var value: Int64 = 0
    let wholeStart = index
    while index < bytes.count, bytes[index] &- 48 <= 9 {
      value = value &* 10 &+ Int64(bytes[index] &- 48)
      index += 1
    }
    let wholeDigits = index - wholeStart
    guard wholeDigits >= 1, wholeDigits <= 8 else { return nil }
    var decimals = 0
    if index < bytes.count {
      guard bytes[index] == UInt8(ascii: ".") else { return nil }
      index += 1
      decimals = bytes.count - index
      guard decimals >= 1, decimals <= scale else { return nil }
      while index < bytes.count {
        let digit = bytes[index] &- 48
        guard digit <= 9 else { return nil }
        value = value &* 10 &+ Int64(digit)
        index += 1
      }
    }
    value = value &* powers[scale - decimals]
    return isNegative ? -value : value
  }
}

/// Reads times of plain form fast; remembers the last day.
struct PlainInstant {
  private var day: UInt64 = 0
  private var dayEnd: UInt16 = 0
  private var nanosOfDay: Int64 = 0

  /// Nanoseconds since 1970 of `2026-07-01T10:00:00Z` or any other form that `Instant` reads; nil for no time.
  @inline(__always)
  mutating func nanos(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
    guard bytes.count == 20, let base = bytes.baseAddress, bytes[19] == UInt8(ascii: "Z"),
      bytes[10] == UInt8(ascii: "T"),
      bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":")
    else { return careful(bytes) }
    let first = UnsafeRawPointer(base).loadUnaligned(as: UInt64.self)
    let rest = UnsafeRawPointer(base).loadUnaligned(fromByteOffset: 8, as: UInt16.self)
    if first != day || rest != dayEnd {
      guard let midnight = midnight(bytes) else { return nil }
      (day, dayEnd, nanosOfDay) = (first, rest, midnight)
    }
    guard let hour = Self.pair(bytes, 11), let minute = Self.pair(bytes, 14), let second = Self.pair(bytes, 17),
      hour < 24, minute < 60, second < 60
    else { return careful(bytes) }
    return nanosOfDay + (hour * 3600 + minute * 60 + second) * Instant.nanosPerSecond
  }

  private func careful(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
    (try? Instant.parse(bytes))?.nanosSinceEpoch
  }

  /// The start of the day that the text begins with.
  private func midnight(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
    let text = Array(bytes[..<10]) + Array("T00:00:00Z".utf8)
    return text.withUnsafeBufferPointer { careful($0) }
  }

  @inline(__always)
  private static func pair(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int64? {
    let (tens, ones) = (bytes[index] &- 48, bytes[index + 1] &- 48)
    return tens <= 9 && ones <= 9 ? Int64(tens) * 10 + Int64(ones) : nil
  }
}
