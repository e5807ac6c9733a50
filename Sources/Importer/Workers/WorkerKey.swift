internal import Crypto
public import Storage

/// The secret under which worker ids are hashed, so that a database names nobody.
///
/// It lies in a file of its own beside the database, readable by its owner alone. Without it new files cannot be
/// matched with the workers that are there.
public struct WorkerKey: Sendable {
  private let key: SymmetricKey

  /// Bytes of a key.
  private static let byteCount = 32

  /// A new key of random bytes.
  public init() { key = SymmetricKey(size: .bits256) }

  /// Reads a key from its file's text: 64 hexadecimal digits; nil if it is none.
  public init?(text: String) {
    var bytes: [UInt8] = []
    var digits = text.utf8.filter { $0 != 0x0A && $0 != 0x0D && $0 != 0x20 }.makeIterator()
    while let high = digits.next() {
      guard let low = digits.next(), let left = Self.value(high), let right = Self.value(low) else { return nil }
      bytes.append(left << 4 | right)
    }
    guard bytes.count == Self.byteCount else { return nil }
    key = SymmetricKey(data: bytes)
  }

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    default: nil
    }
  }

  /// What its file holds.
  public var text: String { Self.hex(key.withUnsafeBytes { Array($0) }) + "\n" }

  /// Recognises the key without giving it away.
  public var check: String { hash(Array("roi-triage worker key".utf8)) }

  /// How a database stores ids under this key: HMAC-SHA-256, cut to 128 bits.
  public var workerIDs: WorkerIDs {
    .hashed(keyCheck: check, stored: { hash(Array($0)) })
  }

  private func hash(_ bytes: [UInt8]) -> String {
    Self.hex(Array(HMAC<SHA256>.authenticationCode(for: bytes, using: key)).prefix(16))
  }

  private static func hex(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { byte in
      let text = String(byte, radix: 16)
      return text.utf8.count == 1 ? "0" + text : text
    }.joined()
  }
}
