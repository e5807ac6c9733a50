internal import CSVCodec
internal import Storage
internal import TriageModel

/// Reads one file into an open transaction.
///
/// Good rows are inserted as long as no row was bad; after the first bad row the rest of the file is only checked, so
/// that every problem is named, and the caller rolls the transaction back.
struct FileImport {
  let file: ImportFile
  let transaction: ImportTransaction
  let toolVersion: String
  let problemLimit: Int
  let onProgress: (_ bytes: Int64, _ rows: Int64) -> Void

  private static let rowsPerProgress: Int64 = 1_000

  private(set) var problems: [Diagnostic] = []
  private(set) var problemCount = 0
  private(set) var notes: [Diagnostic] = []

  init(
    file: ImportFile, transaction: ImportTransaction, toolVersion: String, problemLimit: Int,
    onProgress: @escaping (_ bytes: Int64, _ rows: Int64) -> Void
  ) {
    self.file = file
    self.transaction = transaction
    self.toolVersion = toolVersion
    self.problemLimit = problemLimit
    self.onProgress = onProgress
  }

  /// Reads the whole file.
  ///
  /// - Returns: the ledger entry as stored; nil if the file has problems.
  mutating func run() throws -> LedgerEntry? {
    let source = HashingSource(try open())
    guard var reader = try reader(source) else { return nil }
    guard let format = checkHeader(reader) else { return nil }
    let name = file.path.split(separator: "/").last.map(String.init) ?? file.path
    var entry = LedgerEntry(kind: format.kind, fileName: name, toolVersion: toolVersion)
    let importID = try transaction.begin(entry)
    try readRows(&reader, source, format: format, importID: importID, entry: &entry)
    guard problemCount == 0 else { return nil }
    if entry.rows == 0 {
      add(
        Diagnostic(
          code: "no-rows", position: SourcePosition(file: file.path, line: 1),
          message: "the file has a header and no row", remedy: "Export it again, or leave it out."))
      return nil
    }
    notes += reader.notes + [reader.missingNewlineNote].compactMap { $0 }
    entry.bytes = source.byteCount
    entry.sha256 = source.sha256
    entry.id = importID
    try transaction.finish(importID, entry)
    return entry
  }

  private func open() throws(ImportError) -> FileSource {
    do throws(ByteSourceError) {
      return try FileSource(path: file.path)
    } catch {
      throw .unreadable(error.diagnostic(file: file.path), missing: error.isMissingFile)
    }
  }

  private mutating func reader(_ source: HashingSource) throws(ImportError) -> CSVReader? {
    let unwrapped: any ByteSource
    do throws(ByteSourceError) {
      unwrapped = try GzipDetection.unwrapped(source)
    } catch {
      throw .unreadable(error.diagnostic(file: file.path), missing: false)
    }
    do throws(CSVOpenError) {
      return try CSVReader(source: unwrapped, file: file.path)
    } catch {
      if let problem = error.byteSourceError {
        throw .unreadable(problem.diagnostic(file: file.path), missing: problem.isMissingFile)
      }
      add(error.diagnostic)
      return nil
    }
  }

  private mutating func checkHeader(_ reader: borrowing CSVReader) -> CanonicalFormat? {
    let detected = file.format ?? CanonicalFormat.detect(header: reader.header)
    guard let format = detected ?? nearestFormat(reader.header) else { return nil }
    let found = HeaderCheck.problems(header: reader.header, format: format, file: file.path)
    for problem in found { add(problem) }
    notes += HeaderCheck.notes(header: reader.header, format: format, file: file.path)
    return found.isEmpty ? format : nil
  }

  /// The format that shares most columns with a header that fits none.
  private mutating func nearestFormat(_ header: [String]) -> CanonicalFormat? {
    let best = CanonicalFormat.allCases.max { left, right in
      Set(header).intersection(left.columns).count < Set(header).intersection(right.columns).count
    }
    if let best, !Set(header).isDisjoint(with: best.columns) { return best }
    add(
      Diagnostic(
        code: "unknown-format", position: SourcePosition(file: file.path, line: 1),
        message: "the header fits no known file: \(PrintableText.cut(header.joined(separator: ", "), limit: 200))",
        remedy: "Known files are usage, outcomes and prices; their columns are listed in `roi-triage import --help`."))
    return nil
  }

  private mutating func readRows(
    _ reader: inout CSVReader, _ source: HashingSource, format: CanonicalFormat, importID: Int64,
    entry: inout LedgerEntry
  ) throws {
    var fields = FieldReader(header: reader.header, file: file.path)
    reading: while true {
      switch try next(&reader) {
      case .end: break reading
      case .bad(let problem): add(problem.diagnostic(file: file.path))
      case .record:
        try readRow(reader, format: format, importID: importID, entry: &entry, fields: &fields)
        if entry.rows % Self.rowsPerProgress == 0 { onProgress(source.byteCount, entry.rows) }
      }
    }
  }

  private func next(_ reader: inout CSVReader) throws(ImportError) -> CSVReader.Outcome {
    do throws(ByteSourceError) {
      return try reader.next()
    } catch {
      throw .unreadable(error.diagnostic(file: file.path), missing: false)
    }
  }

  private mutating func readRow(
    _ reader: borrowing CSVReader, format: CanonicalFormat, importID: Int64, entry: inout LedgerEntry,
    fields: inout FieldReader
  ) throws {
    var fate: ImportTransaction.Fate?
    switch format {
    case .usage:
      if let row = UsageRecord.read(reader, &fields), problemCount == 0 {
        fate = try transaction.insert(row, importID: importID)
        if fate == .new {
          try addTotals(row, &entry)
          entry.include(row.at)
        }
      }
    case .outcomes:
      if let row = OutcomeRecord.read(reader, &fields), problemCount == 0 {
        fate = try transaction.insert(row, importID: importID)
        if fate == .new || fate == .restated { entry.include(row.completedAt) }
      }
    case .prices:
      if let row = PriceRecord.read(reader, &fields), problemCount == 0 {
        fate = try transaction.insert(row, importID: importID)
      }
    }
    if case .conflict(let names) = fate { reportConflict(names, format, reader, &fields) }
    for problem in fields.takeProblems() { add(problem) }
    if let fate { count(fate, &entry) }
  }

  private func reportConflict(
    _ names: [String], _ format: CanonicalFormat, _ reader: borrowing CSVReader, _ fields: inout FieldReader
  ) {
    let key = format == .prices ? "model" : "request_id"
    fields.report(
      key, reader, "conflict", "is there already with another \(names.joined(separator: ", "))",
      "Two rows with one id must be equal: remove the wrong one.")
  }

  private func addTotals(_ row: RequestRow, _ entry: inout LedgerEntry) throws {
    let (cost, costOverflow) = entry.reportedCostNanos.addingReportingOverflow(row.costNanos ?? 0)
    let rowTokens = (row.inputTokens ?? 0) + (row.outputTokens ?? 0)
    let (tokens, tokenOverflow) = entry.tokens.addingReportingOverflow(rowTokens)
    if costOverflow || tokenOverflow { throw StorageError.overflow(what: "the total of \(file.path)") }
    entry.reportedCostNanos = cost
    entry.tokens = tokens
  }

  private func count(_ fate: ImportTransaction.Fate, _ entry: inout LedgerEntry) {
    entry.rows += 1
    switch fate {
    case .new: entry.newRows += 1
    case .repeated: entry.repeatedRows += 1
    case .restated: entry.restatedRows += 1
    case .superseded: entry.supersededRows += 1
    case .shared: entry.sharedRows += 1
    case .conflict: entry.rows -= 1
    }
  }

  private mutating func add(_ problem: Diagnostic) {
    problemCount += 1
    if problems.count < problemLimit { problems.append(problem) }
  }
}
