internal import CSVCodec
internal import Storage
internal import TriageModel

/// Reads one file into an open transaction.
///
/// Every row is checked and every problem named. Without `keepsGood` the caller rolls back where there is one.
struct FileImport {
  let file: ImportFile
  let transaction: ImportTransaction
  let options: ImportOptions

  private static let rowsPerProgress: Int64 = 8_192

  private(set) var problems: ProblemList
  private(set) var notes: [Diagnostic] = []
  /// Hold only where the commit finds a new row in the file.
  private(set) var problemsOfNewRows: [Diagnostic] = []
  /// The ledger entry; its counts of usage and outcome rows come with the commit.
  private(set) var entry: LedgerEntry
  private var totals = FileTotals()
  /// Whether the first column is the key, so that a conflict's column is known.
  private var keyIsFirst = false
  private var format = CanonicalFormat.usage
  /// Whether the file is another tool's.
  private var isSource = false
  private(set) var isCanonicalUsage = false
  /// What the rows say of cost and tokens.
  private(set) var spends: ReportedSpends?
  private var passedOver: Int64 = 0
  /// Of a canonical price book.
  private var priceUnits: PriceUnits?
  /// How many usage rows earlier files of this run have.
  private var rowsBefore = 0
  /// Bill lines that stand in the file more than once.
  private var repeatedLines: Int64 = 0
  /// The format of bill lines by name, and what takes canonical ones of plain form.
  private var billFormat = CanonicalFormat.invoices.rawValue
  private var plainInvoice: PlainInvoice?
  /// Texts of a canonical bill line of another form.
  private let invoiceTexts = TextArena()

  init(file: ImportFile, transaction: ImportTransaction, toolVersion: String, options: ImportOptions) {
    self.file = file
    self.transaction = transaction
    self.options = options
    problems = ProblemList(limit: options.problemLimit)
    let name = file.path.split(separator: "/").last.map(String.init) ?? file.path
    entry = LedgerEntry(kind: .usage, fileName: name, toolVersion: toolVersion)
  }

  /// Reads the whole file.
  mutating func run(
    onReject: (Diagnostic) throws -> Void, onProgress: (_ bytes: Int64, _ rows: Int64) throws -> Void
  ) throws {
    let source = HashingSource(try open())
    let (unwrapped, isJSON) = try unwrapped(source)
    if isJSON {
      let objects = try JSONRows.reading(unwrapped, file: file.path)
      if file.format == nil || file.format == .prices {
        if try readCatalogue(objects) { return finish(source) }
        if file.format == .prices { return problems.add(PriceCatalogues.unknown(file: file.path)) }
      }
      try readJSON(objects, onReject: onReject, onProgress: onProgress)
      return finish(source)
    }
    guard var reader = try reader(unwrapped) else { return }
    switch try kind(of: reader) {
    case .unknown(let problem):
      problems.add(problem)
      return
    case .canonical(let format):
      guard refuseRepeatedColumn(reader), checkHeader(reader, format) else { return }
      self.format = format
      keyIsFirst = reader.header.first == format.key
      entry.kind = format.kind
      if let note = unusedSettings { notes.append(note) }
      entry.id = try transaction.begin(entry)
      try readRows(&reader, source, onReject: onReject, onProgress: onProgress)
    case .source(let format):
      guard format.allowsRepeatedColumns || refuseRepeatedColumn(reader) else { return }
      try readSource(&reader, format, onReject: onReject, onProgress: onProgress)
    }
    notes += reader.notes + [reader.missingNewlineNote].compactMap { $0 }
    finish(source)
  }

  /// Says that a canonical file speaks for itself; nil where the user set nothing for it.
  private var unusedSettings: Diagnostic? {
    guard !options.source.constants.isEmpty else { return nil }
    return Diagnostic(
      severity: .warning, code: "unused-set", position: SourcePosition(file: file.path, line: 1),
      message: "--set changes nothing here: a file of roi-triage's own columns says everything itself")
  }

  private mutating func finish(_ source: HashingSource) {
    entry.bytes = source.byteCount
    entry.sha256 = source.sha256
    if totals.rows == 0, entry.rejectedRows == 0, problems.count == 0 {
      problems.add(
        Diagnostic(
          code: "no-rows", position: SourcePosition(file: file.path, line: 1),
          message: passedOver == 0
            ? "the file has a header and no row" : "every row was passed over: none holds anything to import",
          remedy: "Export it again, or leave it out."))
    }
    checkExpectation()
  }

  // MARK: Opening

  private func open() throws(ImportError) -> FileSource {
    do throws(ByteSourceError) {
      return try FileSource(path: file.path)
    } catch {
      throw .unreadable(error.diagnostic(file: file.path), missing: error.isMissingFile)
    }
  }

  private func unwrapped(_ source: HashingSource) throws(ImportError) -> (source: any ByteSource, isJSON: Bool) {
    do throws(ByteSourceError) {
      return try JSONDetection.peeked(GzipDetection.unwrapped(source))
    } catch {
      throw .unreadable(error.diagnostic(file: file.path), missing: false)
    }
  }

  private mutating func reader(_ unwrapped: any ByteSource) throws(ImportError) -> CSVReader? {
    do throws(CSVOpenError) {
      let rows = try Self.taking(unwrapped)
      if rows.isWrapped { notes.append(Self.wrappedNote(file.path)) }
      return try CSVReader(source: ReadAheadSource(rows.source), file: file.path, refusesRepeatedColumns: false)
    } catch {
      if let problem = error.byteSourceError {
        throw .unreadable(problem.diagnostic(file: file.path), missing: problem.isMissingFile)
      }
      problems.add(error.diagnostic)
      return nil
    }
  }

  /// The source with rows taken out of a pair of quotes around them.
  private static func taking(
    _ source: any ByteSource
  ) throws(CSVOpenError) -> (source: any ByteSource, isWrapped: Bool) {
    do throws(ByteSourceError) {
      return try UnwrappedRows.unwrapping(source)
    } catch {
      throw .source(error)
    }
  }

  private static func wrappedNote(_ file: String) -> Diagnostic {
    Diagnostic(
      severity: .note, code: "wrapped-rows", position: SourcePosition(file: file, line: 1),
      message: "whole rows lie in one more pair of quotes, which was taken off; columns of messages count without it")
  }

  private func kind(of reader: borrowing CSVReader) throws -> FormatDetection.Answer {
    FormatDetection.detect(header: reader.header, as: file.format, settings: options.source, file: file.path)
  }

  /// - Returns: whether the header is sound.
  private mutating func refuseRepeatedColumn(_ reader: borrowing CSVReader) -> Bool {
    guard let problem = reader.repeatedColumn else { return true }
    problems.add(problem)
    return false
  }

  /// - Returns: whether the file can be read as `format`.
  private mutating func checkHeader(_ reader: borrowing CSVReader, _ format: CanonicalFormat) -> Bool {
    let found = HeaderCheck.problems(header: reader.header, format: format, file: file.path)
    for problem in found { problems.add(problem) }
    notes += HeaderCheck.notes(header: reader.header, format: format, file: file.path)
    return found.isEmpty
  }

  // MARK: Rows

  private mutating func readRows(
    _ reader: inout CSVReader, _ source: HashingSource, onReject: (Diagnostic) throws -> Void,
    onProgress: (_ bytes: Int64, _ rows: Int64) throws -> Void
  ) throws {
    var fields = FieldReader(header: reader.header, file: file.path, key: format.key)
    var rows = try RowTaking(format: format, header: reader.header, transaction: transaction, importID: entry.id)
    if format == .prices { priceUnits = PriceUnits(known: try transaction.prices()) }
    if format == .invoices { plainInvoice = PlainInvoice(header: reader.header) }
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
      noteYears(rows.spans.spans.map(\.first).min(), rows.spans.spans.map(\.last).max())
      try checkGrain(GrainCheck(canonical: options.source, file: file.path), rows.spans)
      spends = rows.spends
      isCanonicalUsage = true
    }
    if rows.hasSeveral { try transaction.noteSeveral(importID: entry.id) }
  }

  /// A row that is not of the plain form, or not good.
  private mutating func take(
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
      let line =
        plain ?? InvoiceReading.read(reader, &fields).map { TranslatedInvoice($0, in: invoiceTexts) }
      if let line, try !take(line) {
        fields.report("invoice_id", reader, "conflict", Self.billConflict.message, Self.billConflict.remedy)
      }
    }
    let found = fields.takeProblems(of: reader)
    guard !found.isEmpty else { return }
    let isTotals = found.contains { $0.code == "totals-row" }
    try reject(found, costNanos: isTotals ? nil : readableCostNanos(reader, fields), onReject)
  }

  /// What the provider charged for a row that cannot be taken; nil where it does not say it.
  private func readableCostNanos(_ reader: borrowing CSVReader, _ fields: FieldReader) -> Int64? {
    switch format {
    case .usage: fields.readableDecimal("cost_usd", scale: 9, reader)
    case .invoices: fields.readableDecimal("amount_usd", scale: 9, reader)
    case .outcomes, .prices: nil
    }
  }

  private mutating func take(_ row: PriceRow, _ reader: borrowing CSVReader, _ fields: inout FieldReader) throws {
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

  private static let billConflict = (
    message: "is a line that is there already with another amount, period or model",
    remedy: "Two lines of one key must be equal: remove the wrong one, or choose with --on-conflict. "
      + "Lines that differ in nothing else need the column \"line\" with a number of their own."
  )

  /// - Returns: false where the line is in conflict with one that is there.
  private mutating func take(_ line: TranslatedInvoice) throws -> Bool {
    guard let importID = Int32(exactly: entry.id) else { throw StorageError.overflow(what: "the number of imports") }
    var row = line.record
    row.provider = try transaction.names.id(.provider, UnsafeRawBufferPointer(line.provider))
    row.model = try transaction.names.id(.model, UnsafeRawBufferPointer(line.model))
    let fate = try transaction.insert(
      row, key: UnsafeRawBufferPointer(line.key), invoiceID: UnsafeRawBufferPointer(line.invoice), importID: importID,
      format: billFormat, onConflict: options.onConflict)
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
  private mutating func take(
    _ row: TranslatedInvoice, line: Int, _ onReject: (Diagnostic) throws -> Void
  ) throws {
    guard try !take(row) else { return }
    let problem = Diagnostic(
      code: "conflict", position: SourcePosition(file: file.path, line: line),
      message: Self.billConflict.message,
      remedy: "Two lines of one key must be equal: export the file again, or choose with --on-conflict.")
    try reject([problem], costNanos: row.record.amountNanos, onReject)
  }

  private mutating func checkBills(format: String = CanonicalFormat.invoices.rawValue, shape: String = "") throws {
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

  /// Warns of canonical rows from before there was any AI to pay for, or from far ahead: no report would count them.
  private mutating func noteYears(_ first: Int64?, _ last: Int64?) {
    let years = TimeReading.years
    guard let wrong = [first, last].compactMap({ $0 }).first(where: { !years.contains($0) }) else { return }
    notes.append(
      Diagnostic(
        severity: .warning, code: "suspicious-date", position: SourcePosition(file: file.path),
        message: "rows lie as far as \(Instant(nanosSinceEpoch: wrong).dateText), outside of the years 2015 to 2099",
        remedy:
          "Seconds may have been taken for milliseconds where the file was made: undo the import and make it again."
      ))
  }

  private mutating func checkGrain(_ check: GrainCheck, _ spans: ProviderSpans) throws {
    let findings = try check.run(spans, importID: entry.id, transaction)
    for problem in findings.problems { problems.add(problem) }
    problemsOfNewRows = findings.problemsOfNewRows
  }

  private mutating func checkGroups(_ reading: SourceReading, _ rows: SourceTaking) throws {
    guard let groups = rows.groups else { return }
    let check = GroupCheck(groups: groups, reading: reading, settings: options.source, file: file.path)
    if let problem = check.problem { problems.add(problem) }
    if let problem = try check.problemOfNewRows(importID: entry.id, transaction) { problemsOfNewRows.append(problem) }
  }

  private mutating func reject(
    _ found: [Diagnostic], costNanos: Int64?, _ onReject: (Diagnostic) throws -> Void
  ) throws {
    for problem in found {
      if options.keepsGood { try onReject(problem) } else { problems.add(problem) }
    }
    entry.rejectedRows += 1
    guard entry.kind == .usage || entry.kind == .invoices else { return }
    guard let costNanos else {
      entry.rejectedWithoutCost += 1
      return
    }
    let (sum, overflow) = entry.rejectedCostNanos.addingReportingOverflow(costNanos)
    if overflow { throw StorageError.overflow(what: "the cost of the rejected rows") }
    entry.rejectedCostNanos = sum
  }

  private func next(_ reader: inout CSVReader) throws(ImportError) -> CSVReader.Outcome {
    do throws(ByteSourceError) {
      return try reader.next()
    } catch {
      throw .unreadable(error.diagnostic(file: file.path), missing: false)
    }
  }

  // MARK: Price catalogues

  /// Reads a catalogue of prices.
  ///
  /// - Returns: false where the file is none.
  private mutating func readCatalogue(_ objects: JSONRows) throws -> Bool {
    guard let findings = PriceCatalogues.read(objects, settings: options.source, file: file.path) else { return false }
    for problem in findings.problems { problems.add(problem) }
    guard findings.problems.isEmpty else { return true }
    notes += findings.warnings + findings.notes
    entry.kind = .prices
    entry.id = try transaction.begin(entry)
    for row in findings.rows {
      totals.rows += 1
      switch try transaction.insert(row, importID: entry.id, onConflict: options.onConflict) {
      case .new: entry.newRows += 1
      case .repeated: entry.repeatedRows += 1
      case .replaced: entry.replacedRows += 1
      case .conflict where options.onConflict == .keep: entry.keptRows += 1
      case .conflict:
        problems.add(conflict(of: row))
        continue
      }
      entry.rows += 1
    }
    return true
  }

  private func conflict(of row: PriceRow) -> Diagnostic {
    Diagnostic(
      code: "conflict", position: SourcePosition(file: file.path), field: "model",
      value: PrintableText.cut(row.model, limit: 40),
      message: "is there already with other prices from \(row.effectiveFrom.dateText)",
      remedy: "Give a later --prices-from, the day from which the new prices hold, or choose with --on-conflict.")
  }

  // MARK: Rows of other tools

  private mutating func readSource(
    _ reader: inout CSVReader, _ format: SourceFormat, onReject: (Diagnostic) throws -> Void,
    onProgress: (_ bytes: Int64, _ rows: Int64) throws -> Void
  ) throws {
    guard var (reading, rows) = try begin(format, header: reader.header) else { return }
    let groups = reading.groupCount
    var seen: Int64 = 0
    while true {
      let outcome = try next(&reader)
      if case .end = outcome { break }
      seen += 1
      if seen % Self.rowsPerProgress == 0 { try onProgress(Int64(reader.byteOffset), seen) }
      if case .bad(let problem) = outcome, !reading.takesWide(reader, problem) {
        if reading.passesOverShort(reader, problem) {
          passedOver += 1
          continue
        }
        let isRagged = problem.code == .tooFewFields || problem.code == .tooManyFields
        let other = isRagged ? format.otherHeader(reader, file: file.path) : nil
        try reject([other ?? problem.diagnostic(file: file.path)], costNanos: nil, onReject)
        continue
      }
      for group in 0..<groups {
        if groups > 1 { reading.select(group: group) }
        switch reading.read(reader) {
        case .usage: try rows.take(reading.usageRow, line: reader.line, &totals)
        case .outcome: try rows.take(reading.outcomeRow, &totals)
        case .invoice:
          try take(reading.invoiceRow, line: reader.line, onReject)
          rows.note(reading.invoiceRow, columns: reading.billColumns)
        case .passedOver: passedOver += 1
        case .bad(let problems):
          let found = SourceProblems.diagnostics(problems, reader, file: file.path)
          let isTotals = found.contains { $0.code == "totals-row" }
          try reject(found, costNanos: isTotals ? nil : reading.readableCostNanos(problems), onReject)
        }
      }
    }
    try end(reading, rows)
  }

  private mutating func readJSON(
    _ objects: JSONRows, onReject: (Diagnostic) throws -> Void,
    onProgress: (_ bytes: Int64, _ rows: Int64) throws -> Void
  ) throws {
    let format: SourceFormat
    switch FormatDetection.detect(json: objects, settings: options.source, file: file.path) {
    case .source(let found):
      if let problem = FormatDetection.wrongKind(found, file.format, file.path) { return problems.add(problem) }
      format = found
    case .unknown(let problem): return problems.add(problem)
    case .canonical: return
    }
    guard var (reading, rows) = try begin(format, header: []) else { return }
    if case .json(let path) = format.layout { objects.rewind(path: path, namesEmpty: format.needsRows) }
    var seen: Int64 = 0
    while true {
      let item = objects.next()
      if case .end = item { break }
      seen += 1
      if seen % Self.rowsPerProgress == 0 { try onProgress(0, seen) }
      guard case .row(let object) = item else {
        if case .damaged(let damage) = item {
          try reject([SourceProblems.damaged(damage, file: file.path)], costNanos: nil, onReject)
        }
        if case .empty(let object) = item {
          try reject([SourceProblems.empty(object, file: file.path)], costNanos: nil, onReject)
        }
        continue
      }
      switch reading.read(object, objects.bytes) {
      case .usage: try rows.take(reading.usageRow, line: object.line, &totals)
      case .outcome: try rows.take(reading.outcomeRow, &totals)
      case .invoice:
        try take(reading.invoiceRow, line: object.line, onReject)
        rows.note(reading.invoiceRow, columns: reading.billColumns)
      case .passedOver: passedOver += 1
      case .bad(let problems):
        let found = SourceProblems.diagnostics(problems, reading, object, file: file.path)
        try reject(found, costNanos: reading.readableCostNanos(problems), onReject)
      }
    }
    if let count = format.suspiciousRows, seen == count { notes.append(SourceProblems.cutList(count, file: file.path)) }
    try end(reading, rows)
  }

  /// Starts the import of a source's rows; nil where the user has to say something first.
  private mutating func begin(
    _ format: SourceFormat, header: [String]
  ) throws -> (reading: SourceReading, rows: SourceTaking)? {
    let found = format.problems(settings: options.source, file: file.path)
    for problem in found { problems.add(problem) }
    guard found.isEmpty else { return nil }
    notes += format.notes(header: header, settings: options.source, file: file.path)
    let reading = try SourceReading(format: format, header: header, settings: options.source, file: file.path)
    billFormat = format.name
    entry.kind = format.kind
    isSource = true
    entry.id = try transaction.begin(entry)
    rowsBefore = transaction.requestCount
    return (reading, try SourceTaking(format, transaction: transaction, importID: entry.id))
  }

  private mutating func end(_ reading: SourceReading, _ rows: SourceTaking) throws {
    for problem in reading.problems(file: file.path) { add(problem) }
    if let tree = reading.tree { passOverParents(tree) }
    if entry.kind == .invoices {
      try checkBills(format: reading.format.name, shape: reading.keyColumns)
      try checkGroups(reading, rows)
      notes += reading.notes(file: file.path)
      return
    }
    try checkGrain(GrainCheck(reading, settings: options.source, file: file.path), rows.spans)
    try checkGroups(reading, rows)
    notes += reading.notes(file: file.path)
    spends = rows.spends
  }

  /// Says that amounts are too large for their tokens, by the price book as it is after all files of the import.
  ///
  /// An export in wrong units is refused; canonical rows, which say what their units are, are warned of.
  mutating func checkUnits(prices: [PriceRow]) {
    guard let spends, let message = spends.problem(prices: prices) else { return }
    let isRight = options.source.hasRightUnits
    let isCanonical = !isSource
    if isCanonical, isRight { return }
    let remedy =
      isCanonical
      ? "cost_usd is in US dollars, tokens are single ones. If the file is right as it is, say --units-are-right."
      : isRight
        ? "You said that the units are right: --units-are-right."
        : "Are amounts cents instead of dollars, or tokens thousands? Read the file with a --mapping that says so; "
          + "if it is right as it is, say --units-are-right."
    let problem = Diagnostic(
      severity: isCanonical || isRight ? .warning : .error, code: "suspicious-unit",
      position: SourcePosition(file: file.path), message: message, remedy: remedy)
    add(problem)
  }

  private mutating func add(_ problem: Diagnostic) {
    if problem.severity == .error { problems.add(problem) } else { notes.append(problem) }
  }

  /// Leaves out the rows that hold the tokens of those below them once more.
  private mutating func passOverParents(_ tree: ObservationTree) {
    let parents = tree.parents
    guard !parents.places.isEmpty else { return }
    for place in parents.places { transaction.passOver(request: rowsBefore + place) }
    let count = Int64(parents.places.count)
    totals.rows -= count
    totals.amountNanos -= parents.costNanos
    passedOver += count
    let cost = parents.costNanos == 0 ? "" : " and \(Money(nanos: parents.costNanos).decimalText) USD"
    notes.append(
      Diagnostic(
        severity: .note, code: "passed-over", position: SourcePosition(file: file.path),
        message: "\(count) \(count == 1 ? "row was" : "rows were") passed over: "
          + "\(count == 1 ? "it holds" : "they hold") the tokens of rows below once more, with \(parents.tokens) tokens\(cost)"
      ))
  }

  // MARK: After the last row

  /// Compares the file with the totals that its sender named.
  private mutating func checkExpectation() {
    let expected = options.expectation
    func report(_ what: String, _ wanted: String, _ found: String) {
      problems.add(
        Diagnostic(
          code: "does-not-tie", position: SourcePosition(file: file.path),
          message: "\(what): \(wanted) expected, \(found) found",
          remedy: "Get the file again, or correct the expectation."))
    }
    let rows = totals.rows + entry.rejectedRows
    if let wanted = expected.rows, wanted != rows { report("rows", String(wanted), String(rows)) }
    if let wanted = expected.totalNanos, Int128(wanted) != totals.amountNanos {
      report("total", Money(nanos: Int128(wanted)).decimalText, Money(nanos: totals.amountNanos).decimalText)
    }
    if let wanted = expected.sha256, wanted.lowercased() != entry.sha256 { report("SHA-256", wanted, entry.sha256) }
  }

  /// The ledger entry with what became of the file's rows.
  func taken(_ result: CommitResult) -> LedgerEntry {
    var entry = entry
    if let committed = result.imports[entry.id] { entry.take(committed) }
    return entry
  }

  /// Names a row whose request is there already with another body.
  func diagnostic(of conflict: CommitResult.Conflict) -> Diagnostic {
    Diagnostic(
      code: "conflict",
      position: SourcePosition(file: file.path, line: conflict.line, column: keyIsFirst ? 1 : nil),
      field: "request_id", value: PrintableText.cut(conflict.requestID, limit: 40),
      message: "is there already with another \(conflict.fields.joined(separator: ", "))",
      remedy: "Two rows with one id must be equal: remove the wrong one, or choose with --on-conflict.")
  }
}

/// Rows and amounts of the good rows of a file.
struct FileTotals {
  var rows: Int64 = 0
  /// Σ `cost_usd` or Σ `value_usd`.
  var amountNanos: Int128 = 0
}
