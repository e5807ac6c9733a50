internal import CSVCodec
internal import Storage
internal import TriageModel

/// The rows of a file of roi-triage's own columns.
extension FileImport {
  mutating func readRows(
    _ reader: inout CSVReader, _ source: HashingSource, onReject: (Diagnostic) throws -> Void,
    onProgress: (_ bytes: Int64, _ rows: Int64) throws -> Void
  ) throws {
    var fields = FieldReader(header: reader.header, file: file.path, key: format.key)
    var rows = try RowTaking(format: format, header: reader.header, transaction: transaction, importID: entry.id)
    if format == .prices { priceUnits = PriceUnits(known: try transaction.prices()) }
    if format == .invoices {
      plainInvoice = PlainInvoice(header: reader.header)
      setProvider = options.source.constants[.provider].map { settingTexts.copy($0) }
    }
    var seen: Int64 = 0
    while true {
      seen += 1
      if seen % Self.rowsPerProgress == 0 { try onProgress(Int64(reader.byteOffset), seen) }
      if !reader.nextPlain() {
        let outcome = try next(&reader)
        if case .end = outcome { break }
        if case .bad(let problem) = outcome {
          try reject([problem.diagnostic(file: file.path)], costNanos: nil, onReject)
          continue
        }
      }
      if try rows.takePlain(reader, &totals) { continue }
      try take(reader, &fields, &rows, onReject)
    }
    for problem in priceUnits?.problems(file: file.path, isRight: options.source.hasRightUnits) ?? [] { add(problem) }
    if format == .invoices {
      try checkBills()
      noteYears(entry.firstNanos, entry.lastNanos)
    }
    if format == .usage {
      let isRight = options.source.hasRightUnits
      if let problem = fields.dots.problem(file: file.path, isRight: isRight) { add(problem) }
      noteYears(rows.spans.spans.map(\.first).min(), rows.spans.spans.map(\.last).max())
      try checkGrain(GrainCheck(canonical: options.source, file: file.path), rows.spans)
      spends = rows.spends
      isCanonicalUsage = true
    }
    if rows.hasSeveral { try transaction.noteSeveral(importID: entry.id) }
  }

  /// A row that is not of the plain form, or not good.
  mutating func take(
    _ reader: borrowing CSVReader, _ fields: inout FieldReader, _ rows: inout RowTaking,
    _ onReject: (Diagnostic) throws -> Void
  ) throws {
    switch format {
    case .usage:
      if let row = UsageReading.read(reader, &fields) { try rows.take(row, line: reader.line, &totals) }
    case .outcomes:
      if let row = OutcomeReading.read(reader, &fields) { try rows.take(row, &totals) }
    case .prices:
      if let row = PriceReading.read(reader, &fields) { try take(row, reader, &fields) }
    case .invoices:
      let plain = plainInvoice?.read(reader)
      var line =
        plain ?? InvoiceReading.read(reader, &fields).map { TranslatedInvoice($0, in: invoiceTexts) }
      // The key keeps the name of the file, so that a line whose provider is named anew is known again.
      if let name = setProvider { line?.provider = name }
      if let line, try !take(line) {
        let words = try conflict(try named(line), line.key).map { try $0.words(transaction) } ?? ""
        fields.report("invoice_id", reader, "conflict", Self.billConflict.message + words, Self.billConflict.remedy)
      }
    }
    let found = fields.takeProblems(of: reader)
    guard !found.isEmpty else { return }
    let isTotals = found.contains { $0.code == "totals-row" }
    try reject(found, costNanos: isTotals ? nil : readableCostNanos(reader, fields), onReject)
  }

  /// What the provider charged for a row that cannot be taken; nil where it does not say it.
  func readableCostNanos(_ reader: borrowing CSVReader, _ fields: FieldReader) -> Int64? {
    switch format {
    case .usage: fields.readableDecimal("cost_usd", scale: 9, reader)
    case .invoices: fields.readableDecimal("amount_usd", scale: 9, reader)
    case .outcomes, .prices: nil
    }
  }

  mutating func take(_ row: PriceRow, _ reader: borrowing CSVReader, _ fields: inout FieldReader) throws {
    totals.rows += 1
    priceUnits?.take(row, line: reader.line)
    switch try transaction.insert(row, importID: entry.id, onConflict: options.onConflict) {
    case .new: entry.newRows += 1
    case .repeated: entry.repeatedRows += 1
    case .replaced: entry.replacedRows += 1
    case .conflict where options.onConflict == .keep: entry.keptRows += 1
    case .conflict:
      totals.rows -= 1
      fields.report(
        "model", reader, "conflict", "is there already with other prices from the same date",
        "Two rows with one model, provider and date must be equal: remove the wrong one, or choose with --on-conflict.")
      return
    }
    entry.rows += 1
  }

  static let billConflict = (
    message: "is a line that is there already with another amount, period or model",
    remedy: "Two lines of one key must be equal: remove the wrong one, or choose with --on-conflict. "
      + "Lines that differ in nothing else need the column \"line\" with a number of their own."
  )

  /// - Returns: false where the line is in conflict with one that is there.
  mutating func take(_ line: TranslatedInvoice) throws -> Bool {
    let row = try named(line)
    return settle(try insert(row, key: line.key, invoice: line.invoice, options.onConflict), row)
  }

  private func named(_ line: TranslatedInvoice) throws -> InvoiceRecord {
    var row = line.record
    row.provider = try transaction.names.id(.provider, UnsafeRawBufferPointer(line.provider))
    row.model = try transaction.names.id(.model, UnsafeRawBufferPointer(line.model))
    return row
  }

  private func insert(
    _ row: InvoiceRecord, key: TranslatedInvoice.Bytes, invoice: TranslatedInvoice.Bytes, _ onConflict: ConflictPolicy
  ) throws -> InvoiceFate {
    guard let importID = Int32(exactly: entry.id) else { throw StorageError.overflow(what: "the number of imports") }
    return try transaction.insert(
      row, key: UnsafeRawBufferPointer(key), invoiceID: UnsafeRawBufferPointer(invoice), importID: importID,
      format: billFormat, onConflict: onConflict)
  }

  /// - Returns: false where the line is in conflict with one that is there.
  private mutating func settle(_ fate: InvoiceFate, _ row: InvoiceRecord) -> Bool {
    switch fate {
    case .new: entry.newRows += 1
    case .repeated: entry.repeatedRows += 1
    case .twice:
      entry.repeatedRows += 1
      repeatedLines += 1
    case .replaced: entry.replacedRows += 1
    case .conflict where options.onConflict == .keep: entry.keptRows += 1
    case .conflict: return false
    }
    totals.rows += 1
    totals.amountNanos += Int128(row.amountNanos)
    entry.rows += 1
    if fate == .new || fate == .replaced {
      entry.include(row.startNanos)
      entry.include(row.endNanos - 1)
    }
    return true
  }

  /// A line of another tool's bill.
  mutating func take(
    _ row: TranslatedInvoice, line: Int, _ onReject: (Diagnostic) throws -> Void
  ) throws {
    guard row.baseLength > 0, equalLines.count < EqualLines.limit else {
      if row.baseLength == 0, row.record.amountNanos < 0, refundLines.add(row, try named(row), line: line) { return }
      let hasOwnKey = row.baseLength == 0
      if try !take(row) {
        let earlier = hasOwnKey ? refundLines.charge(of: row.key) : nil
        try rejectLine(line, try conflict(try named(row), row.key), besides: earlier, row.record.amountNanos, onReject)
      }
      if hasOwnKey { refundLines.note(row.key, line: line) }
      return
    }
    let record = try named(row)
    if equalLines.waits(row) { return equalLines.add(row, record, line: line) }
    let fate = try insert(record, key: row.key, invoice: row.invoice, .refuse)
    if fate == .conflict { return equalLines.add(row, record, line: line) }
    _ = settle(fate, record)
  }

  /// Takes the lines that wait for their like, once the file is read.
  mutating func takeEqualLines(_ onReject: (Diagnostic) throws -> Void) throws {
    guard !equalLines.isEmpty else { return }
    for (line, key) in try equalLines.takeAll(transaction) {
      let fate = try key.withUnsafeBufferPointer { key in
        try line.invoice.withUnsafeBufferPointer {
          try insert(line.record, key: key, invoice: $0, options.onConflict)
        }
      }
      if !settle(fate, line.record) {
        let there = try key.withUnsafeBufferPointer { try conflict(line.record, $0) }
        try rejectLine(line.line, there, isNumbered: true, line.record.amountNanos, onReject)
      }
    }
  }

  /// Takes the lines below zero, once all charges of the file are known: beside its charge a refund has a key of its own.
  mutating func takeRefunds(_ onReject: (Diagnostic) throws -> Void) throws {
    for refund in try refundLines.keyed(transaction) {
      let fate = try refund.key.withUnsafeBufferPointer { key in
        try refund.invoice.withUnsafeBufferPointer {
          try insert(refund.record, key: key, invoice: $0, options.onConflict)
        }
      }
      guard !settle(fate, refund.record) else { continue }
      let there = try refund.key.withUnsafeBufferPointer { try conflict(refund.record, $0) }
      try rejectLine(refund.line, there, refund.record.amountNanos, onReject)
    }
    if let note = refundLines.note(file: file.path) { notes.append(note) }
  }

  private func conflict(_ record: InvoiceRecord, _ key: TranslatedInvoice.Bytes) throws -> BillConflict? {
    try BillConflict(record, key: UnsafeRawBufferPointer(key), importID: entry.id, transaction)
  }

  private static func remedy(isNumbered: Bool, besides: Int?, isRefund: Bool) -> String {
    if isRefund, besides == nil, !isNumbered {
      return "If it takes back what that line charges, bring both in one file: a refund counts beside the charge that "
        + "it stands with. If it is the newer state of that line, say --on-conflict replace."
    }
    if besides != nil {
      return "Two exports may have been put together: import each of them by itself, the newer one with --on-conflict "
        + "replace. If both were charged, add them up in one line."
    }
    return isNumbered
      ? "If this is a later delivery of the same bill, say --on-conflict replace. If it holds other charges of a bill "
        + "that was cut into files, as by tag or invoice, put these together and import the whole."
      : "Two lines of one key must be equal: export the file again, or choose with --on-conflict."
  }

  /// - Parameter besides: the line of the file that has its key.
  private mutating func rejectLine(
    _ line: Int, _ conflict: BillConflict?, isNumbered: Bool = false, besides: Int? = nil, _ amountNanos: Int64,
    _ onReject: (Diagnostic) throws -> Void
  ) throws {
    let words = try conflict?.words(transaction) ?? ""
    let problem = Diagnostic(
      code: "conflict", position: SourcePosition(file: file.path, line: line),
      message: (besides.map { "has the key of line \($0), but another amount, period or model" }
        ?? Self.billConflict.message) + words,
      remedy: Self.remedy(isNumbered: isNumbered, besides: besides, isRefund: conflict?.isRefund ?? false))
    try reject([problem], costNanos: amountNanos, onReject)
  }

  mutating func checkBills(format: String = CanonicalFormat.invoices.rawValue, shape: String = "") throws {
    let check = BillCheck(settings: options.source, file: file.path, format: format, shape: shape)
    for problem in try check.run(importID: entry.id, transaction) { problems.add(problem) }
    guard repeatedLines > 0 else { return }
    notes.append(
      Diagnostic(
        severity: .warning, code: "repeated-lines", position: SourcePosition(file: file.path),
        message: "\(repeatedLines) \(repeatedLines == 1 ? "line is" : "lines are") equal to one above "
          + "and \(repeatedLines == 1 ? "counts" : "count") once with it",
        remedy: format == CanonicalFormat.invoices.rawValue
          ? "If it was charged twice, give each line a number of its own in the column \"line\"."
          : "As a rule two exports were put together. If it was charged twice, bring the second charge as a file of "
            + "roi-triage's own: provider, invoice_id, period_start, period_end, model, amount_usd, with "
            + "--separate-spend."))
  }

  mutating func checkGroups(_ reading: SourceReading, _ rows: SourceTaking) throws {
    guard let groups = rows.groups else { return }
    let check = GroupCheck(groups: groups, reading: reading, settings: options.source, file: file.path)
    if let problem = try check.problem(transaction) { problems.add(problem) }
    if let problem = try check.problemOfNewRows(importID: entry.id, transaction) { problemsOfNewRows.append(problem) }
  }
}
