internal import Storage
internal import TriageModel

/// A canonical outcome row as it comes out of a source; its texts hold until the next row is read.
struct TranslatedOutcome {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  var record = OutcomeRecord()
  var task = Bytes(start: nil, count: 0)
  var pair = Bytes(start: nil, count: 0)
  var worker = Bytes(start: nil, count: 0)
  var department = Bytes(start: nil, count: 0)
  var category = Bytes(start: nil, count: 0)
  var tool = Bytes(start: nil, count: 0)
}

/// Turns the cells of one row into a canonical outcome row.
struct OutcomeTranslation {
  private static let minuteLimitMillis: Int64 = 100_000_000_000

  private let fixedNanos: Int64?
  private let times: [Int]
  private var time: TimeReading
  private let begun: Int
  private var begunTime: TimeReading
  /// Tasks that were completed before they were begun, and the first of them.
  private var backwardRows: Int64 = 0
  private var firstBackward = ""
  private var task, category, tool, worker, department, pair: TextReading
  private let taskRemedy: String?
  private(set) var success: SuccessReading?
  private let value: MoneyReading?
  private let saved, review, rework: DurationReading?
  private let constants: TextArena
  private(set) var kept: KeptTexts

  init(_ format: SourceFormat, _ rule: OutcomeFields, _ row: inout CellRow, _ settings: SourceSettings) throws {
    kept = KeptTexts(settings.constants)
    (times, time, fixedNanos) = rule.completed.reading(format, &row, settings)
    begun = rule.begun.map { row.slot($0) } ?? CellRow.absent
    begunTime = time
    let arena = TextArena()
    constants = arena
    func text(_ rule: TextRule, _ row: inout CellRow, _ constant: SourceSettings.Constant?) throws -> TextReading {
      try TextReading(rule, &row, constants: arena, override: constant.flatMap { settings.constants[$0] })
    }
    task = try text(rule.task, &row, nil)
    taskRemedy = rule.taskRemedy
    category = try text(rule.category, &row, .category)
    tool = try text(rule.tool, &row, .tool)
    worker = try text(rule.worker, &row, .worker)
    department = try text(rule.department, &row, .department)
    pair = try text(rule.pair, &row, nil)
    success = rule.success.map { SuccessReading($0, &row) }
    value = rule.value.map { MoneyReading($0, &row) }
    saved = rule.savedMinutes.map { DurationReading($0, &row) }
    review = rule.reviewMinutes.map { DurationReading($0, &row) }
    rework = rule.reworkMinutes.map { DurationReading($0, &row) }
  }

  /// Canonical columns that every row has to have and that neither the file nor the user gives.
  var missing: [SourceSettings.Constant] {
    (category.isPossible ? [] : [.category]) + (tool.isPossible ? [] : [.tool])
  }

  /// The row; not to be used where problems were added.
  mutating func read(_ row: CellRow, _ problems: inout [CellProblem]) -> TranslatedOutcome {
    var outcome = TranslatedOutcome()
    outcome.record.completedNanos = fixedNanos ?? time.read(times, row, &problems)
    outcome.task = required(task.text(row), task.slot, row, &problems, remedy: taskRemedy)
    outcome.category = required(category.text(row), category.slot, row, &problems)
    outcome.tool = required(tool.text(row), tool.slot, row, &problems)
    outcome.worker = worker.text(row)
    outcome.department = department.text(row)
    outcome.pair = pair.text(row)
    if let millionths = success?.read(row) {
      outcome.record.succeededMillionths = millionths
      outcome.record.present.insert(.succeeded)
    }
    if let value, case .amount(let nanos) = value.read(row, &problems) {
      outcome.record.valueNanos = nanos
      outcome.record.present.insert(.value)
    }
    set(saved, \.savedMillis, .saved, row, &outcome.record, &problems)
    set(review, \.reviewMillis, .review, row, &outcome.record, &problems)
    set(rework, \.reworkMillis, .rework, row, &outcome.record, &problems)
    if begun >= 0, problems.isEmpty { checkOrder(row, outcome) }
    if !kept.isEmpty, problems.isEmpty { countKept(outcome) }
    return outcome
  }

  @inline(never)
  private mutating func countKept(_ outcome: TranslatedOutcome) {
    kept.countRow()
    kept.count(.tool, outcome.tool)
    kept.count(.category, outcome.category)
    kept.count(.worker, outcome.worker)
    kept.count(.department, outcome.department)
  }

  private mutating func checkOrder(_ row: CellRow, _ outcome: TranslatedOutcome) {
    guard row[begun].count > 0, let nanos = try? begunTime.nanos(row[begun]), nanos > outcome.record.completedNanos
    else { return }
    backwardRows += 1
    if firstBackward.isEmpty { firstBackward = String(decoding: outcome.task, as: UTF8.self) }
  }

  /// Says that tasks were completed before they were begun; nil where none was.
  func note(file: String) -> Diagnostic? {
    guard backwardRows > 0 else { return nil }
    return Diagnostic(
      severity: .warning, code: "ends-before-start", position: SourcePosition(file: file),
      message: "\(backwardRows) \(backwardRows == 1 ? "task was" : "tasks were") completed before "
        + "\(backwardRows == 1 ? "it was" : "they were") begun, first \(PrintableText.cut(firstBackward, limit: 40)): "
        + "the time of completion counts",
      remedy: "Day and month may be the other way round (--date-order), or tasks came from another system.")
  }

  private mutating func required(
    _ text: UnsafeBufferPointer<UInt8>, _ slot: Int?, _ row: CellRow, _ problems: inout [CellProblem],
    remedy: String? = nil
  ) -> UnsafeBufferPointer<UInt8> {
    if text.count == 0 { problems.append(row.problem(slot, "missing-value", "must not be blank", remedy)) }
    return text
  }

  private mutating func set(
    _ duration: DurationReading?, _ path: WritableKeyPath<OutcomeRecord, Int64>, _ flag: OutcomeRecord.Presence,
    _ row: CellRow, _ record: inout OutcomeRecord, _ problems: inout [CellProblem]
  ) {
    guard
      let millis = duration?.millis(
        row, limit: Self.minuteLimitMillis, mayBeNegative: flag == .saved, &problems)
    else { return }
    record[keyPath: path] = millis
    record.present.insert(flag)
  }
}

/// Reads a duration as milli-minutes.
struct DurationReading {
  private let slot: Int
  private let unit: DurationRule.Unit

  init(_ rule: DurationRule, _ row: inout CellRow) {
    slot = row.slot(rule.column)
    unit = rule.unit
  }

  func millis(_ row: CellRow, limit: Int64, mayBeNegative: Bool, _ problems: inout [CellProblem]) -> Int64? {
    switch AmountReading.decimal(row[slot], scale: 3, isWritten: false, hasExponent: false) {
    case .blank: return nil
    case .bad(let message, let remedy):
      problems.append(row.problem(slot, "bad-number", message, remedy))
      return nil
    case .value(let thousandths):
      let exact = Int128(thousandths)
      let millis =
        switch unit {
        case .seconds: Rounding.divideHalfAwayFromZero(exact, by: 60)
        case .minutes: exact
        case .hours: exact * 60
        }
      guard millis >= (mayBeNegative ? -Int128(limit) : 0), millis <= Int128(limit) else {
        problems.append(
          row.problem(
            slot, "out-of-range", "must be within 100,000,000 minutes, and only minutes saved may be negative", nil))
        return nil
      }
      return Int64(millis)
    }
  }
}
