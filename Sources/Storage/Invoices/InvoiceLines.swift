/// Lines of one segment with their texts.
final class InvoiceLines {
  let records: [InvoiceRecord]
  let arena: ByteBuffer

  init(_ records: [InvoiceRecord], _ arena: consuming ByteBuffer) {
    self.records = records
    self.arena = arena
  }

  /// Whether the key of a line comes before that of another one, in the order of bytes.
  static func precedes(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
    let order = Bytes.order(left, right)
    return order == 0 ? left.count < right.count : order < 0
  }
}
