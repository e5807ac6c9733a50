/// Exact reading and writing of decimal text as scaled integers.
///
/// Canonical numbers have an optional sign, digits, and `.` as the decimal sign: no grouping, currency sign,
/// exponent or percent sign (formats, part 1).
public enum ScaledDecimal {
  /// Why a text is no canonical number.
  public enum Failure: Error, Hashable, Sendable {
    case empty
    /// `offset` is the byte at which the text stops being a number.
    case notANumber(offset: Int)
    case outOfRange
  }

  /// Reads `bytes` as a decimal number times 10^`scale`, excess digits rounded half away from zero.
  ///
  /// - Parameters:
  ///   - bytes: ASCII text without surrounding spaces.
  ///   - scale: the number of decimals kept: 9 for dollars, 3 for minutes, 6 for hourly rates and shares.
  /// - Throws: `Failure`.
  public static func parse(_ bytes: UnsafeBufferPointer<UInt8>, scale: Int) throws(Failure) -> Int64 {
    let count = bytes.count
    guard count > 0 else { throw .empty }
    var index = 0
    var negative = false
    if bytes[0] == UInt8(ascii: "-") || bytes[0] == UInt8(ascii: "+") {
      negative = bytes[0] == UInt8(ascii: "-")
      index = 1
    }
    var value: UInt64 = 0
    var digits = 0
    while index < count, bytes[index] &- 48 <= 9 {
      value = try shifted(value, adding: bytes[index] &- 48)
      index += 1
      digits += 1
    }
    var decimals = 0
    var roundUp = false
    if index < count, bytes[index] == UInt8(ascii: ".") {
      index += 1
      while index < count, bytes[index] &- 48 <= 9 {
        if decimals < scale {
          value = try shifted(value, adding: bytes[index] &- 48)
        } else if decimals == scale {
          roundUp = bytes[index] >= UInt8(ascii: "5")
        }
        decimals += 1
        digits += 1
        index += 1
      }
    }
    guard index == count, digits > 0 else { throw .notANumber(offset: index) }
    var missing = scale - decimals
    while missing > 0 {
      value = try shifted(value, adding: 0)
      missing -= 1
    }
    guard value <= UInt64(Int64.max) else { throw .outOfRange }
    if roundUp { value += 1 }
    guard value <= UInt64(Int64.max) else { throw .outOfRange }
    return negative ? -Int64(value) : Int64(value)
  }

  /// Reads `text` as a decimal number times 10^`scale`; see the overload on bytes.
  public static func parse(_ text: String, scale: Int) throws(Failure) -> Int64 {
    var text = text
    let result = text.withUTF8 { bytes -> Result<Int64, Failure> in
      do throws(Failure) { return .success(try parse(bytes, scale: scale)) } catch { return .failure(error) }
    }
    return try result.get()
  }

  @inline(__always)
  private static func shifted(_ value: UInt64, adding digit: UInt8) throws(Failure) -> UInt64 {
    let (product, overflow) = value.multipliedReportingOverflow(by: 10)
    let (sum, carried) = product.addingReportingOverflow(UInt64(digit))
    if overflow || carried { throw .outOfRange }
    return sum
  }

  /// The exact decimal text of `value` / 10^`scale`, trailing zeros dropped down to `minimumDecimals`.
  ///
  /// - Parameter isGrouped: whether commas group the thousands.
  public static func text(
    _ value: Int128, scale: Int, minimumDecimals: Int = 0, isGrouped: Bool = false
  ) -> String {
    // Nearly every amount fits into 64 bits, which are divided much faster.
    if let magnitude = UInt64(exactly: value.magnitude) {
      return text(magnitude, isNegative: value < 0, scale, minimumDecimals, isGrouped)
    }
    return text(value.magnitude, isNegative: value < 0, scale, minimumDecimals, isGrouped)
  }

  private static func text<Magnitude: FixedWidthInteger & UnsignedInteger>(
    _ magnitude: Magnitude, isNegative: Bool, _ scale: Int, _ minimumDecimals: Int, _ isGrouped: Bool
  ) -> String {
    var (rest, decimals) = (magnitude, scale)
    while decimals > minimumDecimals, rest % 10 == 0 {
      rest /= 10
      decimals -= 1
    }
    // 39 digits, 12 commas, the sign and the point; zeros behind the point come on top.
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64 + decimals) { bytes in
      var (start, digits) = (bytes.count, 0)
      func put(_ byte: UInt8) {
        start -= 1
        bytes[start] = byte
      }
      // From the last digit to the first.
      repeat {
        if digits == decimals, digits > 0 { put(UInt8(ascii: ".")) }
        if isGrouped, digits > decimals, (digits - decimals) % 3 == 0 { put(UInt8(ascii: ",")) }
        put(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
        rest /= 10
        digits += 1
      } while rest > 0 || digits <= decimals
      if isNegative { put(UInt8(ascii: "-")) }
      return String(decoding: bytes[start...], as: UTF8.self)
    }
  }
}
