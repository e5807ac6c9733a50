internal import CSVCodec
internal import Storage
internal import TriageModel

/// Names the problems of a source's row with their positions.
enum SourceProblems {
  static func diagnostics(
    _ problems: [CellProblem], _ record: borrowing CSVReader, file: String
  ) -> [Diagnostic] {
    if let totals = totalsRow(record, file: file) { return [totals] }
    var diagnostics: [Diagnostic] = []
    for problem in problems {
      let value = problem.place.map { String(decoding: record.field($0), as: UTF8.self) } ?? ""
      diagnostics.append(
        Diagnostic(
          code: problem.code,
          position: SourcePosition(
            file: file, line: problem.place.map { record.lineOfField($0) } ?? record.line,
            column: problem.place.map { record.column(ofField: $0) }, byte: record.byteOffset),
          field: problem.column?.text, value: value.isEmpty ? nil : PrintableText.cut(value, limit: 40),
          message: problem.message, remedy: problem.remedy))
    }
    return diagnostics
  }

  /// Problems of an object of a JSON file.
  static func diagnostics(
    _ problems: [CellProblem], _ reading: SourceReading, _ object: JSONRows.Row, file: String
  ) -> [Diagnostic] {
    problems.map { problem in
      let value = reading.text(problem)
      // Where an object begins its line, the line says which one it is.
      let isFirst = object.column == 1
      return Diagnostic(
        code: problem.code,
        position: SourcePosition(
          file: file, line: object.line, column: isFirst ? nil : object.column, byte: object.start),
        field: problem.column?.text, value: value.isEmpty ? nil : PrintableText.cut(value, limit: 40),
        message: problem.message + (isFirst ? "" : " (object \(object.number))"), remedy: problem.remedy)
    }
  }

  /// A place of a JSON file where none begins.
  static func damaged(_ damage: JSONRows.Damage, file: String) -> Diagnostic {
    let (start, end) = (damage.start, damage.end)
    let isLine = start.line == end.line && !damage.isCut
    return Diagnostic(
      code: "bad-json",
      position: SourcePosition(file: file, line: start.line, column: isLine ? end.column : nil, byte: start.byte),
      message: "no sound JSON begins here"
        + (damage.isCut ? ": the file ends before it is closed" : isLine ? "" : ": line \(end.line) breaks it"),
      remedy: "The file was cut or changed: export it again.")
  }

  /// A JSON file whose first text, which can be all of it, is none.
  static func unreadable(_ damage: JSONRows.Damage, file: String) -> Diagnostic {
    let place = damage.end
    return Diagnostic(
      code: damage.isCut ? "cut-off" : "bad-json",
      position: SourcePosition(file: file, line: place.line, column: place.column, byte: place.byte),
      message: damage.isCut
        ? "the file is cut off here: what begins in line \(damage.start.line) is not closed"
        : "the JSON that begins in line \(damage.start.line) breaks here",
      remedy: damage.isCut ? "Get the file again; the copy is not whole." : "The file was changed: export it again.")
  }

  /// An object of a JSON file without the rows that it should hold.
  static func empty(_ object: JSONRows.Row, file: String) -> Diagnostic {
    let isFirst = object.column == 1
    return Diagnostic(
      code: "no-breakdown",
      position: SourcePosition(
        file: file, line: object.line, column: isFirst ? nil : object.column, byte: object.start),
      message: "a day without a breakdown by model: its tokens have no model"
        + (isFirst ? "" : " (object \(object.number))"),
      remedy: "Print it with --breakdown.")
  }

  /// A list that has just as many rows as its tool prints by default.
  static func cutList(_ count: Int64, file: String) -> Diagnostic {
    Diagnostic(
      severity: .warning, code: "cut-list", position: SourcePosition(file: file),
      message: "the list has exactly \(count) rows, where its tool stops by default",
      remedy: "Make it again with a larger --limit.")
  }

  /// Whether the first or the second cell says that the row holds totals.
  static func isTotalsRow(_ record: borrowing CSVReader) -> Bool { totalsColumn(record) != nil }

  private static func totalsColumn(_ record: borrowing CSVReader) -> Int? {
    for column in 0..<min(2, record.fieldCount) {
      let cell = CellRow.trimmed(record.field(column))
      // No word for totals is longer; ids and addresses mostly are.
      guard cell.count > 0, cell.count <= 13 else { continue }
      let text = String(decoding: cell, as: UTF8.self).lowercased()
      if FieldReader.totalWords.contains(text) { return column }
    }
    return nil
  }

  private static func totalsRow(_ record: borrowing CSVReader, file: String) -> Diagnostic? {
    guard let column = totalsColumn(record) else { return nil }
    return Diagnostic(
      code: "totals-row",
      position: SourcePosition(
        file: file, line: record.line, column: record.column(ofField: column), byte: record.byteOffset),
      value: PrintableText.cut(String(decoding: record.field(column), as: UTF8.self), limit: 40),
      message: "this looks like a row of totals, which would count everything twice", remedy: "Remove the row.")
  }
}

extension SourceFormat {
  /// "an OpenAI usage CSV", "a Cursor CSV".
  var titleWithArticle: String { (title.first.map { "AEIO".contains($0) } ?? false ? "an " : "a ") + title }

  var kind: LedgerEntry.Kind {
    switch content {
    case .outcomes: .outcomes
    case .invoice: .invoices
    case .usage, .summary: .usage
    }
  }

  /// What the user has to say before the file can be read.
  func problems(settings: SourceSettings, file: String) -> [Diagnostic] {
    let position = SourcePosition(file: file, line: 1)
    var problems: [Diagnostic] = []
    if case .asked = zone, settings.zone == nil {
      problems.append(
        Diagnostic(
          code: "missing-time-zone", position: position,
          message: "the times of \(titleWithArticle) have no zone; it is never assumed",
          remedy: "Say it with --timezone: UTC, +02:00 or Europe/Berlin."))
    }
    if hasNoDates, settings.period == nil {
      problems.append(
        Diagnostic(
          code: "missing-period", position: position, message: "\(titleWithArticle) has no dates",
          remedy: "Say what it covers with --period: 2026-07, or 2026Q3."))
    }
    return problems
  }

  /// What the file is taken for, and its columns that nothing is known of.
  func notes(header: [String], settings: SourceSettings, file: String) -> [Diagnostic] {
    let position = SourcePosition(file: file, line: 1)
    var notes = [
      Diagnostic(severity: .note, code: "format", position: position, message: "read as \(title) (\(name))")
    ]
    let known = knownColumns
    let isCustom = { (name: String) in kind == .invoices && name.hasPrefix("x_") }
    let unknown = header.filter { !$0.isEmpty && !known.contains($0) && !isCustom($0) }
    if !unknown.isEmpty, evidence != .mapping {
      let listed = PrintableText.cut(unknown.joined(separator: ", "), limit: 200)
      notes.append(
        Diagnostic(
          severity: .note, code: "ignored-columns", position: position,
          message: "ignored \(unknown.count == 1 ? "an unknown column" : "\(unknown.count) unknown columns"): \(listed)"
        ))
    }
    if let unused = unusedConstants(settings, position) { notes.append(unused) }
    notes += unusedTimes(settings, position)
    let read = settings.ignoredColumns.intersection(known).sorted()
    if !read.isEmpty {
      notes.append(
        Diagnostic(
          severity: .warning, code: "unused-ignore", position: position,
          message:
            "--ignore-column \(PrintableText.cut(read.joined(separator: ", "), limit: 100)) changes nothing here: "
            + "only columns that are not known can be ignored"))
    }
    if let note = dateOrderNote(settings, position) { notes.append(note) }
    for (currency, nanos) in settings.rates.sorted(by: { $0.key < $1.key }) where hasCurrency(header) {
      let rate = Money(nanos: Int128(nanos)).decimalText
      notes.append(
        Diagnostic(
          severity: .note, code: "rate", position: position,
          message: "amounts in \(PrintableText.cut(currency, limit: 8)) count at \(rate) USD, as --rate states"))
    }
    if hasNoDates, let period = settings.period, period.end.index - period.first.index > 1 {
      notes.append(
        Diagnostic(
          severity: .note, code: "range", position: position,
          message: "the whole of \(period.text) is counted in its first month, as the file does not divide it"))
    }
    return notes
  }

  /// Says what --date-order changes where the format or its mapping says something else; nil where nothing does.
  private func dateOrderNote(_ settings: SourceSettings, _ position: SourcePosition) -> Diagnostic? {
    let shape: TimeRule.Shape? =
      switch content {
      case .usage(let fields): fields.time.shape
      case .outcomes(let fields): fields.completed.shape
      case .invoice(let fields): fields.start.shape
      case .summary: nil
      }
    guard let shape, let order = settings.dateOrder else { return nil }
    guard shape == .monthFirst || shape == .dayFirst else {
      return Diagnostic(
        severity: .note, code: "unused-date-order", position: position,
        message: "--date-order changes nothing here: the dates of \(titleWithArticle) have one order")
    }
    guard evidence == .mapping, (shape == .dayFirst) != (order == .dayFirst) else { return nil }
    return Diagnostic(
      severity: .note, code: "date-order", position: position,
      message: "--date-order \(order.rawValue) holds, and not the mapping's time: "
        + (shape == .dayFirst ? "day_first" : "month_first"))
  }

  /// Whether the file says what currency its amounts are in; the objects of a JSON file have no header.
  private func hasCurrency(_ header: [String]) -> Bool {
    let column: SourceColumn? =
      switch content {
      case .usage(let fields): fields.cost?.currency
      case .invoice(let fields): fields.amount.currency
      case .outcomes, .summary: nil
      }
    guard let column else { return false }
    return header.isEmpty || header.contains(column.name)
  }

  /// Says which texts of `--set` are of no column of such rows; nil where all are.
  private func unusedConstants(_ settings: SourceSettings, _ position: SourcePosition) -> Diagnostic? {
    let columns: Set<SourceSettings.Constant> =
      switch content {
      case .usage: [.category, .department, .worker, .provider, .model]
      case .outcomes: [.category, .department, .worker, .tool]
      case .invoice: [.provider, .model]
      case .summary: []
      }
    let unused = settings.constants.keys.filter { !columns.contains($0) }.map(\.rawValue).sorted()
    guard !unused.isEmpty else { return nil }
    return Diagnostic(
      severity: .warning, code: "unused-set", position: position,
      message:
        "--set \(unused.joined(separator: ", ")) changes nothing here: the rows of \(titleWithArticle) have no such column"
    )
  }

  /// Says that a zone or a period changes nothing where the file itself says them.
  private func unusedTimes(_ settings: SourceSettings, _ position: SourcePosition) -> [Diagnostic] {
    var notes: [Diagnostic] = []
    func add(_ option: String, _ reason: String) {
      notes.append(
        Diagnostic(
          severity: .note, code: "unused-option", position: position,
          message: "\(option) does not change how this file is read: \(reason)"))
    }
    if case .utc = zone, !hasNoDates, settings.zone != nil {
      add("--timezone", "the times of \(titleWithArticle) are UTC")
    }
    if !hasNoDates, settings.period != nil { add("--period", "the rows of \(titleWithArticle) have dates") }
    return notes
  }

  /// A row that is the header of another generation, as where exports were put together.
  func otherHeader(_ record: borrowing CSVReader, file: String) -> Diagnostic? {
    let known = knownColumns
    var matches = 0
    for column in 0..<record.fieldCount {
      let text = String(decoding: CellRow.trimmed(record.field(column)), as: UTF8.self).lowercased()
      if known.contains(text) { matches += 1 }
    }
    guard matches >= 3, matches * 2 > record.fieldCount else { return nil }
    return Diagnostic(
      code: "other-header",
      position: SourcePosition(file: file, line: record.line, column: 1, byte: record.byteOffset),
      message: "the header of another generation of this export begins here",
      remedy: "Two exports were put together: import each file on its own.")
  }

  /// Every column that the format reads or knows to hold nothing for the database.
  var knownColumns: Set<String> { Set(signature + unread + readColumns.map(\.name)) }

  /// Every column that the format reads.
  var readColumns: [SourceColumn] {
    let own = skips.flatMap(\.columns) + identities.flatMap { [$0.total] + $0.parts } + (single.map { [$0] } ?? [])
    switch content {
    case .usage(let fields): return fields.meanings.map(\.column) + own
    case .outcomes(let fields): return fields.meanings.map(\.column) + own
    case .invoice(let fields): return fields.meanings.map(\.column) + own
    case .summary: return own
    }
  }
}

extension SkipRule {
  var columns: [SourceColumn] {
    switch condition {
    case .blank(let columns), .zero(let columns): columns + cost
    case .holds(let column, _), .holdsOther(let column, _): [column] + cost
    }
  }
}
