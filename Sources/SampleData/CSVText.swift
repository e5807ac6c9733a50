/// Collects CSV bytes and hands them on in chunks of about a MiB, so that a file of any size takes little memory.
struct CSVText {
  private static let chunkSize = 1 << 20
  private static let comma = UInt8(ascii: ",")

  private(set) var bytes: [UInt8] = []

  init() { bytes.reserveCapacity(Self.chunkSize + 4096) }

  /// Whether it is time to hand the bytes on.
  var isFull: Bool { bytes.count >= Self.chunkSize }

  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  mutating func append(_ text: [UInt8]) { bytes.append(contentsOf: text) }

  mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  mutating func append(byte: UInt8) { bytes.append(byte) }

  /// Ends a field.
  mutating func comma() { bytes.append(Self.comma) }

  /// Ends a row.
  mutating func newline() { bytes.append(UInt8(ascii: "\n")) }

  /// Decimal digits of a number, with leading zeros up to `width`.
  mutating func append(_ number: UInt64, width: Int = 1) {
    var digits = 1
    var limit: UInt64 = 10
    while digits < 19, number >= limit {
      digits += 1
      limit &*= 10
    }
    if number >= 10_000_000_000_000_000_000 { digits = 20 }
    let start = bytes.count
    for _ in 0..<max(digits, width) { bytes.append(UInt8(ascii: "0")) }
    var rest = number
    var position = bytes.count - 1
    while rest > 0, position >= start {
      bytes[position] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
      position -= 1
    }
  }

  /// Sixteen hexadecimal digits.
  mutating func append(hexadecimal number: UInt64) {
    for shift in stride(from: 60, through: 0, by: -4) {
      let digit = UInt8(truncatingIfNeeded: (number >> UInt64(shift)) & 15)
      bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }

  /// A second of the third quarter of 2026, counted from its start: `2026-07-01T00:00:00Z`.
  mutating func append(secondOfQuarter second: UInt64) {
    let day = second / 86_400
    let (month, dayOfMonth): (UInt64, UInt64) =
      if day < 31 { (7, day + 1) } else if day < 62 { (8, day - 30) } else { (9, day - 61) }
    let time = second % 86_400
    append("2026-")
    append(month, width: 2)
    append(byte: UInt8(ascii: "-"))
    append(dayOfMonth, width: 2)
    append(byte: UInt8(ascii: "T"))
    append(time / 3600, width: 2)
    append(byte: UInt8(ascii: ":"))
    append(time / 60 % 60, width: 2)
    append(byte: UInt8(ascii: ":"))
    append(time % 60, width: 2)
    append(byte: UInt8(ascii: "Z"))
  }
}
