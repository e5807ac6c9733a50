/// Writes a time that is part of a key as a moment, in whatever way the file writes it.
struct PartTime {
  private var reading: TimeReading
  private var writing = InstantWriting()
  /// nil = the cell is no time.
  private var last = LastCell<Int64?>(nil)

  init(_ row: CellRow) {
    reading = TimeReading(
      shape: row.dates.order == .dayFirst ? .dayFirst : .monthFirst, zone: .utc, dates: row.dates, clocks: row.clocks,
      hasYears: false)
  }

  /// - Returns: false where the cell is no time, of which nothing was written.
  mutating func append(_ cell: UnsafeBufferPointer<UInt8>, to text: inout OpenText) -> Bool {
    guard cell.count > 0 else { return false }
    if !last.holds(cell) { last.remember(cell, try? reading.nanos(cell)) }
    guard let nanos = last.value else { return false }
    writing.append(nanos, to: &text)
    return true
  }
}
