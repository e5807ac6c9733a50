internal import TriageModel

/// A day of a provider's model.
public struct ModelDay: Hashable, Comparable, Sendable {
  public var provider: Int32
  public var model: Int32
  /// In UTC, since 1970.
  public var day: Int64

  init(_ record: RequestRecord) {
    provider = record.provider
    model = record.model
    day = record.atNanos / Instant.nanosPerDay
  }

  /// By day, provider and model.
  public static func < (left: ModelDay, right: ModelDay) -> Bool {
    (left.day, left.provider, left.model) < (right.day, right.provider, right.model)
  }
}

extension ModelDay: CellKey {
  @inline(__always)
  var mixed: UInt64 {
    let names = UInt64(UInt32(bitPattern: provider)) << 32 | UInt64(UInt32(bitPattern: model))
    return ByteHash.mix(names, UInt64(bitPattern: day))
  }
}
