public import TriageModel

/// A bill line in numbers: times in nanoseconds since 1970, amounts in nano-dollars, names by their number in the
/// database.
public struct InvoiceRecord: Sendable {
  public var provider: Int32 = 0
  /// 0 = the line names no model.
  public var model: Int32 = 0
  public var kind = InvoiceRow.Kind.usage
  public var startNanos: Int64 = 0
  /// The first instant that is no longer covered.
  public var endNanos: Int64 = 0
  public var amountNanos: Int64 = 0
  /// nil where the source does not say it.
  public var listNanos: Int64?
  var key = TextPlace()
  var invoiceID = TextPlace()

  public init() {}

  /// A hash of what makes two lines of one key the same line.
  @inline(__always)
  func body(_ hash: ByteHash) -> UInt64 {
    let names = UInt64(UInt32(bitPattern: provider)) << 32 | UInt64(UInt32(bitPattern: model))
    var state = ByteHash.mix(hash.seed, names)
    state = ByteHash.mix(state, UInt64(bitPattern: startNanos))
    state = ByteHash.mix(state, UInt64(bitPattern: endNanos))
    state = ByteHash.mix(state, UInt64(bitPattern: amountNanos))
    state = ByteHash.mix(state, UInt64(bitPattern: listNanos ?? 0))
    return ByteHash.mix(state, UInt64(kind.number) << 1 | (listNanos == nil ? 0 : 1))
  }
}

extension InvoiceRow.Kind {
  /// How a segment holds it.
  var number: UInt8 {
    switch self {
    case .usage: 0
    case .credit: 1
    case .tax: 2
    case .purchase: 3
    case .adjustment: 4
    }
  }

  init?(number: Int64) {
    switch number {
    case 0: self = .usage
    case 1: self = .credit
    case 2: self = .tax
    case 3: self = .purchase
    case 4: self = .adjustment
    default: return nil
    }
  }
}
