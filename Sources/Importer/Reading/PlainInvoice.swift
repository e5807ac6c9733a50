internal import CSVCodec
internal import Storage
internal import TriageModel

/// Reads canonical bill lines of plain form fast; the careful reader decides on any other.
struct PlainInvoice {
  private let provider, invoice, start, end, model, amount, kind, line: Int
  private var startTime = PlainInstant()
  private var endTime = PlainInstant()
  private var startText = InstantWriting()
  private var endText = InstantWriting()
  private let arena = TextArena()
  private let keyStart = Array("invoices".utf8)
  private let kinds = InvoiceRow.Kind.allCases.map { (kind: $0, word: Array($0.rawValue.utf8)) }

  init(header: [String]) {
    func place(_ name: String) -> Int { header.firstIndex(of: name) ?? -1 }
    provider = place("provider")
    invoice = place("invoice_id")
    start = place("period_start")
    end = place("period_end")
    model = place("model")
    amount = place("amount_usd")
    kind = place("kind")
    line = place("line")
  }

  /// The line, whose texts hold until the next one is read; nil where it is not of plain form, or not good.
  mutating func read(_ reader: borrowing CSVReader) -> TranslatedInvoice? {
    guard let fields = reader.plainFields, let provider = RowTaking.text(fields, provider), provider.count > 0,
      let invoice = RowTaking.text(fields, invoice), invoice.count > 0, !Self.mayBeTotals(provider),
      !Self.mayBeTotals(invoice), let model = RowTaking.text(fields, model),
      let number = RowTaking.text(fields, line), let start = RowTaking.text(fields, start),
      let end = RowTaking.text(fields, end), Self.isUTC(start), Self.isUTC(end), let from = startTime.nanos(start),
      let to = endTime.nanos(end), to > from,
      let amount = RowTaking.text(fields, amount), let nanos = PlainField.decimal(amount, scale: 9),
      let word = RowTaking.text(fields, kind), let kind = place(ofKind: word)
    else { return nil }
    var row = TranslatedInvoice()
    row.record.kind = kinds[kind].kind
    row.record.startNanos = from
    row.record.endNanos = to
    row.record.amountNanos = nanos
    row.provider = provider
    row.model = model
    row.invoice = invoice
    arena.reset()
    let texts = provider.count + invoice.count + model.count + number.count
    arena.begin(limit: keyStart.count + texts + InstantWriting.limit * 2 + kinds[kind].word.count + 7)
    keyStart.withUnsafeBufferPointer { arena.append($0) }
    guard append(provider), append(invoice) else { return nil }
    arena.append(UInt8(ascii: "|"))
    startText.append(from, to: arena)
    arena.append(UInt8(ascii: "|"))
    endText.append(to, to: arena)
    guard append(model) else { return nil }
    arena.append(UInt8(ascii: "|"))
    kinds[kind].word.withUnsafeBufferPointer { arena.append($0) }
    guard append(number) else { return nil }
    row.key = arena.end()
    return row
  }

  /// Whether a word for totals can stand here: none has a digit, and none is longer.
  @inline(__always)
  private static func mayBeTotals(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count <= 13, let last = text.last, last &- 48 > 9 else { return false }
    return FieldReader.totalWords.contains(String(decoding: text, as: UTF8.self).lowercased())
  }

  /// Midnights of another offset are dates of their own.
  @inline(__always)
  private static func isUTC(_ time: UnsafeBufferPointer<UInt8>) -> Bool { time.last == UInt8(ascii: "Z") }

  /// Appends a part of the key; false where it holds a divider, which has to be escaped.
  @inline(__always)
  private func append(_ part: UnsafeBufferPointer<UInt8>) -> Bool {
    for byte in part where byte == UInt8(ascii: "|") { return false }
    arena.append(UInt8(ascii: "|"))
    arena.append(part)
    return true
  }

  /// Blank is usage.
  @inline(__always)
  private func place(ofKind word: UnsafeBufferPointer<UInt8>) -> Int? {
    if word.count == 0 { return kinds.firstIndex { $0.kind == .usage } }
    for place in kinds.indices where kinds[place].word.count == word.count {
      if kinds[place].word.elementsEqual(word) { return place }
    }
    return nil
  }
}
