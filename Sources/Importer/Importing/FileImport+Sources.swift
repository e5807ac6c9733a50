internal import CSVCodec
internal import Storage
internal import TriageModel

/// The rows of another tool's export, and price catalogues.
extension FileImport {
  // MARK: Price catalogues

  /// Reads a catalogue of prices.
  ///
  /// - Returns: false where the file is none.
  mutating func readCatalogue(_ objects: JSONRows) throws -> Bool {
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

  func conflict(of row: PriceRow) -> Diagnostic {
    Diagnostic(
      code: "conflict", position: SourcePosition(file: file.path), field: "model",
      value: PrintableText.cut(row.model, limit: 40),
      message: "is there already with other prices from \(row.effectiveFrom.dateText)",
      remedy: "Give a later --prices-from, the day from which the new prices hold, or choose with --on-conflict.")
  }

  // MARK: Rows of other tools

  mutating func readSource(
    _ reader: inout CSVReader, _ format: SourceFormat, onReject: (Diagnostic) throws -> Void,
    onProgress: (_ bytes: Int64, _ rows: Int64) throws -> Void
  ) throws {
    guard var (reading, rows) = try begin(format, header: reader.header) else { return }
    reader = reader.scanningAhead()
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
        case .usage: try rows.take(&reading.usageRow, line: reader.line, &totals)
        case .outcome: try rows.take(reading.outcomeRow, &totals)
        case .invoice:
          try take(reading.invoiceRow, line: reader.line, onReject)
          rows.note(reading.invoiceRow, columns: reading.billColumns, values: reading.billValues)
        case .passedOver: passedOver += 1
        case .bad(let problems):
          let found = SourceProblems.diagnostics(problems, reader, file: file.path)
          let isTotals = found.contains { $0.code == "totals-row" }
          try reject(found, costNanos: isTotals ? nil : reading.readableCostNanos(problems), onReject)
        }
      }
    }
    try end(reading, rows, onReject)
  }

  mutating func readJSON(
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
      if object.number == 1, object.column > 1 { hasNumberedRows = true }
      switch reading.read(object, objects.bytes) {
      case .usage:
        try rows.take(&reading.usageRow, line: hasNumberedRows ? object.number : object.line, &totals)
      case .outcome: try rows.take(reading.outcomeRow, &totals)
      case .invoice:
        try take(reading.invoiceRow, line: object.line, onReject)
        rows.note(reading.invoiceRow, columns: reading.billColumns, values: reading.billValues)
      case .passedOver: passedOver += 1
      case .bad(let problems):
        let found = SourceProblems.diagnostics(problems, reading, object, file: file.path)
        try reject(found, costNanos: reading.readableCostNanos(problems), onReject)
      }
    }
    if let count = format.suspiciousRows, seen == count { notes.append(SourceProblems.cutList(count, file: file.path)) }
    try end(reading, rows, onReject)
  }

  /// Starts the import of a source's rows; nil where the user has to say something first.
  mutating func begin(
    _ format: SourceFormat, header: [String]
  ) throws -> (reading: SourceReading, rows: SourceTaking)? {
    let found = format.problems(settings: options.source, file: file.path)
    for problem in found { problems.add(problem) }
    guard found.isEmpty else { return nil }
    notes += format.notes(header: header, settings: options.source, file: file.path)
    let reading = try SourceReading(
      format: format, header: header, settings: options.source, file: file.path, requestHash: transaction.requestHash)
    billFormat = format.name
    entry.kind = format.kind
    isSource = true
    entry.id = try transaction.begin(entry)
    rowsBefore = transaction.requestCount
    return (reading, try SourceTaking(format, transaction: transaction, importID: entry.id))
  }

  mutating func end(_ reading: SourceReading, _ rows: SourceTaking, _ onReject: (Diagnostic) throws -> Void) throws {
    try takeEqualLines(onReject)
    try takeRefunds(onReject)
    for problem in reading.problems(file: file.path) { add(problem) }
    if let problem = reading.dotProblem(file: file.path, isRight: options.source.hasRightUnits) { add(problem) }
    if let tree = reading.tree { try passOverParents(tree) }
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

  /// Leaves out the rows whose tokens another row of their trace holds as well.
  mutating func passOverParents(_ tree: ObservationTree) throws {
    let found = tree.parents
    let elsewhere = try ParentsElsewhere(tree, found, transaction, importID: entry.id, options: options)
    parentsElsewhere = elsewhere
    noteAlike(found.alike.without(elsewhere.known, tree.rows))
    noteLarger(found.larger.without(elsewhere.known, tree.rows))
    if !elsewhere.isKept { notes.append(Self.unkeptNote(file.path)) }
    if !elsewhere.known.places.isEmpty { hasKnownParents = true }
    let before = EarlierImport.List(elsewhere.knownImports, transaction).names
    let again = "If you take \(before) back, import this file again: its rows that were passed over are not kept."
    passOver(elsewhere.known, remedy: again) { isOne in
      "\(before) passed \(isOne ? "it" : "them") over before, as other rows of the trace hold the same tokens"
    }
    passOver(found.sums) { isOne in "\(isOne ? "it holds" : "they hold") the tokens of rows below once more" }
    passOver(found.absorbed) { isOne in
      "the row above \(isOne ? "holds its" : "them holds their") tokens, and it alone says what they cost"
    }
  }

  private mutating func passOver(
    _ parents: ObservationTree.Parents, remedy: String? = nil, _ reason: (_ isOne: Bool) -> String
  ) {
    for place in parents.places { transaction.passOver(request: rowsBefore + place) }
    let count = Int64(parents.places.count)
    totals.rows -= count
    totals.amountNanos -= parents.costNanos
    passedOver += count
    note(parents, .note, "passed-over", remedy: remedy) { isOne, words in
      "\(count) \(isOne ? "row was" : "rows were") passed over: \(reason(isOne)), with \(words)"
    }
  }

  /// Says how much counts that is probably no sum of what is below it.
  private mutating func noteAlike(_ alike: ObservationTree.Parents) {
    let remedy =
      alike.tokens == 0
      ? "That is right for two calls of equal price. Where the tracer adds up what is below, have it report each call's "
        + "own cost, and export again."
      : "That is right for two calls of equal length. Where the tracer adds up what is below, make both name the "
        + "same model and cost."
    note(alike, .warning, "parents-alike", remedy: remedy) { isOne, words in
      let what =
        alike.tokens == 0
        ? "no tokens and just the cost of rows below" : "just the tokens of rows below, but another model or cost"
      return "\(alike.places.count) \(isOne ? "row has" : "rows have") \(what); "
        + "\(isOne ? "it counts" : "they count") beside them, with \(words)"
    }
  }

  /// Says how much counts that may include what is below it.
  private mutating func noteLarger(_ larger: ObservationTree.Parents) {
    let remedy =
      "Rows of these traces in other files are compared as they come, and a sum is refused then. If your tracer adds "
      + "the tokens of the calls below to the one above, have it report each call's own tokens, and export again."
    note(larger, .note, "parents-count", remedy: remedy) { isOne, words in
      "\(larger.places.count) \(isOne ? "call" : "calls") of at least the tokens of the calls below "
        + "\(isOne ? "it counts" : "them count") as well, with \(words): "
        + "each is taken for a call of its own that starts others"
    }
  }

  private static func unkeptNote(_ file: String) -> Diagnostic {
    Diagnostic(
      severity: .note, code: "parents-unkept", position: SourcePosition(file: file),
      message:
        "this file has too many rows below spans or below rows of other files for all to be kept: a later file that has "
        + "a row above them is not compared with them",
      remedy:
        "Export traces whole, or in smaller files: a row that holds the tokens of rows in another file could count "
        + "beside them.")
  }

  /// Says something of rows above others, where there are any.
  private mutating func note(
    _ parents: ObservationTree.Parents, _ severity: Diagnostic.Severity, _ code: String, remedy: String? = nil,
    _ message: (_ isOne: Bool, _ words: String) -> String
  ) {
    guard !parents.places.isEmpty else { return }
    notes.append(
      Diagnostic(
        severity: severity, code: code, position: SourcePosition(file: file.path),
        message: message(parents.places.count == 1, Self.words(parents)), remedy: remedy))
  }

  static func words(_ parents: ObservationTree.Parents) -> String {
    let cost = parents.costNanos == 0 ? "" : " and \(Money(nanos: parents.costNanos).decimalText) USD"
    return "\(parents.tokens) tokens\(cost)"
  }
}
