internal import Storage
internal import TriageModel

/// A bill line as it comes out of a source: numbers, and texts that hold until the next row is read.
struct TranslatedInvoice {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  /// Its names are given by the texts.
  var record = InvoiceRecord()
  /// Identifies the line; lines of one key start at one time.
  var key = Bytes(start: nil, count: 0)
  /// How long the key is without the number that tells equal lines apart; 0 where lines cannot be alike.
  var baseLength = 0
  var provider = Bytes(start: nil, count: 0)
  /// Empty where the source does not name it, and so is the invoice.
  var model = Bytes(start: nil, count: 0)
  var invoice = Bytes(start: nil, count: 0)

  init() {}

  /// - Parameter arena: keeps the texts; is emptied before.
  init(_ row: InvoiceRow, in arena: TextArena) {
    record.kind = row.kind
    record.startNanos = row.start.nanosSinceEpoch
    record.endNanos = row.end.nanosSinceEpoch
    record.amountNanos = row.amountNanos
    record.listNanos = row.listNanos
    arena.reset()
    key = arena.copy(row.key)
    provider = arena.copy(row.provider)
    if let text = row.model { model = arena.copy(text) }
    if let text = row.invoiceID { invoice = arena.copy(text) }
  }
}
