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

  static let rowsPerProgress: Int64 = 8_192

  var problems: ProblemList
  var notes: [Diagnostic] = []
  /// Hold only where the commit finds a new row in the file.
  var problemsOfNewRows: [Diagnostic] = []
  /// Of a file of traces.
  var parentsElsewhere: ParentsElsewhere?
  /// Whether rows were passed over as an earlier file passed them over.
  var hasKnownParents = false
  /// The ledger entry; its counts of usage and outcome rows come with the commit.
  var entry: LedgerEntry
  var totals = FileTotals()
  /// Whether the first column is the key, so that a conflict's column is known.
  var keyIsFirst = false
  var format = CanonicalFormat.usage
  /// Of the row that was left out last.
  private var lastBadLine: Int?
  /// Whether the file is another tool's.
  var isSource = false
  var isCanonicalUsage = false
  /// Whether usage rows are told by their number instead of their line, as objects that share a line.
  var hasNumberedRows = false
  /// What the rows say of cost and tokens.
  var spends: ReportedSpends?
  var passedOver: Int64 = 0
  /// Why the file brings no row; nil where it does, or is bad.
  private(set) var emptiness: Diagnostic?
  /// Of a canonical price book.
  var priceUnits: PriceUnits?
  /// How many usage rows earlier files of this run have.
  var rowsBefore = 0
  /// Bill lines that stand in the file more than once.
  var repeatedLines: Int64 = 0
  /// The format of bill lines by name, and what takes canonical ones of plain form.
  var billFormat = CanonicalFormat.invoices.rawValue
  var plainInvoice: PlainInvoice?
  /// Bill lines that wait for their like at the end of the file.
  var equalLines = EqualLines()
  /// Lines below zero that wait for the charges of the file.
  var refundLines = RefundLines()
  /// Texts of a canonical bill line of another form.
  let invoiceTexts = TextArena()
  /// The provider that the user names for every line of a canonical bill.
  var setProvider: UnsafeBufferPointer<UInt8>?
  let settingTexts = TextArena()

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
    // A last row that was left out was not read as it is.
    notes += reader.notes + [reader.missingNewlineNote].compactMap { $0 }.filter { $0.position?.line != lastBadLine }
    finish(source)
  }

  /// Says that a canonical file speaks for itself; nil where the user set nothing for it.
  private var unusedSettings: Diagnostic? {
    let unused = options.source.constants.keys.filter { format != .invoices || $0 != .provider }
    guard !unused.isEmpty, format != .prices else { return nil }
    return Diagnostic(
      severity: .warning, code: "unused-set", position: SourcePosition(file: file.path, line: 1),
      message: "--set changes nothing here: a file of roi-triage's own columns says everything itself")
  }

  private mutating func finish(_ source: HashingSource) {
    entry.bytes = source.byteCount
    entry.sha256 = source.sha256
    if totals.rows == 0, entry.rejectedRows == 0, problems.count == 0, !hasKnownParents {
      emptiness = Diagnostic(
        code: "no-rows", position: SourcePosition(file: file.path, line: 1),
        message: passedOver == 0
          ? "the file has a header and no row" : "every row was passed over: none holds anything to import",
        remedy: "Export it again, or leave it out.")
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

  // MARK: Bad rows and checks

  /// Warns of canonical rows from before there was any AI to pay for, or from far ahead: no report would count them.
  mutating func noteYears(_ first: Int64?, _ last: Int64?) {
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

  mutating func checkGrain(_ check: GrainCheck, _ spans: ProviderSpans) throws {
    let findings = try check.run(spans, importID: entry.id, transaction)
    for problem in findings.problems { add(problem) }
    problemsOfNewRows = findings.problemsOfNewRows
  }

  mutating func reject(
    _ found: [Diagnostic], costNanos: Int64?, _ onReject: (Diagnostic) throws -> Void
  ) throws {
    for problem in found {
      if options.keepsGood { try onReject(problem) } else { problems.add(problem) }
    }
    lastBadLine = found.last?.position?.line ?? lastBadLine
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

  func next(_ reader: inout CSVReader) throws(ImportError) -> CSVReader.Outcome {
    do throws(ByteSourceError) {
      return try reader.next()
    } catch {
      throw .unreadable(error.diagnostic(file: file.path), missing: false)
    }
  }

  /// Judges a file without rows: beside others of its kind it is a month without use, alone it is an error.
  mutating func judgeEmptiness(isAlone: Bool) {
    guard var emptiness else { return }
    if isAlone { return problems.add(emptiness) }
    emptiness.severity = .note
    emptiness.remedy = "That is right where there was no use; else export it again."
    notes.append(emptiness)
  }

  mutating func add(_ problem: Diagnostic) {
    if problem.severity == .error { problems.add(problem) } else { notes.append(problem) }
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
}

/// Rows and amounts of the good rows of a file.
struct FileTotals {
  var rows: Int64 = 0
  /// Σ `cost_usd` or Σ `value_usd`.
  var amountNanos: Int128 = 0
}
