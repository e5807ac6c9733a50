internal import TriageModel

/// Reads the numbers of a source: canonical ones, and what its rules allow beside them.
enum AmountReading {
  enum Answer {
    case value(Int64)
    case blank
    case bad(message: String, remedy: String?)
  }

  static let tokenLimit: Int64 = 1_000_000_000_000_000

  /// A count; `3.0` counts as 3.
  @inline(__always)
  static func count(_ bytes: UnsafeBufferPointer<UInt8>, isGrouped: Bool) -> Answer {
    if bytes.count == 0 { return .blank }
    if let value = PlainField.whole(bytes) { return .value(value) }
    if isGrouped, let value = WrittenField.grouped(bytes) { return .value(value) }
    return carefulCount(bytes, isGrouped: isGrouped)
  }

  /// A count of tokens that a source gives in units of several; parts of a unit count where they are whole tokens.
  @inline(__always)
  static func tokens(_ bytes: UnsafeBufferPointer<UInt8>, isGrouped: Bool, perUnit: Int64) -> Answer {
    perUnit == 1 ? count(bytes, isGrouped: isGrouped) : tokensOfUnits(bytes, isGrouped: isGrouped, perUnit: perUnit)
  }

  @inline(never)
  private static func tokensOfUnits(_ bytes: UnsafeBufferPointer<UInt8>, isGrouped: Bool, perUnit: Int64) -> Answer {
    if case .value(let units) = count(bytes, isGrouped: isGrouped), units <= tokenLimit / perUnit {
      return .value(units * perUnit)
    }
    switch decimal(bytes, scale: 9, isWritten: isGrouped, hasExponent: false) {
    case .blank: return .blank
    case .bad(_, let remedy): return .bad(message: "is not a number", remedy: remedy)
    case .value(let nanos):
      let (tokens, rest) = (Int128(nanos) * Int128(perUnit)).quotientAndRemainder(dividingBy: 1_000_000_000)
      guard rest == 0 else {
        return .bad(message: "is not a whole number of tokens, \(perUnit) to a unit", remedy: nil)
      }
      guard (0...Int128(tokenLimit)).contains(tokens) else {
        return .bad(message: "must be from 0 to 1,000,000,000,000,000 tokens", remedy: nil)
      }
      return .value(Int64(tokens))
    }
  }

  @inline(never)
  private static func carefulCount(_ bytes: UnsafeBufferPointer<UInt8>, isGrouped: Bool) -> Answer {
    if let value = PlainField.wholeWithZero(bytes) { return .value(value) }
    if isGrouped, let plain = ungrouped(bytes) {
      return plain.withUnsafeBufferPointer { carefulCount($0, isGrouped: false) }
    }
    if let dotted = DottedCount(bytes) { return .bad(message: dotted.message, remedy: DottedCount.remedy) }
    guard let value = try? ScaledDecimal.parse(bytes, scale: 0) else {
      let remedy =
        bytes.contains(UInt8(ascii: ",")) ? "This export has no commas between digits: it was changed." : nil
      return .bad(message: "is not a whole number", remedy: remedy)
    }
    let hasFraction = bytes.drop { $0 != UInt8(ascii: ".") }.dropFirst().contains { $0 != UInt8(ascii: "0") }
    if hasFraction { return .bad(message: "is not a whole number", remedy: nil) }
    guard (0...tokenLimit).contains(value) else {
      return .bad(message: "must be a whole number from 0 to 1,000,000,000,000,000", remedy: nil)
    }
    return .value(value)
  }

  /// A decimal number times 10^`scale`.
  @inline(__always)
  static func decimal(_ bytes: UnsafeBufferPointer<UInt8>, scale: Int, isWritten: Bool, hasExponent: Bool) -> Answer {
    if bytes.count == 0 { return .blank }
    if let value = PlainField.decimal(bytes, scale: scale) { return .value(value) }
    if isWritten, bytes[0] == UInt8(ascii: "$") {
      let rest = UnsafeBufferPointer(rebasing: bytes[1...])
      if let value = PlainField.decimal(rest, scale: scale), rest[0] != UInt8(ascii: "-") { return .value(value) }
    }
    if hasExponent, let value = WrittenField.scientific(bytes, scale: scale) { return .value(value) }
    return carefulDecimal(bytes, scale: scale, isWritten: isWritten, hasExponent: hasExponent)
  }

  @inline(never)
  private static func carefulDecimal(
    _ bytes: UnsafeBufferPointer<UInt8>, scale: Int, isWritten: Bool, hasExponent: Bool
  ) -> Answer {
    do throws(ScaledDecimal.Failure) {
      return .value(try ScaledDecimal.parse(bytes, scale: scale))
    } catch {
      if error == .outOfRange { return .bad(message: "is too large", remedy: nil) }
      let plain = isWritten ? ungrouped(bytes) : hasExponent ? expanded(bytes) : nil
      if let plain, let value = try? ScaledDecimal.parse(String(decoding: plain, as: UTF8.self), scale: scale) {
        return .value(value)
      }
      return .bad(
        message: "is not an amount in the form of this export",
        remedy: "Export the file again; do not save it from a spreadsheet.")
    }
  }

  /// The number without its currency sign and the commas between its thousands; nil where they stand wrong.
  private static func ungrouped(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    var rest = bytes[...]
    var plain: [UInt8] = []
    if rest.first == UInt8(ascii: "-") {
      plain.append(UInt8(ascii: "-"))
      rest = rest.dropFirst()
    }
    if rest.first == UInt8(ascii: "$") { rest = rest.dropFirst() }
    let whole = rest.prefix { $0 != UInt8(ascii: ".") }
    let groups = whole.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    let isSound =
      groups.count == 1
      || (groups.dropFirst().allSatisfy { $0.count == 3 } && (1...3).contains(groups[0].count))
    guard isSound else { return nil }
    for group in groups { plain += group }
    return plain + rest.dropFirst(whole.count)
  }

  /// `1.2e-05` as `0.000012`; nil where it is none.
  private static func expanded(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    let parts = bytes.split(maxSplits: 1) { $0 | 0x20 == UInt8(ascii: "e") }
    guard parts.count == 2, let exponent = Int(String(decoding: parts[1], as: UTF8.self)), abs(exponent) <= 40 else {
      return nil
    }
    var mantissa = parts[0]
    let isNegative = mantissa.first == UInt8(ascii: "-")
    if isNegative { mantissa = mantissa.dropFirst() }
    let whole = mantissa.prefix { $0 != UInt8(ascii: ".") }
    let digits = Array(whole) + mantissa.dropFirst(whole.count + 1)
    guard !digits.isEmpty, digits.allSatisfy({ $0 &- 48 <= 9 }) else { return nil }
    let zero = UInt8(ascii: "0")
    let place = whole.count + exponent
    let padded =
      place <= 0
      ? [zero] + [UInt8(ascii: ".")] + [UInt8](repeating: zero, count: -place) + digits
      : place >= digits.count
        ? digits + [UInt8](repeating: zero, count: place - digits.count)
        : digits[..<place] + [UInt8(ascii: ".")] + digits[place...]
    return isNegative ? [UInt8(ascii: "-")] + padded : Array(padded)
  }
}
