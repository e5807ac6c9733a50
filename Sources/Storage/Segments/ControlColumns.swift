/// The columns of a segment that control totals are made of.
///
/// They lie in a blob of their own, before all others, so that an opening check reads nothing else.
struct ControlColumns {
  let count: Int
  let importID: PackedColumn.View
  /// Reported cost of requests or value of outcomes, in nano-dollars.
  let amount: PackedColumn.View
  /// Input and output tokens of requests; minutes saved, of review and of rework of outcomes, in milli-minutes.
  let counts: [PackedColumn.View]

  init(_ bytes: UnsafeRawBufferPointer, of kind: Segment.Kind) throws(ByteReading.Damaged) {
    var reading = ByteReading(bytes)
    count = try reading.count(limit: 1 << 24)
    importID = try PackedColumn.View(&reading, count: count)
    amount = try PackedColumn.View(&reading, count: count)
    var counts: [PackedColumn.View] = []
    for _ in 0..<(kind == .outcomes ? 3 : 2) { counts.append(try PackedColumn.View(&reading, count: count)) }
    self.counts = counts
  }
}
