internal import CSVCodec
internal import TriageModel

/// Reads the rows of one file by its format.
struct SourceReading {
  enum Row {
    case usage(TranslatedUsage)
    case outcome(TranslatedOutcome)
    case invoice(InvoiceRow)
    case passedOver
    case bad([CellProblem])
  }

  let format: SourceFormat
  private var row: CellRow
  /// One of the three is there; apart, so that neither is copied for a row.
  private var usage: UsageTranslation?
  private var outcomes: OutcomeTranslation?
  private var invoices: InvoiceTranslation?
  private let skips: SkipReading
  private let identities: IdentityReading
  private let single: Int?
  private var singleText: [UInt8] = []
  private var problems: [CellProblem] = []

  /// - Throws: `ImportError.rejected` where the user has to say something that the file does not.
  init(format: SourceFormat, header: [String], settings: SourceSettings, file: String) throws {
    self.format = format
    var row = CellRow(header: format.layout == .csv ? header : format.readColumns.map(\.name))
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
          "summary-not-usage", "this is a \(format.title): it holds sums of rows that another export has one by one",
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
    single = format.single.map { row.slot($0) }
    self.row = row
  }

  private static func refuse(_ missing: [SourceSettings.Constant], _ format: SourceFormat, _ file: String) throws {
    guard !missing.isEmpty else { return }
    let problems = missing.map { constant in
      Diagnostic(
        code: "not-in-source", position: SourcePosition(file: file, line: 1), field: constant.rawValue,
        message: "a \(format.title) does not say it",
        remedy: "Say it for the whole file: --set \(constant.rawValue)=NAME.")
    }
    throw ImportError.rejected(problems, total: problems.count)
  }

  private static func refusal(_ code: String, _ message: String, _ remedy: String, _ file: String) -> ImportError {
    .rejected(
      [Diagnostic(code: code, position: SourcePosition(file: file, line: 1), message: message, remedy: remedy)],
      total: 1)
  }

  /// Reads the row that the reader stands at.
  mutating func read(_ record: borrowing CSVReader) -> Row {
    if let damaged = row.fill(record) {
      return .bad([row.problem(damaged, "bad-json", "is no JSON", "The file was cut or changed: export it again.")])
    }
    if case .range = format.grain, SourceProblems.isTotalsRow(record) {
      return .bad([row.problem(nil, "totals-row", "is a row of totals", nil)])
    }
    return translated()
  }

  /// Reads an object of a JSON file.
  mutating func read(_ object: JSONRows.Row, _ bytes: JSONRows.Bytes) -> Row {
    row.fill(object, bytes)
    return translated()
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
    if skips.passesOver(row) { return .passedOver }
    problems.removeAll(keepingCapacity: true)
    identities.check(row, &problems)
    if let single { checkSingle(single) }
    if let result = usage?.read(row, &problems) {
      if problems.isEmpty { return .usage(result) }
    } else if let result = outcomes?.read(row, &problems) {
      if problems.isEmpty { return .outcome(result) }
    } else if let result = invoices?.read(row, &problems) {
      if problems.isEmpty { return .invoice(result) }
    }
    return .bad(problems)
  }

  private mutating func checkSingle(_ slot: Int) {
    let text = row[slot]
    if singleText.isEmpty {
      singleText = Array(text)
    } else if !text.elementsEqual(singleText) {
      let first = PrintableText.cut(String(decoding: singleText, as: UTF8.self), limit: 40)
      problems.append(
        row.problem(slot, "several-kinds", "is another one than \"\(first)\" above", "Export one of them at a time."))
    }
  }

  /// What to say of the file once it is read.
  func notes(file: String) -> [Diagnostic] {
    var notes = skips.notes(file: file)
    if let usage, usage.zeroWords > 0 {
      notes.append(
        Diagnostic(
          severity: .note, code: "included", position: SourcePosition(file: file),
          message: "\(usage.zeroWords) rows are part of a seat's price: nothing is counted for them",
          remedy: "The seats themselves belong into the policy: tools.NAME.licence_usd_per_month."))
    }
    return notes
  }
}

/// Passes rows over and counts them.
final class SkipReading {
  private let rules: [SkipRule]
  private let slots: [[Int]]
  private let words: [[[UInt8]]]
  /// Whether the words are those of rows that are read, and others are passed over.
  private let keeps: [Bool]
  private var counts: [Int64]

  init(_ rules: [SkipRule], _ row: inout CellRow) {
    self.rules = rules
    var slots: [[Int]] = []
    var words: [[[UInt8]]] = []
    var keeps: [Bool] = []
    for rule in rules {
      switch rule.condition {
      case .blank(let columns):
        slots.append(row.slots(columns))
        words.append([])
        keeps.append(false)
      case .holds(let column, let texts), .holdsOther(let column, let texts):
        slots.append(row.slots([column]))
        words.append(texts.map { Array($0.utf8) })
        if case .holdsOther = rule.condition { keeps.append(true) } else { keeps.append(false) }
      }
    }
    self.slots = slots
    self.words = words
    self.keeps = keeps
    counts = [Int64](repeating: 0, count: rules.count)
  }

  @inline(__always)
  func passesOver(_ row: CellRow) -> Bool {
    for index in 0..<rules.count where applies(index, row) {
      counts[index] += 1
      return true
    }
    return false
  }

  private func applies(_ index: Int, _ row: CellRow) -> Bool {
    guard !slots[index].isEmpty else { return false }
    if words[index].isEmpty {
      for slot in slots[index] where row[slot].count > 0 { return false }
      return true
    }
    let cell = row[slots[index][0]]
    if keeps[index], cell.count == 0 { return false }
    for word in words[index] where CellRow.holds(cell, word) { return !keeps[index] }
    return keeps[index]
  }

  func notes(file: String) -> [Diagnostic] {
    zip(rules, counts).filter { $0.1 > 0 }.map { rule, count in
      Diagnostic(
        severity: .note, code: "passed-over", position: SourcePosition(file: file),
        message: "\(count) rows were passed over: \(rule.what)")
    }
  }
}

/// Checks the equations of a source.
struct IdentityReading {
  private let rules: [(total: Int, parts: [Int], rule: IdentityRule)]
  /// Whether numbers may have commas between thousands.
  private let isGrouped: Bool

  init(_ rules: [IdentityRule], _ row: inout CellRow, isGrouped: Bool) {
    self.isGrouped = isGrouped
    self.rules = rules.map { (row.slot($0.total), row.slots($0.parts), $0) }
      .filter { $0.total != CellRow.absent && $0.parts.count == $0.rule.parts.count }
  }

  /// Blank or unreadable cells are no matter of an equation.
  @inline(__always)
  func check(_ row: CellRow, _ problems: inout [CellProblem]) {
    for (total, parts, rule) in rules {
      guard let whole = number(row[total]) else { continue }
      var sum: Int128 = 0
      var isKnown = true
      for part in parts {
        guard let value = number(row[part]) else {
          isKnown = false
          break
        }
        sum += value
      }
      guard isKnown, (whole - sum).magnitude > UInt128(rule.toleranceNanos) else { continue }
      let names = rule.parts.map(\.text).joined(separator: " + ")
      problems.append(
        row.problem(
          total, "identity-fails", "is not \(names), as it is in every row of this export",
          "The row was changed after the export, or the export is wrong: get the file again."))
    }
  }

  /// In nano-units.
  @inline(__always)
  private func number(_ cell: UnsafeBufferPointer<UInt8>) -> Int128? {
    if cell.count > 0, let whole = PlainField.whole(cell) { return Int128(whole) * 1_000_000_000 }
    guard case .value(let nanos) = AmountReading.decimal(cell, scale: 9, isWritten: isGrouped, hasExponent: false)
    else {
      return nil
    }
    return Int128(nanos)
  }
}
