internal import CSVCodec
internal import Storage
internal import TriageModel

/// Reads the rows of one file by its format.
struct SourceReading {
  /// What a row is; the row itself is kept beside, so that it is not copied.
  enum Row {
    case usage
    case outcome
    case invoice
    case passedOver
    case bad([CellProblem])
  }

  let format: SourceFormat
  /// Columns of the header that the ids of rows are made of; blank = not known, or the file has ids of its own.
  let keyColumns: String
  private let row: CellRow
  /// One of the three is there; apart, so that neither is copied for a row.
  private var usage: UsageTranslation?
  private var outcomes: OutcomeTranslation?
  private var invoices: InvoiceTranslation?
  /// The row that was read last, by its kind; texts hold until the next row is read.
  var usageRow = TranslatedUsage()
  private(set) var outcomeRow = TranslatedOutcome()
  private(set) var invoiceRow = TranslatedInvoice()
  private let skips: SkipReading
  private let identities: IdentityReading
  private var groups: GroupReading?
  private var unknown: UnknownCounts?
  private var repeats: RepeatReading?
  /// nil where parents have tokens of their own alone.
  private(set) var tree: ObservationTree?
  private let single: Int?
  /// Columns of the file that have to be times in a row that is wider than the header.
  private let proofs: [Int]
  private let dated: [Int]
  /// Of columns that are not read as times.
  private var datedTime: TimeReading
  /// How many cells the row of an empty bucket has; 0 = there is no such row.
  private let shortCells: Int
  private var shortRows: Int64 = 0
  private var singleText: [UInt8] = []
  private var hasSeveralKinds = false
  private var problems: [CellProblem] = []

  /// - Parameter requestHash: of ids in the database.
  /// - Throws: `ImportError.rejected` where the user has to say something that the file does not.
  init(
    format: SourceFormat, header: [String], settings: SourceSettings, file: String, requestHash: ByteHash? = nil
  ) throws {
    self.format = format
    keyColumns = format.keyColumns(in: header)
    let groups = format.isGrouped ? ColumnGroups(header: header) : nil
    if format.isGrouped, groups == nil {
      throw Self.refusal(
        "no-groups",
        "\(format.titleWithArticle) has a column \"[provider] label\" for each provider; this header has none",
        "Export the evaluation as CSV again.", file)
    }
    var row = CellRow(header: format.layout == .csv ? header : format.readColumns.map(\.name), groups: groups)
    do {
      switch format.content {
      case .usage(let fields): usage = try UsageTranslation(format, fields, &row, settings)
      case .outcomes(let fields):
        let translation = try OutcomeTranslation(format, fields, &row, settings)
        try Self.refuse(translation.missing, format, file)
        outcomes = translation
      case .invoice(let fields): invoices = try InvoiceTranslation(format, fields, &row, settings)
      case .summary(let instead):
        throw Self.refusal(
          "summary-not-usage",
          "this is \(format.titleWithArticle): it holds sums of rows that another export has one by one",
          instead, file)
      }
    } catch let error as ImportError {
      throw error
    } catch {
      throw ImportError.rejected(
        [
          Diagnostic(
            code: "bad-pattern", position: SourcePosition(file: file), message: "a regular expression cannot be read",
            remedy: PrintableText.cut("\(error)", limit: 200))
        ], total: 1)
    }
    skips = SkipReading(format.skips, &row)
    identities = IdentityReading(format.identities, &row, isGrouped: format.hasGroupedCounts)
    self.groups = GroupReading(format)
    unknown = UnknownCounts(format, header: header, ignored: settings.ignoredColumns)
    shortCells = header.prefix { format.shortRow.contains($0) }.count
    repeats = RepeatReading(format, &row)
    tree = format.parentsMayInclude ? ObservationTree(hash: requestHash) : nil
    single = format.single.map { row.slot($0) }
    dated = row.slots(format.datedColumns)
    let isDayFirst = row.dates.order == .dayFirst
    datedTime = TimeReading(
      shape: isDayFirst ? .dayFirst : .monthFirst, zone: .utc, dates: row.dates, clocks: row.clocks, hasYears: false)
    proofs = format.proofOfPlace.compactMap { column in header.firstIndex(of: column.name) }
    row.settle()
    self.row = row
  }

  private static func refuse(_ missing: [SourceSettings.Constant], _ format: SourceFormat, _ file: String) throws {
    guard !missing.isEmpty else { return }
    let problems = missing.map { constant in
      Diagnostic(
        code: "not-in-source", position: SourcePosition(file: file, line: 1), field: constant.rawValue,
        message: "\(format.titleWithArticle) does not say it",
        remedy: "Say it for the whole file: --set \(constant.rawValue)=NAME.")
    }
    throw ImportError.rejected(problems, total: problems.count)
  }

  private static func refusal(_ code: String, _ message: String, _ remedy: String, _ file: String) -> ImportError {
    .rejected(
      [Diagnostic(code: code, position: SourcePosition(file: file, line: 1), message: message, remedy: remedy)],
      total: 1)
  }

  /// Whether the user names the worker of the whole file, and ids of rows have it.
  var namesWorker: Bool { usage?.namesWorker ?? false }

  /// How long a bucket is; 0 = not known.
  var bucketNanos: Int64 { usage?.bucketNanos ?? 0 }

  /// Which columns of the last bill line's key hold something: a bit each.
  var billColumns: UInt64 { invoices?.key.filledColumns ?? 0 }

  /// Which values they hold: a few bits of a hash for each column.
  var billValues: UInt64 { invoices?.key.values ?? 0 }

  /// What is wrong with the dots in its counts.
  func dotProblem(file: String, isRight: Bool) -> Diagnostic? { row.dots.problem(file: file, isRight: isRight) }

  /// How many rows each record of the file is.
  var groupCount: Int { row.groupCount }

  /// Goes to one of the rows of a record.
  mutating func select(group: Int) { row.group = group }

  /// Whether a record that is wider than the header can be read all the same.
  mutating func takesWide(_ record: borrowing CSVReader, _ problem: CSVProblem) -> Bool {
    guard problem.code == .tooManyFields, !proofs.isEmpty, row.isInPlace(record) else { return false }
    for place in proofs where (try? datedTime.nanos(CellRow.trimmed(record.field(place)))) == nil { return false }
    return true
  }

  /// Whether a record that is shorter than the header is an empty bucket, which then is counted.
  mutating func passesOverShort(_ record: borrowing CSVReader, _ problem: CSVProblem) -> Bool {
    guard problem.code == .tooFewFields, shortCells > 0, record.fieldCount == shortCells else { return false }
    for cell in 0..<shortCells where CellRow.trimmed(record.field(cell)).count == 0 { return false }
    shortRows += 1
    return true
  }

  /// Reads the row that the reader stands at.
  mutating func read(_ record: borrowing CSVReader) -> Row {
    if let damaged = row.fill(record) {
      return .bad([row.problem(damaged, "bad-json", "is no JSON", "The file was cut or changed: export it again.")])
    }
    if case .range = format.grain, SourceProblems.isTotalsRow(record) {
      return .bad([row.problem(nil, "totals-row", "is a row of totals", nil)])
    }
    let result = translated()
    if unknown != nil, case .usage = result { unknown?.take(record, usageRow.record) }
    return result
  }

  /// Reads an object of a JSON file.
  mutating func read(_ object: JSONRows.Row, _ bytes: JSONRows.Bytes) -> Row {
    guard row.fill(object, bytes) else {
      return .bad([
        row.problem(
          nil, "repeated-key", "an object states one key twice, and nobody knows which value holds",
          "Take the wrong one out, or export the file again.")
      ])
    }
    if let problem = groups?.check(object, bytes) { return .bad([problem]) }
    return translated()
  }

  /// What the provider charged for a row that cannot be taken; nil where the row does not say it or stands for others.
  mutating func readableCostNanos(_ problems: [CellProblem]) -> Int64? {
    guard !problems.contains(where: { $0.code == "totals-row" || $0.code == "bad-json" }) else { return nil }
    return usage?.readableCostNanos(row) ?? invoices?.readableAmountNanos(row)
  }

  /// The cell of a problem, as text.
  func text(_ problem: CellProblem) -> String {
    guard let column = problem.column, let slot = row.columns.firstIndex(of: column) else { return "" }
    return String(decoding: row[slot], as: UTF8.self)
  }

  /// What was read of a column, values inside of its JSON divided by blanks.
  func text(name: String) -> String {
    var texts: [String] = []
    for slot in row.columns.indices where row.columns[slot].name == name && row[slot].count > 0 {
      texts.append(String(decoding: row[slot], as: UTF8.self))
    }
    return texts.joined(separator: " ")
  }

  private mutating func translated() -> Row {
    let row = row
    if skips.passesOver(row) {
      if tree != nil, let place = usage?.place(row) { tree?.passOver(id: place.id, parent: place.parent) }
      return .passedOver
    }
    if !problems.isEmpty { problems.removeAll(keepingCapacity: true) }
    identities.check(row, &problems)
    if let single { checkSingle(single) }
    for slot in dated where row[slot].count > 0 { _ = try? datedTime.nanos(row[slot]) }
    if usage?.read(row, into: &usageRow, &problems) != nil {
      if problems.isEmpty {
        if repeats != nil { repeats?.take(row) }
        if tree != nil {
          tree?.add(id: usageRow.id, parent: usageRow.parent, model: usageRow.model, usageRow.record)
        }
        return .usage
      }
    } else if let result = outcomes?.read(row, &problems) {
      outcomeRow = result
      if problems.isEmpty { return .outcome }
    } else if invoices?.read(row, into: &invoiceRow, &problems) == true {
      if problems.isEmpty { return .invoice }
    }
    return .bad(distinct)
  }

  /// The problems of the row, each once: a cell can be part of two figures.
  private var distinct: [CellProblem] {
    var seen: Set<CellProblem> = []
    return problems.filter { seen.insert($0).inserted }
  }

  private mutating func checkSingle(_ slot: Int) {
    let text = row[slot]
    if singleText.isEmpty {
      singleText = Array(text)
    } else if !text.elementsEqual(singleText) {
      let first = PrintableText.cut(String(decoding: singleText, as: UTF8.self), limit: 40)
      problems.append(
        row.problem(slot, "several-kinds", "is another one than \"\(first)\" above", "Export one of them at a time."))
      hasSeveralKinds = true
    }
  }

  /// What is wrong with the file as a whole once it is read.
  func problems(file: String) -> [Diagnostic] {
    // Of several scores nobody knows which one a number belongs to.
    [row.dates.problem(file: file), hasSeveralKinds ? nil : outcomes?.success?.problem(file: file)].compactMap(\.self)
      + (unknown?.problems(file: file) ?? [])
  }

  /// What to say of the file once it is read.
  func notes(file: String) -> [Diagnostic] {
    var notes = skips.notes(file: file)
    notes += (usage?.kept ?? outcomes?.kept ?? invoices?.kept)?.notes(file: file) ?? []
    if shortRows > 0 {
      notes.append(
        Diagnostic(
          severity: .note, code: "passed-over", position: SourcePosition(file: file),
          message: "\(shortRows) \(shortRows == 1 ? "row" : "rows") of \(shortCells) cells "
            + "\(shortRows == 1 ? "was" : "were") passed over: empty buckets"))
    }
    if let usage, usage.allocatedRows > 0 {
      notes.append(
        Diagnostic(
          severity: .note, code: "allocated", position: SourcePosition(file: file),
          message:
            "\(usage.allocatedRows) \(usage.allocatedRows == 1 ? "row is" : "rows are") paid by a seat or flat rate: "
            + "no cost of \(usage.allocatedRows == 1 ? "its" : "their") own",
          remedy: "The policy allocates what the seats cost: tools.NAME.licence_usd_per_month."))
    }
    if let usage, usage.freeRows > 0 {
      notes.append(
        Diagnostic(
          severity: .note, code: "free", position: SourcePosition(file: file),
          message: "\(usage.freeRows) \(usage.freeRows == 1 ? "row is" : "rows are") free: nobody is charged"))
    }
    if let usage, usage.negativeRows > 0 {
      notes.append(
        Diagnostic(
          severity: .warning, code: "negative-cost", position: SourcePosition(file: file),
          message: "\(usage.negativeRows) \(usage.negativeRows == 1 ? "row has" : "rows have") a cost below zero, "
            + "\(Money(nanos: usage.negativeNanos).decimalText) USD together, which lower the spend",
          remedy: "A refund belongs to a bill: a line of the kind credit. Take the rows out unless they are right."))
    }
    if let note = outcomes?.note(file: file) { notes.append(note) }
    if let note = row.dates.note(file: file) { notes.append(note) }
    notes += row.clocks.notes(file: file)
    if let usage, usage.elsewhereRows > 0 {
      notes.append(
        Diagnostic(
          severity: .note, code: "billed-elsewhere", position: SourcePosition(file: file),
          message:
            "\(usage.elsewhereRows) \(usage.elsewhereRows == 1 ? "row" : "rows") used a key of one's own at a provider, which charges "
            + "\(Money(nanos: usage.elsewhereNanos).decimalText) USD for them: the price book computes their cost",
          remedy: "Import that provider's bill to see what was charged."))
      if usage.elsewhereFeeNanos > 0 {
        let fees = Money(nanos: usage.elsewhereFeeNanos).decimalText
        notes.append(
          Diagnostic(
            severity: .warning, code: "fees-left-out", position: SourcePosition(file: file),
            message: "\(fees) USD that the source charged itself for these rows are in no row's cost",
            remedy: "Bring them as a bill of roi-triage's own: provider, invoice_id, period_start, period_end, "
              + "amount_usd \(fees) and kind adjustment."))
      }
    }
    if let note = repeats?.note(file: file) { notes.append(note) }
    if let note = outcomes?.success?.note(file: file) { notes.append(note) }
    if let note = usage?.traits?.note(file: file) { notes.append(note) }
    if let note = usage?.cost?.note(file: file) { notes.append(note) }
    if let note = (usage?.key ?? invoices?.key)?.equalRows?.note(file: file) { notes.append(note) }
    return notes
  }
}
