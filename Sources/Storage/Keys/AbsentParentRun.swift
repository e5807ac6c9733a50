/// The rows that a file of traces names and does not count, as they are stored: in their order, packed by column.
enum AbsentParentRun {
  static func append(_ parents: [AbsentParent], to buffer: inout ByteBuffer) {
    buffer.append(UInt64(parents.count))
    func column(_ values: [Int64]) { values.withUnsafeBufferPointer { PackedColumn.append($0, to: &buffer) } }
    column(parents.map { Int64(bitPattern: $0.key) })
    column(parents.map { Int64(bitPattern: $0.above) })
    column(parents.map { Int64(bitPattern: $0.below) })
    column(parents.map { $0.isPassedOver ? 1 : 0 })
    column(parents.map(\.input))
    column(parents.map(\.output))
    column(parents.map(\.costNanos))
    buffer.append(UInt64(0))
  }

  /// - Parameter rows: how many there have to be.
  static func read(_ bytes: UnsafeRawBufferPointer, rows: Int64) throws(ByteReading.Damaged) -> [AbsentParent] {
    var reading = ByteReading(bytes)
    let count = try reading.count(limit: 1 << 24)
    guard count == rows else { throw ByteReading.Damaged() }
    func column() throws(ByteReading.Damaged) -> PackedColumn.View { try PackedColumn.View(&reading, count: count) }
    let (key, above, below, isPassedOver) = (try column(), try column(), try column(), try column())
    let (input, output, costNanos) = (try column(), try column(), try column())
    // What is loaded for the last number must not leave the bytes.
    guard reading.left == 8 else { throw ByteReading.Damaged() }
    return (0..<count).map { row in
      AbsentParent(
        key: UInt64(bitPattern: key[row]), above: UInt64(bitPattern: above[row]),
        below: UInt64(bitPattern: below[row]), isPassedOver: isPassedOver[row] != 0, input: input[row],
        output: output[row], costNanos: costNanos[row])
    }
  }
}
