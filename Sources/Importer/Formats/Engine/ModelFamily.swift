/// Tells whether two rows of a trace name one model: a wrapper often has the short name, the call below it the dated one.
enum ModelFamily {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  /// A hash of the name without the vendor in front (`openai/`) and the date behind (`-2026-08-07`, `-20260807`).
  static func hash(_ name: Bytes) -> UInt64 {
    var name = name
    if ByteSearch.has(UInt8(ascii: "/"), name), let slash = name.lastIndex(of: UInt8(ascii: "/")),
      slash + 1 < name.count
    {
      name = Bytes(rebasing: name[(slash + 1)...])
    }
    // Every pattern has two digits at its end, which most names do not have.
    guard name.count > 2, name[name.count - 1] &- 48 <= 9, name[name.count - 2] &- 48 <= 9 else {
      return StableHash.hash(name)
    }
    for pattern in datePatterns where name.count > pattern.count && ends(name, pattern) {
      return StableHash.hash(Bytes(rebasing: name[..<(name.count - pattern.count)]))
    }
    return StableHash.hash(name)
  }

  /// `0` stands for any digit.
  private static let datePatterns = ["-0000-00-00", "-00000000", "@00000000"].map { Array($0.utf8) }

  private static func ends(_ name: Bytes, _ pattern: [UInt8]) -> Bool {
    let zero = UInt8(ascii: "0")
    let start = name.count - pattern.count
    return pattern.indices.allSatisfy { index in
      pattern[index] == zero ? name[start + index] &- zero <= 9 : name[start + index] == pattern[index]
    }
  }
}
