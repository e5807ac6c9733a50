/// FNV-1a of 64 bits over bytes as they are written, so that nothing has to hold them together.
struct ReportHash: JSONSink {
  private var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func put(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }

  mutating func put(_ bytes: UnsafeBufferPointer<UInt8>) {
    for byte in bytes { put(byte) }
  }

  /// 16 hexadecimal digits.
  var text: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
