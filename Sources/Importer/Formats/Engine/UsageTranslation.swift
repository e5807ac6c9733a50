internal import Storage
internal import TriageModel

/// Turns the cells of one row into a canonical usage row.
struct UsageTranslation {
  private let rule: UsageFields
  private let blank = RequestRecord()
  private let fixedNanos: Int64?
  private let times: [Int]
  private var time: TimeReading
  private(set) var key: KeyReading
  private var model, provider, providerElsewhere, worker, department, category, task, parent: TextReading
  private let input, cached, cacheWrite, output, reasoning: [Int]
  /// Without one of which the input or the output is unknown; empty = nothing is asked.
  private let ownInput, ownOutput: [Int]
  /// The one slot that may state the cached tokens again; empty where there is none.
  private let cachedAgain: [Int]
  private let long: LongReading?
  private var map: UsageMapReading?
  let cost: MoneyReading?
  private let fees: [Int]
  private let callType: Int
  private let otherCalls: WordList
  private let requests: [Int]
  private let status: StatusReading?
  private(set) var traits: TraitReading?
  private let constants: TextArena
  private let isBucket: Bool
  private let bucketEnd: Int
  private var endTime: TimeReading
  private let timeAgain: Int
  private var isoTime: TimeReading
  /// How long the first bucket is; 0 = not known.
  private(set) var bucketNanos: Int64 = 0
  /// Rows that a seat or flat rate pays for, and rows that nobody is charged for.
  private(set) var allocatedRows: Int64 = 0
  private(set) var freeRows: Int64 = 0
  /// Rows with a cost below zero, and their sum.
  private(set) var negativeRows: Int64 = 0
  private(set) var negativeNanos: Int128 = 0
  /// Rows that another bill charges, and what it charges for them.
  private(set) var elsewhereRows: Int64 = 0
  private(set) var elsewhereNanos: Int128 = 0
  /// What the source itself charged for them, which is in no row's cost.
  private(set) var elsewhereFeeNanos: Int128 = 0
  private(set) var kept: KeptTexts

  init(_ format: SourceFormat, _ rule: UsageFields, _ row: inout CellRow, _ settings: SourceSettings) throws {
    self.rule = rule
    kept = KeptTexts(settings.constants)
    (times, time, fixedNanos) = rule.time.reading(format, &row, settings)
    endTime = time
    isBucket = format.grain == .bucket
    bucketEnd = rule.bucketEnd.map { row.slot($0) } ?? CellRow.absent
    timeAgain = rule.timeAgain.map { row.slot($0) } ?? CellRow.absent
    isoTime = TimeRule(source: rule.time.source, shape: .iso).reading(format, &row, settings).reading
    let arena = TextArena()
    constants = arena
    func text(_ rule: TextRule, _ row: inout CellRow, _ constant: SourceSettings.Constant?) throws -> TextReading {
      try TextReading(rule, &row, constants: arena, override: constant.flatMap { settings.constants[$0] })
    }
    model = try text(rule.model, &row, .model)
    provider = try text(rule.provider, &row, .provider)
    providerElsewhere = try text(rule.providerElsewhere, &row, nil)
    worker = try text(rule.worker, &row, .worker)
    key = KeyReading(
      rule.key, format, &row, settings, hasTime: true, instead: rule.keyInstead,
      worker: worker.slot == nil ? settings.constants[.worker] : nil)
    department = try text(rule.department, &row, .department)
    category = try text(rule.category, &row, .category)
    task = try text(rule.task, &row, nil)
    parent = try text(rule.parent, &row, nil)
    input = row.slots(rule.input)
    cached = row.slots(rule.cached)
    cachedAgain = row.slots(rule.cachedAgain.map { [$0] } ?? [])
    cacheWrite = row.slots(rule.cacheWrite)
    output = row.slots(rule.output)
    reasoning = row.slots(rule.reasoning)
    ownInput = row.slots(Array(rule.input.prefix(rule.ownInputColumns)))
    ownOutput = row.slots(Array(rule.output.prefix(rule.ownOutputColumns)))
    long = rule.long.map { LongReading($0, &row) }
    map = rule.map.map { UsageMapReading($0, &row) }
    cost = rule.cost.map { MoneyReading($0, &row, rates: settings.rates) }
    fees = row.slots(rule.fees)
    callType = rule.otherCalls.map { row.slot($0.column) } ?? CellRow.absent
    otherCalls = WordList(rule.otherCalls?.words ?? [])
    requests = row.slots(rule.requests.map { [$0] } ?? [])
    status = rule.status.map { StatusReading($0, &row) }
    traits = rule.traits.map {
      TraitReading($0, &row, isGrouped: rule.hasGroupedCounts, tokensPerUnit: rule.tokensPerUnit)
    }
  }

  /// Whether ids of rows have the worker whom the user names.
  var namesWorker: Bool { key.namesWorker }

  /// Reads the row into `usage`, which is not to be used where problems were added.
  mutating func read(_ row: CellRow, into usage: inout TranslatedUsage, _ problems: inout [CellProblem]) {
    usage.begin(blank)
    usage.startNanos = fixedNanos ?? time.read(times, row, &problems)
    usage.record.atNanos = usage.startNanos
    if isBucket { placeBucket(row, &usage) }
    usage.model = model.text(row)
    if usage.model.count == 0 { problems.append(row.problem(model.slot, "missing-value", "must not be blank", nil)) }
    usage.provider = provider.text(row)
    usage.worker = worker.text(row)
    usage.department = department.text(row)
    usage.category = category.text(row)
    usage.task = task.text(row)
    usage.parent = parent.text(row)
    if let long {
      long.read(row, &usage.record, &problems)
    } else if map != nil {
      map?.read(row, &usage.record, &problems)
    } else {
      readTokens(row, &usage.record, &problems)
    }
    readCost(row, &usage, &problems)
    if let count = sum(requests, perUnit: 1, row, &problems) { usage.record.requests = max(1, count) }
    if let status { usage.record.status = status.read(row, &problems) }
    if traits != nil { traits?.read(row, &usage.record, &problems) }
    if problems.isEmpty {
      usage.id = key.id(row, usage.startNanos, &problems)
      usage.keyColumns = key.filledColumns
      usage.keyValues = key.values
      if bucketEnd >= 0 || timeAgain >= 0 { checkBucket(row, &usage, &problems) }
    }
    if !kept.isEmpty, problems.isEmpty { countKept(usage) }
  }

  /// Puts a row that stands for a whole day where it lies in that date in whatever zone months are counted.
  private mutating func placeBucket(_ row: CellRow, _ usage: inout TranslatedUsage) {
    let local = usage.startNanos &+ time.shiftNanos
    guard bucketNanos == 0 || local % Instant.nanosPerDay == 0 else { return }
    var isDay = local % Instant.nanosPerDay == 0
    if bucketEnd >= 0 {
      guard row[bucketEnd].count > 0, let end = try? endTime.nanos(row[bucketEnd]) else { return }
      if bucketNanos == 0 { bucketNanos = max(0, end - usage.startNanos) }
      isDay = isDay && end &+ endTime.shiftNanos &- local == Instant.nanosPerDay
    } else if !rule.midnightsAreDays {
      isDay = isDay && times.contains { row[$0].count > 0 && row[$0].count <= 10 }
    }
    if isDay { usage.record.atNanos = Instant.standing(forDayAt: local) }
  }

  /// Checks where a bucket ends, and that its start is written twice as one day.
  private mutating func checkBucket(_ row: CellRow, _ usage: inout TranslatedUsage, _ problems: inout [CellProblem]) {
    if row[bucketEnd].count > 0, let end = try? endTime.nanos(row[bucketEnd]) {
      usage.endNanos = end
      let remedy = "Buckets are minutes, hours or days: export the file again."
      if end <= usage.startNanos {
        problems.append(row.problem(bucketEnd, "bad-period", "is not after the start of the bucket", remedy))
      } else if end - usage.startNanos > 31 * Instant.nanosPerDay {
        problems.append(row.problem(bucketEnd, "bad-period", "is more than 31 days after the start", remedy))
      }
    }
    // A zone that is left out is at most 14 hours away.
    if row[timeAgain].count > 0, let again = try? isoTime.nanos(row[timeAgain]),
      (again - usage.startNanos).magnitude > UInt64(2 * Instant.nanosPerDay)
    {
      problems.append(
        row.problem(
          timeAgain, "times-disagree", "is another day than the start in seconds",
          "The row was changed after the export: get the file again."))
    }
  }

  /// The ids of a row that is passed over, and of its parent.
  mutating func place(_ row: CellRow) -> (id: TranslatedUsage.Bytes, parent: TranslatedUsage.Bytes) {
    var problems: [CellProblem] = []
    return (key.id(row, 0, &problems), parent.text(row))
  }

  // The steps of a row are mutating, so that none of them copies the whole translation.

  private mutating func readTokens(_ row: CellRow, _ record: inout RequestRecord, _ problems: inout [CellProblem]) {
    if has(ownInput, row), let tokens = tokens(input, row, &problems) {
      record.inputTokens = tokens
      record.present.insert(.input)
    }
    if let tokens = tokens(cached, row, &problems) { setCached(tokens, &record) }
    if !cachedAgain.isEmpty { readCachedAgain(row, &record, &problems) }
    if let tokens = tokens(cacheWrite, row, &problems) {
      record.cacheWriteTokens = tokens
      record.present.insert(.cacheWrite)
    }
    if has(ownOutput, row), let tokens = tokens(output, row, &problems) {
      record.outputTokens = tokens
      record.present.insert(.output)
    }
    if let tokens = tokens(reasoning, row, &problems) {
      record.reasoningTokens = tokens
      record.present.insert(.reasoning)
    }
    if record.present.contains(.input), record.cachedTokens + record.cacheWriteTokens > record.inputTokens {
      problems.append(
        row.problem(
          input.first, "tokens-disagree", "is less than the cached and cache-write tokens, which it includes", nil))
    }
    if record.present.contains(.output), record.reasoningTokens > record.outputTokens {
      problems.append(
        row.problem(output.first, "tokens-disagree", "is less than the reasoning tokens, which it includes", nil))
    }
  }

  private func setCached(_ tokens: Int64, _ record: inout RequestRecord) {
    record.cachedTokens = tokens
    record.present.insert(.cached)
  }

  /// Takes the count where the first place has none; one that disagrees is a problem.
  private mutating func readCachedAgain(_ row: CellRow, _ record: inout RequestRecord, _ problems: inout [CellProblem])
  {
    guard has(cachedAgain, row) else { return }
    let first = record.cachedTokens
    if let tokens = tokens(cachedAgain, row, &problems) { setCached(tokens, &record) }
    if record.cachedTokens == 0 { record.cachedTokens = first }
    if first > 0, record.cachedTokens != first {
      problems.append(
        row.problem(cachedAgain.first, "tokens-disagree", "states another count than \(first) before", nil))
    }
  }

  /// The sum of the counts of tokens; nil where all of them are blank, and with a problem where they are too many.
  @inline(__always)
  private mutating func tokens(_ slots: [Int], _ row: CellRow, _ problems: inout [CellProblem]) -> Int64? {
    guard let tokens = sum(slots, perUnit: rule.tokensPerUnit, row, &problems) else { return nil }
    if rule.tokensPerUnit == 1 { for slot in slots { row.dots.add(row[slot], column: row.columns[slot].text) } }
    guard tokens > AmountReading.tokenLimit else { return tokens }
    problems.append(row.problem(slots.first, "out-of-range", "is more than 1,000,000,000,000,000 tokens", nil))
    return nil
  }

  /// Whether one of the slots is not blank; true where nothing is asked.
  @inline(__always)
  private func has(_ slots: [Int], _ row: CellRow) -> Bool {
    if slots.isEmpty { return true }
    for slot in slots where row[slot].count > 0 { return true }
    return false
  }

  /// The sum of the counts; nil where all of them are blank.
  @inline(__always)
  private mutating func sum(_ slots: [Int], perUnit: Int64, _ row: CellRow, _ problems: inout [CellProblem]) -> Int64? {
    var total: Int64?
    for slot in slots {
      switch AmountReading.tokens(row[slot], isGrouped: rule.hasGroupedCounts, perUnit: perUnit) {
      case .value(let value): total = (total ?? 0) + value
      case .blank: break
      case .bad(let message, let remedy): problems.append(row.problem(slot, "bad-number", message, remedy))
      }
    }
    return total
  }

  /// The cost of a row that has problems elsewhere; nil where it cannot be read.
  func readableCostNanos(_ row: CellRow) -> Int64? {
    var problems: [CellProblem] = []
    switch cost?.read(row, &problems) {
    case .amount(let nanos): return nanos
    case .allocated, .free: return 0
    case .unknown, .elsewhere, nil: return nil
    }
  }

  @inline(never)
  private mutating func countKept(_ usage: TranslatedUsage) {
    kept.countRow()
    kept.count(.model, usage.model)
    kept.count(.provider, usage.provider)
    kept.count(.worker, usage.worker)
    kept.count(.department, usage.department)
    kept.count(.category, usage.category)
  }

  private mutating func readCost(_ row: CellRow, _ usage: inout TranslatedUsage, _ problems: inout [CellProblem]) {
    guard let cost else { return }
    switch cost.read(row, &problems) {
    case .amount(let nanos):
      usage.record.reportedCostNanos = nanos
      usage.record.present.insert(.cost)
      if callType >= 0, otherCalls.holds(row[callType]) { usage.isPaidByToken = false }
      for slot in fees {
        if case .value(let fee) = AmountReading.decimal(row[slot], scale: 9, isWritten: false, hasExponent: true) {
          usage.feeNanos &+= fee
        }
      }
      if nanos < 0 {
        negativeRows += 1
        negativeNanos += Int128(nanos)
      }
    case .allocated:
      allocatedRows += 1
      usage.record.charge = .allocated
      usage.record.present.insert(.cost)
    case .free:
      freeRows += 1
      usage.record.charge = .free
      usage.record.present.insert(.cost)
    case .elsewhere(let nanos, let fee):
      elsewhereRows += 1
      elsewhereNanos += Int128(nanos)
      elsewhereFeeNanos += Int128(fee)
      usage.elsewhereNanos = nanos
      if providerElsewhere.isPossible { usage.provider = providerElsewhere.text(row) }
    case .unknown: break
    }
  }
}

extension TimeRule {
  /// The slots of the time, how it is read, and the moment where it is the same for the whole file.
  func reading(
    _ format: SourceFormat, _ row: inout CellRow, _ settings: SourceSettings
  ) -> (slots: [Int], reading: TimeReading, fixedNanos: Int64?) {
    let zone: SourceZone? =
      switch format.zone {
      case .written, .asked: settings.zone
      case .utc: .utc
      }
    var shape = shape
    if shape == .monthFirst || shape == .dayFirst {
      if let order = settings.dateOrder { shape = order == .dayFirst ? .dayFirst : .monthFirst }
      row.dates.order = shape == .dayFirst ? .dayFirst : .monthFirst
      row.dates.isStated = settings.dateOrder != nil || format.evidence == .mapping
    }
    // Work was done long before AI; only usage and bills cannot be older.
    let reading = TimeReading(
      shape: shape, zone: zone, dates: row.dates, clocks: row.clocks, hasYears: format.kind != .outcomes)
    switch source {
    case .columns(let columns): return (row.slots(columns), reading, nil)
    case .period:
      // Its middle lies in the month in whatever zone months are counted.
      return ([], reading, settings.period.map { $0.first.middle.nanosSinceEpoch } ?? 0)
    }
  }
}

extension TimeReading {
  /// The first time that is not blank; 0 with a problem where there is none.
  mutating func read(_ slots: [Int], _ row: CellRow, _ problems: inout [CellProblem]) -> Int64 {
    for slot in slots where row[slot].count > 0 {
      do throws(TimeReading.Failure) {
        return try nanos(row[slot])
      } catch {
        let (message, remedy) = words(of: error)
        problems.append(row.problem(slot, "bad-time", message, remedy))
        return 0
      }
    }
    problems.append(row.problem(slots.first, "missing-value", "must not be blank", nil))
    return 0
  }
}

extension CellRow {
  @inline(never)
  func problem(_ slot: Int?, _ code: String, _ message: String, _ remedy: String?) -> CellProblem {
    guard let slot, slot >= 0 else { return CellProblem(code: code, message: message, remedy: remedy) }
    return CellProblem(column: columns[slot], place: places[slot], code: code, message: message, remedy: remedy)
  }
}
