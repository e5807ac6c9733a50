internal import Crypto

/// SHA-256 over texts and numbers in a form that depends on them alone, whatever database they come from.
public struct CanonicalHash {
  public static let bytes = 32
  private static let blockBytes = 1 << 16

  private var hash = SHA256()
  /// What the hash has not taken yet.
  private var block: [UInt8] = []

  public init() { block.reserveCapacity(Self.blockBytes + 1024) }

  /// Texts end in a byte that no text holds; nothing stays apart from an empty text.
  public mutating func add(_ text: String?) {
    if let text { block.append(contentsOf: text.utf8) } else { block.append(0xFE) }
    block.append(0xFF)
    flush()
  }

  /// A number takes sixteen bytes.
  public mutating func add(_ number: Int128) {
    withUnsafeBytes(of: number.littleEndian) { block.append(contentsOf: $0) }
    flush()
  }

  public mutating func add(bytes: [UInt8]) {
    block += bytes
    flush()
  }

  @inline(__always)
  private mutating func flush() {
    guard block.count >= Self.blockBytes else { return }
    hash.update(data: block)
    block.removeAll(keepingCapacity: true)
  }

  public consuming func finished() -> [UInt8] {
    hash.update(data: block)
    return Array(hash.finalize())
  }
}
