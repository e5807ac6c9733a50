/// What a request's price depends on beside model, time and the counts of tokens that every row has.
///
/// All of it in one number, which is 0 for nearly all rows, so that those cost nothing to store.
public struct RequestTraits: Hashable, Sendable {
  /// Bits 0–2 mode, 3 whether the row is an aggregate, 4–5 context, from bit 8 on tokens written to the cache for an hour.
  public var rawValue: Int64

  public init(rawValue: Int64) { self.rawValue = rawValue }

  public static let none = RequestTraits(rawValue: 0)

  /// What a source says of the length of the prompt of an aggregated row.
  public enum Context: Int64, Hashable, Sendable {
    case unknown = 0
    /// Not beyond the threshold of the provider's first tier.
    case short = 1
    case long = 2
  }

  public var mode: PriceMode {
    get { PriceMode(rawValue: UInt8(truncatingIfNeeded: rawValue & 7)) ?? .standard }
    set { rawValue = rawValue & ~7 | Int64(newValue.rawValue) }
  }

  /// Whether the row stands for an unknown number of requests.
  public var isAggregate: Bool {
    get { rawValue & 8 != 0 }
    set { rawValue = newValue ? rawValue | 8 : rawValue & ~8 }
  }

  public var context: Context {
    get { Context(rawValue: rawValue >> 4 & 3) ?? .unknown }
    set { rawValue = rawValue & ~0x30 | newValue.rawValue << 4 }
  }

  /// The part of the cache-write tokens that stays for an hour; at most 10¹⁵.
  public var longWriteTokens: Int64 {
    get { rawValue >> 8 }
    set { rawValue = rawValue & 0xFF | newValue << 8 }
  }
}
