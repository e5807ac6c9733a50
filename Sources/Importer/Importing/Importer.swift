public import Storage
public import TriageModel

/// Imports files into a database: all of them in one transaction, or none.
public struct Importer {
  private let toolVersion: String
  private let options: ImportOptions
  private let workers: WorkerIDs

  /// - Parameters:
  ///   - toolVersion: goes into the import ledger.
  ///   - workers: how worker ids are stored.
  public init(toolVersion: String, options: ImportOptions = ImportOptions(), workers: WorkerIDs = .kept) {
    self.toolVersion = toolVersion
    self.options = options
    self.workers = workers
  }

  /// What is under way.
  public enum Progress: Sendable {
    /// Bytes and rows read of the file with this index.
    case reading(file: Int, bytes: Int64, rows: Int64)
    /// Share of the storing that is done, 0 to 1.
    case storing(Double)
  }

  /// Reads `files`, stores their rows and brings the rollup up to date.
  ///
  /// - Parameters:
  ///   - files: prices may stand anywhere in the list; costs are computed after all files are read.
  ///   - onReject: called with every problem of a row that is left out, in the order of the files.
  ///   - onProgress: called now and then; what it throws ends the import.
  /// - Returns: one outcome per file, in the order given.
  /// - Throws: `ImportError` or `StorageError`; the database is then as it was before.
  public func run(
    _ files: [ImportFile], into database: TriageDatabase, onReject: (Diagnostic) throws -> Void = { _ in },
    onProgress: @escaping (Progress) throws -> Void = { _ in }
  ) throws -> [ImportOutcome] {
    do {
      return try database.write(workers: workers) { transaction in
        let outcomes = try load(files, transaction, onReject: onReject, onProgress: onProgress)
        if options.isDryRun { throw DryRun(outcomes: outcomes) }
        return outcomes
      }
    } catch let dryRun as DryRun {
      return dryRun.outcomes
    }
  }

  /// Ends a transaction that is to be rolled back although nothing is wrong.
  private struct DryRun: Error {
    let outcomes: [ImportOutcome]
  }

  private func load(
    _ files: [ImportFile], _ transaction: ImportTransaction, onReject: (Diagnostic) throws -> Void,
    onProgress: @escaping (Progress) throws -> Void
  ) throws -> [ImportOutcome] {
    var problems = ProblemList(limit: options.problemLimit)
    var readings: [FileImport] = []
    var options = options
    options.source.reportingZone = try options.zone ?? transaction.reportingZone()
    for (index, file) in files.enumerated() {
      var reading = FileImport(file: file, transaction: transaction, toolVersion: toolVersion, options: options)
      try reading.run(onReject: onReject) { try onProgress(.reading(file: index, bytes: $0, rows: $1)) }
      readings.append(reading)
    }
    for index in readings.indices where readings[index].emptiness != nil {
      let kind = readings[index].entry.kind
      readings[index].judgeEmptiness(isAlone: !readings.contains { $0.entry.kind == kind && $0.totals.rows > 0 })
    }
    if readings.contains(where: { $0.spends?.isWorthAsking ?? false }) {
      let prices = try transaction.prices()
      for index in readings.indices { readings[index].checkUnits(prices: prices) }
    }
    for reading in readings { problems.add(reading.problems) }
    guard problems.count == 0 else { throw ImportError.rejected(problems.listed, total: problems.count) }
    if let zone = options.zone { try transaction.useZone(zone) }
    let result = try complete(transaction, readings, onReject: onReject, onProgress: onProgress)
    let overlaps = try readings.indices.map { index in
      try readings[index].foundOnceStored(
        beside: readings[..<index], hasNewRows: readings[index].taken(result).newRows > 0)
    }
    let refused =
      try readings.compactMap { try sameBytes($0, result, transaction) }
      + overlaps.joined().filter { $0.severity == .error } + daySums(readings, result, transaction)
      + partSums(readings, result, transaction)
    guard refused.isEmpty else { throw ImportError.rejected(refused, total: refused.count) }
    let bookNotes = try notesOfBook(readings, transaction)
    let outcomes = try zip(readings, overlaps).map { reading, overlaps in
      let overlaps = overlaps + (try otherIDs(reading, result, transaction).map { [$0] } ?? [])
      var entry = reading.taken(result)
      // Another file of this run can have taken the place of lines of this one.
      if entry.kind == .invoices { entry.stored = try transaction.invoiceTotals(importID: entry.id) }
      try transaction.finish(entry.id, entry)
      return ImportOutcome(
        file: reading.file.path, entry: entry,
        notes: reading.notes + overlaps + (reading.entry.kind == .prices ? bookNotes(reading.file.path) : []),
        isKnownFile: entry.effectiveRows == 0)
    }
    if let aliases = options.aliases, !options.isDryRun { try transaction.useAliases(aliases) }
    return NotesOfRun.once(outcomes)
  }

  private func sameBytes(
    _ reading: FileImport, _ result: CommitResult, _ transaction: ImportTransaction
  ) throws -> Diagnostic? {
    guard !options.source.isSeparateSpend else { return nil }
    let entry = reading.taken(result)
    let newRows = entry.newRows + entry.restatedRows + entry.supersededRows
    return try SameBytesCheck(transaction: transaction).problem(entry, file: reading.file.path, newRows: newRows)
  }

  /// What a new price book says of the units of rows that are there: a file that came before its prices could not be
  /// checked by them.
  private func notesOfBook(
    _ readings: [FileImport], _ transaction: ImportTransaction
  ) throws -> (String) -> [Diagnostic] {
    let isNew = readings.contains { $0.entry.kind == .prices && $0.entry.newRows + $0.entry.replacedRows > 0 }
    let isSaid = readings.contains { $0.notes.contains { $0.code == "suspicious-unit" } }
    guard isNew, !isSaid, !options.isDryRun, !options.source.hasRightUnits else { return { _ in [] } }
    let found = try transaction.reportedBeyondList(
      times: ReportedSpends.listTimes, feeNanos: ReportedSpends.Spend.oneFeeNanos, leastNanos: ReportedSpends.leastNanos
    )
    guard let first = found.first else { return { _ in [] } }
    let more = found.count > 1 ? ", and \(found.count - 1) more models are like it" : ""
    let message =
      "the rows of \(PrintableText.cut(first.model, limit: 40)) that are there cost "
      + "\(Money(nanos: first.reportedNanos).decimalText) USD as reported and "
      + "\(Money(nanos: first.listNanos).decimalText) USD by this book\(more)"
    return { file in
      [
        Diagnostic(
          severity: .warning, code: "suspicious-unit", position: SourcePosition(file: file), message: message,
          remedy: "Are reported amounts cents, or these prices for 1,000 tokens? Take the wrong import back: "
            + "roi-triage imports lists them, imports --undo N takes one back. If all is right, say --units-are-right.")
      ]
    }
  }

  private func daySums(
    _ readings: [FileImport], _ result: CommitResult, _ transaction: ImportTransaction
  ) throws -> [Diagnostic] {
    let canonical = readings.filter { $0.isCanonicalUsage && $0.taken(result).newRows > 0 }
    guard !options.source.isSeparateSpend, let last = canonical.last else { return [] }
    let check = DaySumCheck(transaction: transaction)
    return try check.problem(newImports: Set(canonical.map(\.entry.id)), file: last.file.path).map { [$0] } ?? []
  }

  private func partSums(
    _ readings: [FileImport], _ result: CommitResult, _ transaction: ImportTransaction
  ) throws -> [Diagnostic] {
    guard !options.source.isSeparateSpend else { return [] }
    let check = PartSumsCheck(transaction: transaction)
    for reading in readings.reversed() where reading.isSource && reading.entry.kind == .usage {
      guard reading.taken(result).newRows > 0 else { continue }
      // Of one run, one file tells it.
      if let problem = try check.problem(importID: reading.entry.id, file: reading.file.path) { return [problem] }
    }
    return []
  }

  private func otherIDs(
    _ reading: FileImport, _ result: CommitResult, _ transaction: ImportTransaction
  ) throws -> Diagnostic? {
    guard reading.isCanonicalUsage, !options.source.isSeparateSpend, reading.taken(result).newRows > 0 else {
      return nil
    }
    return try OtherIDsCheck(transaction: transaction).problem(
      importID: reading.entry.id, file: reading.file.path, rows: reading.totals.rows)
  }

  private func complete(
    _ transaction: ImportTransaction, _ readings: [FileImport], onReject: (Diagnostic) throws -> Void,
    onProgress: @escaping (Progress) throws -> Void
  ) throws -> CommitResult {
    // With keepsGood a row in conflict is a bad row: it is left out and named.
    let leavesOut = options.keepsGood && options.onConflict == .refuse
    let result = try transaction.complete(
      onConflict: leavesOut ? .keep : options.onConflict,
      conflictLimit: leavesOut ? Int.max : options.onConflict == .refuse ? max(1, options.problemLimit) : 0,
      storesRows: !options.isDryRun, onProgress: { try onProgress(.storing($0)) })
    let found = result.conflicts.map { conflict in
      readings.first { $0.entry.id == conflict.importID }?.diagnostic(of: conflict)
        ?? Diagnostic(code: "conflict", message: "a request is there already with another body")
    }
    if leavesOut {
      for diagnostic in found { try onReject(diagnostic) }
    } else if result.conflictCount > 0, options.onConflict == .refuse {
      throw ImportError.rejected(found, total: Int(result.conflictCount))
    }
    return result
  }
}

/// Problems of an import: all counted, the first ones kept to be named.
struct ProblemList {
  private let limit: Int
  private(set) var listed: [Diagnostic] = []
  private(set) var count = 0

  init(limit: Int) { self.limit = limit }

  mutating func add(_ problem: Diagnostic) {
    count += 1
    if listed.count < limit { listed.append(problem) }
  }

  mutating func add(_ other: ProblemList) {
    count += other.count
    listed += other.listed.prefix(max(0, limit - listed.count))
  }
}
