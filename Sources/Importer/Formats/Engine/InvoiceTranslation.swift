internal import Storage
internal import TriageModel

/// Turns the cells of one row into a bill line.
struct InvoiceTranslation {
  private let starts, ends: [Int]
  private var start: TimeReading
  private var end: TimeReading?
  private(set) var key: KeyReading
  private var provider, model, invoice: TextReading
  private let amount: MoneyReading
  private let amountSlot: Int?
  private let list: MoneyReading?
  private let kindSlot: Int
  private let kindWords: WordList
  private let kinds: [(text: String, kind: InvoiceRow.Kind)]
  private let constants: TextArena
  private(set) var kept: KeptTexts

  init(_ format: SourceFormat, _ rule: InvoiceFields, _ row: inout CellRow, _ settings: SourceSettings) throws {
    (starts, start, _) = rule.start.reading(format, &row, settings)
    if case .time(let endRule) = rule.end {
      let reading = endRule.reading(format, &row, settings)
      (ends, end) = (reading.slots, reading.reading)
    } else {
      (ends, end) = ([], nil)
    }
    key = KeyReading(rule.key, format, &row, settings, hasTime: true)
    let arena = TextArena()
    constants = arena
    kept = KeptTexts(settings.constants)
    provider = try TextReading(
      settings.constants[.provider].map(TextRule.always) ?? rule.provider, &row, constants: arena)
    model = try TextReading(rule.model, &row, constants: arena, override: settings.constants[.model])
    invoice = try TextReading(rule.invoice, &row, constants: arena)
    amount = MoneyReading(rule.amount, &row, rates: settings.rates)
    amountSlot = row.slots(rule.amount.columns).first
    list = rule.list.map { MoneyReading($0, &row, rates: settings.rates) }
    kindSlot = rule.kind.map { row.slot($0.column) } ?? CellRow.absent
    kinds = (rule.kind?.words ?? [:]).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    kindWords = WordList(kinds.map(\.text))
  }

  /// Reads the line into `line`.
  ///
  /// - Returns: false where problems were added: it is not to be used then.
  mutating func read(_ row: CellRow, into line: inout TranslatedInvoice, _ problems: inout [CellProblem]) -> Bool {
    let startNanos = start.read(starts, row, &problems)
    let endNanos = endNanos(row, start: startNanos, &problems)
    if !kept.isEmpty {
      kept.countRow()
      kept.count(.model, model.text(row))
    }
    if problems.isEmpty, endNanos <= startNanos {
      problems.append(row.problem(ends.first, "bad-period", "is not after the start of the charge", nil))
    }
    line = TranslatedInvoice()
    line.provider = provider.text(row)
    if line.provider.count == 0 {
      problems.append(
        row.problem(provider.slot, "missing-value", "the row names no provider", "Say it: --set provider=NAME."))
    }
    line.record.kind = kind(row, &problems)
    guard let nanos = nanos(row, &problems), problems.isEmpty else { return false }
    line.key = key.id(row, startNanos, &problems)
    line.baseLength = key.baseLength
    guard problems.isEmpty else { return false }
    let span = InvoiceRow.span(
      start: Instant(nanosSinceEpoch: startNanos), startShift: start.shiftNanos,
      end: Instant(nanosSinceEpoch: endNanos), endShift: end?.shiftNanos ?? 0)
    line.record.startNanos = span.start.nanosSinceEpoch
    line.record.endNanos = span.end.nanosSinceEpoch
    line.record.amountNanos = nanos
    line.invoice = invoice.text(row)
    line.model = model.text(row)
    // A credit or a tax has no list price that usage could be compared with.
    if line.record.kind == .usage, let list, case .amount(let listed) = list.read(row, &problems) {
      line.record.listNanos = listed
    }
    return problems.isEmpty
  }

  /// The amount of a row that has problems elsewhere; nil where it cannot be read.
  mutating func readableAmountNanos(_ row: CellRow) -> Int64? {
    var problems: [CellProblem] = []
    return nanos(row, &problems)
  }

  private mutating func endNanos(_ row: CellRow, start: Int64, _ problems: inout [CellProblem]) -> Int64 {
    let slots = ends
    if let nanos = end?.read(slots, row, &problems) { return nanos }
    return Self.endOfDay(start)
  }

  private mutating func nanos(_ row: CellRow, _ problems: inout [CellProblem]) -> Int64? {
    let before = problems.count
    switch amount.read(row, &problems) {
    case .amount(let nanos): return nanos
    case .allocated, .free, .elsewhere: return 0
    case .unknown:
      // A bill line without an amount is no line; an unreadable one is named already.
      if problems.count == before {
        problems.append(row.problem(amountSlot, "missing-value", "must not be blank", nil))
      }
      return nil
    }
  }

  private mutating func kind(_ row: CellRow, _ problems: inout [CellProblem]) -> InvoiceRow.Kind {
    guard !kinds.isEmpty, kindSlot != CellRow.absent else { return .usage }
    if let place = kindWords.place(row[kindSlot]) { return kinds[place].kind }
    let known = kinds.map(\.text).joined(separator: ", ")
    problems.append(row.problem(kindSlot, "unknown-kind", "is no known kind of charge", "Known are \(known)."))
    return .usage
  }

  private static func endOfDay(_ nanos: Int64) -> Int64 {
    let days = nanos / Instant.nanosPerDay - (nanos % Instant.nanosPerDay < 0 ? 1 : 0)
    return (days + 1) * Instant.nanosPerDay
  }
}
