internal import Storage

/// A canonical usage row as it comes out of a source: numbers, and texts that hold until the next row is read.
struct TranslatedUsage {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  var record = RequestRecord()
  /// When the span that the row stands for begins: the row's time, but for whole days.
  var startNanos: Int64 = 0
  var id = Bytes(start: nil, count: 0)
  var task = Bytes(start: nil, count: 0)
  var parent = Bytes(start: nil, count: 0)
  var worker = Bytes(start: nil, count: 0)
  var department = Bytes(start: nil, count: 0)
  var category = Bytes(start: nil, count: 0)
  var provider = Bytes(start: nil, count: 0)
  var model = Bytes(start: nil, count: 0)
  /// Where the row's bucket ends, in nanoseconds since 1970; 0 = the source does not say it.
  var endNanos: Int64 = 0
  /// Which columns of its id hold something: a bit each.
  var keyColumns: UInt64 = 0
  /// What of the cost is paid for something else than tokens.
  var feeNanos: Int64 = 0
  /// Whether the cost follows from the tokens.
  var isPaidByToken = true
  /// Which values they hold: a few bits of a hash for each column.
  var keyValues: UInt64 = 0
  /// What another provider's bill charges for the row.
  var elsewhereNanos: Int64 = 0

  /// Forgets the row but for the texts that every row sets: a whole new value would be made and copied for each.
  ///
  /// - Parameter blank: a record of no row.
  @inline(__always)
  mutating func begin(_ blank: borrowing RequestRecord) {
    record = copy blank
    id = Bytes(start: nil, count: 0)
    (endNanos, keyColumns, feeNanos, isPaidByToken, keyValues, elsewhereNanos) = (0, 0, 0, true, 0, 0)
  }
}
