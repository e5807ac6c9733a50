/// A column of whole numbers, each in as few bytes as the range of all needs.
public struct FactColumn: Hashable, Sendable {
  /// What every number is counted from.
  public let base: Int64
  /// Bytes of a number, 0 to 8, little-endian; with 0 every number is `base`.
  public let width: Int
  /// Where the numbers begin among the bytes of their run.
  public let offset: Int

  public init(base: Int64, width: Int, offset: Int) {
    self.base = base
    self.width = width
    self.offset = offset
  }

  /// The bits of eight loaded bytes that belong to one number.
  @inlinable
  var mask: UInt64 { width >= 8 ? .max : (1 << UInt64(width * 8)) - 1 }

  /// No number of the column has a larger magnitude.
  public var largestPossible: UInt64 {
    let (top, overflow) = base.addingReportingOverflow(Int64(clamping: mask))
    return overflow || width >= 8 ? 1 << 63 : max(base.magnitude, top.magnitude)
  }

  /// Whether every number is the same.
  public var isConstant: Bool { width == 0 }
}

/// The numbers of a column, as long as the bytes of its run are at hand.
public struct FactNumbers {
  /// From the first number on.
  @usableFromInline let data: UnsafeRawBufferPointer
  @usableFromInline let base: Int64
  @usableFromInline let mask: UInt64
  @usableFromInline let width: Int

  /// - Parameter bytes: hold the column and eight bytes more.
  public init(_ column: FactColumn, in bytes: UnsafeRawBufferPointer) {
    data = UnsafeRawBufferPointer(rebasing: bytes[column.offset...])
    base = column.base
    mask = column.mask
    width = column.width
  }

  @inlinable
  public subscript(index: Int) -> Int64 {
    // A run ends with eight spare bytes, so that as many can be loaded from any place.
    let raw = data.loadUnaligned(fromByteOffset: index &* width, as: UInt64.self).littleEndian & mask
    return base &+ Int64(bitPattern: raw)
  }
}
