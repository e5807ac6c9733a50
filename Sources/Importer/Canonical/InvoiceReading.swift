internal import CSVCodec
internal import TriageModel

/// Reads one record of a canonical invoice file.
enum InvoiceReading {
  /// The row; nil where the reader holds problems.
  static func read(_ record: borrowing CSVReader, _ fields: inout FieldReader) -> InvoiceRow? {
    let provider = fields.requiredText("provider", record)
    let invoice = fields.requiredText("invoice_id", record)
    for (name, text) in [("provider", provider), ("invoice_id", invoice)] {
      guard let text, FieldReader.totalWords.contains(text.lowercased()) else { continue }
      fields.report(
        name, record, "totals-row", "this looks like a row of totals, which would count everything twice",
        "Remove the row.")
      return nil
    }
    let startAndClock = fields.requiredInstantWithClock("period_start", record)
    let endAndClock = fields.requiredInstantWithClock("period_end", record)
    let (start, end) = (startAndClock?.instant, endAndClock?.instant)
    if let start, let end, end <= start {
      fields.report("period_end", record, "bad-period", "is not after period_start", "The end is excluded.")
    }
    let amount =
      fields.requiredText("amount_usd", record) == nil ? nil : fields.decimal("amount_usd", scale: 9, record)
    let kind = kind(record, &fields)
    guard fields.problems.isEmpty, let provider, let invoice, let start, let end, let amount, let kind else {
      return nil
    }
    let model = fields.text("model", record)
    let parts = [
      "invoices", provider, invoice, start.text, end.text, model ?? "", kind.rawValue,
      fields.text("line", record) ?? "",
    ]
    let key = parts.map { $0.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "%7C") }
    let span = InvoiceRow.span(
      start: start, startShift: startAndClock?.shiftNanos ?? 0, end: end, endShift: endAndClock?.shiftNanos ?? 0)
    var row = InvoiceRow(
      provider: provider, start: span.start, end: span.end, amountNanos: amount, key: key.joined(separator: "|"),
      format: "invoices")
    row.invoiceID = invoice
    row.model = model
    row.kind = kind
    return row
  }

  /// Blank is usage.
  private static func kind(_ record: borrowing CSVReader, _ fields: inout FieldReader) -> InvoiceRow.Kind? {
    guard let text = fields.text("kind", record) else { return .usage }
    if let kind = InvoiceRow.Kind(rawValue: text.lowercased()) { return kind }
    let known = InvoiceRow.Kind.allCases.map(\.rawValue).joined(separator: ", ")
    fields.report("kind", record, "unknown-kind", "is no kind of charge", "Known are \(known); blank is usage.")
    return nil
  }
}
