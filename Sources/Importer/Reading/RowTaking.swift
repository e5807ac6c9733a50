internal import CSVCodec
internal import Storage
internal import TriageModel

/// Hands the rows of one file to the transaction.
struct RowTaking {
  private let transaction: ImportTransaction
  private let importID: Int32
  private let format: CanonicalFormat
  private let usage: UsageColumns
  private let outcomes: OutcomeColumns
  private let readsTraits: Bool
  private var instant = PlainInstant()
  /// What the usage rows of each provider cover.
  private(set) var spans = ProviderSpans()
  /// Of the rows that have cost and tokens.
  private(set) var spends = ReportedSpends()
  /// Whether a usage row stands for several requests.
  private(set) var hasSeveral = false

  init(format: CanonicalFormat, header: [String], transaction: ImportTransaction, importID: Int64) throws {
    self.transaction = transaction
    guard let number = Int32(exactly: importID) else { throw StorageError.overflow(what: "the number of imports") }
    self.importID = number
    self.format = format
    usage = UsageColumns(header: header)
    readsTraits = format == .usage && usage.hasTraits
    outcomes = OutcomeColumns(header: header)
  }

  /// Takes a row of plain form: what nearly all rows of nearly all files are.
  ///
  /// - Returns: false for any other row, of which nothing was taken.
  mutating func takePlain(_ reader: borrowing CSVReader, _ totals: inout FileTotals) throws -> Bool {
    guard !readsTraits, let fields = reader.plainFields else { return false }
    switch format {
    case .usage: return try takePlainUsage(fields, line: reader.line, &totals)
    case .outcomes: return try takePlainOutcome(fields, &totals)
    case .prices, .invoices: return false
    }
  }

  private mutating func takePlainUsage(
    _ fields: PlainFields, line: Int, _ totals: inout FileTotals
  ) throws -> Bool {
    var record = RequestRecord()
    record.importID = importID
    guard let requestID = Self.text(fields, usage.requestID), requestID.count > 0,
      let taskID = Self.text(fields, usage.taskID), let parentID = Self.text(fields, usage.parentID),
      let timestamp = Self.text(fields, usage.timestamp), let at = instant.nanos(timestamp),
      Self.whole(fields, usage.input, .input, \.inputTokens, &record),
      Self.whole(fields, usage.cached, .cached, \.cachedTokens, &record),
      Self.whole(fields, usage.cacheWrite, .cacheWrite, \.cacheWriteTokens, &record),
      Self.whole(fields, usage.output, .output, \.outputTokens, &record),
      Self.whole(fields, usage.reasoning, .reasoning, \.reasoningTokens, &record),
      let cost = Self.text(fields, usage.cost), let requests = Self.text(fields, usage.requests),
      let status = Self.text(fields, usage.status)
    else { return false }
    record.atNanos = at
    if record.present.contains(.input), record.cachedTokens + record.cacheWriteTokens > record.inputTokens {
      return false
    }
    if record.present.contains(.output), record.reasoningTokens > record.outputTokens { return false }
    if cost.count > 0 {
      guard let nanos = PlainField.decimal(cost, scale: 9) else { return false }
      record.reportedCostNanos = nanos
      record.present.insert(.cost)
    }
    if requests.count > 0 {
      guard let count = PlainField.whole(requests), count >= 1, count <= 1_000_000_000_000 else { return false }
      record.requests = count
      if count > 1 { hasSeveral = true }
    }
    guard let known = Self.status(status) else { return false }
    record.status = known
    guard try Self.setNames(fields, usage, transaction.names, &record) else { return false }
    try transaction.append(
      record, requestID: UnsafeRawBufferPointer(requestID), taskID: UnsafeRawBufferPointer(taskID),
      parentID: UnsafeRawBufferPointer(parentID), line: UInt32(clamping: line))
    totals.rows += 1
    totals.amountNanos += Int128(record.reportedCostNanos)
    spans.add(record.provider, record.atNanos, costNanos: record.reportedCostNanos)
    spends.add(record, fields[usage.model])
    return true
  }

  private static func setNames(
    _ fields: PlainFields, _ usage: UsageColumns, _ names: NameTable, _ record: inout RequestRecord
  ) throws -> Bool {
    guard let worker = text(fields, usage.worker), let department = text(fields, usage.department),
      let category = text(fields, usage.category), let provider = text(fields, usage.provider),
      let model = text(fields, usage.model), model.count > 0
    else { return false }
    record.worker = try names.id(.worker, UnsafeRawBufferPointer(worker))
    record.department = try names.id(.department, UnsafeRawBufferPointer(department))
    record.category = try names.id(.category, UnsafeRawBufferPointer(category))
    record.provider = try names.id(.provider, UnsafeRawBufferPointer(provider))
    record.model = try names.id(.model, UnsafeRawBufferPointer(model))
    return true
  }

  private mutating func takePlainOutcome(_ fields: PlainFields, _ totals: inout FileTotals) throws -> Bool {
    var record = OutcomeRecord()
    record.importID = importID
    guard let taskID = Self.text(fields, outcomes.taskID), taskID.count > 0,
      let pairID = Self.text(fields, outcomes.pairID), let completed = Self.text(fields, outcomes.completedAt),
      let at = instant.nanos(completed), let complexity = Self.text(fields, outcomes.complexity),
      let succeeded = Self.text(fields, outcomes.succeeded), let value = Self.text(fields, outcomes.value),
      let worker = Self.text(fields, outcomes.worker), let department = Self.text(fields, outcomes.department),
      let category = Self.text(fields, outcomes.category), let tool = Self.text(fields, outcomes.tool),
      category.count > 0, tool.count > 0,
      Self.minutes(fields, outcomes.saved, .saved, \.savedMillis, &record),
      Self.minutes(fields, outcomes.review, .review, \.reviewMillis, &record),
      Self.minutes(fields, outcomes.rework, .rework, \.reworkMillis, &record), record.reviewMillis >= 0,
      record.reworkMillis >= 0
    else { return false }
    record.completedNanos = at
    if complexity.count > 0 {
      guard complexity.count == 1, (1...5).contains(complexity[0] &- 48) else { return false }
      record.complexity = complexity[0] &- 48
    }
    if succeeded.count > 0 {
      guard let millionths = Self.success(succeeded) else { return false }
      record.succeededMillionths = millionths
      record.present.insert(.succeeded)
    }
    if value.count > 0 {
      guard let nanos = PlainField.decimal(value, scale: 9) else { return false }
      record.valueNanos = nanos
      record.present.insert(.value)
    }
    let names = transaction.names
    record.worker = try names.id(.worker, UnsafeRawBufferPointer(worker))
    record.department = try names.id(.department, UnsafeRawBufferPointer(department))
    record.category = try names.id(.category, UnsafeRawBufferPointer(category))
    record.tool = try names.id(.tool, UnsafeRawBufferPointer(tool))
    try transaction.append(
      record, taskID: UnsafeRawBufferPointer(taskID), pairID: UnsafeRawBufferPointer(pairID))
    totals.rows += 1
    totals.amountNanos += Int128(record.valueNanos)
    return true
  }

  // MARK: Cells of plain form

  /// The cell's bytes, empty where the file does not have the column; nil where spaces surround it.
  @inline(__always)
  static func text(_ fields: PlainFields, _ column: Int) -> UnsafeBufferPointer<UInt8>? {
    guard column >= 0 else { return UnsafeBufferPointer(start: nil, count: 0) }
    let field = fields[column]
    guard field.count > 0 else { return field }
    return field[0] > 0x20 && field[field.count - 1] > 0x20 ? field : nil
  }

  /// Reads a count; false where it is not of plain form.
  @inline(__always)
  private static func whole(
    _ fields: PlainFields, _ column: Int, _ flag: RequestRecord.Presence,
    _ path: WritableKeyPath<RequestRecord, Int64>, _ record: inout RequestRecord
  ) -> Bool {
    guard let field = text(fields, column) else { return false }
    guard field.count > 0 else { return true }
    guard let value = PlainField.whole(field) else { return false }
    record[keyPath: path] = value
    record.present.insert(flag)
    return true
  }

  /// Reads minutes; false where they are not of plain form.
  @inline(__always)
  private static func minutes(
    _ fields: PlainFields, _ column: Int, _ flag: OutcomeRecord.Presence,
    _ path: WritableKeyPath<OutcomeRecord, Int64>, _ record: inout OutcomeRecord
  ) -> Bool {
    guard let field = text(fields, column) else { return false }
    guard field.count > 0 else { return true }
    guard let value = PlainField.decimal(field, scale: 3) else { return false }
    record[keyPath: path] = value
    record.present.insert(flag)
    return true
  }

  @inline(__always)
  private static func status(_ text: UnsafeBufferPointer<UInt8>) -> RequestStatus? {
    switch text.count {
    case 0: .blank
    case 2 where text[0] == UInt8(ascii: "o") && text[1] == UInt8(ascii: "k"): .ok
    case 5 where text.elementsEqual("error".utf8): .error
    default: nil
    }
  }

  @inline(__always)
  private static func success(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
    switch text.count {
    case 4 where text.elementsEqual("true".utf8): 1_000_000
    case 5 where text.elementsEqual("false".utf8): 0
    case 1 where text[0] == UInt8(ascii: "1"): 1_000_000
    case 1 where text[0] == UInt8(ascii: "0"): 0
    default: nil
    }
  }

  mutating func take(_ row: RequestRow, line: Int, _ totals: inout FileTotals) throws {
    var record = RequestRecord()
    record.importID = importID
    record.atNanos = row.at.nanosSinceEpoch
    func set(_ value: Int64?, _ path: WritableKeyPath<RequestRecord, Int64>, _ flag: RequestRecord.Presence) {
      guard let value else { return }
      record[keyPath: path] = value
      record.present.insert(flag)
    }
    set(row.inputTokens, \.inputTokens, .input)
    set(row.cachedTokens, \.cachedTokens, .cached)
    set(row.cacheWriteTokens, \.cacheWriteTokens, .cacheWrite)
    set(row.outputTokens, \.outputTokens, .output)
    set(row.reasoningTokens, \.reasoningTokens, .reasoning)
    set(row.costNanos, \.reportedCostNanos, .cost)
    record.requests = row.requests
    if row.requests > 1 { hasSeveral = true }
    record.traits = row.traits
    record.status = row.status == "ok" ? .ok : row.status == "error" ? .error : .blank
    let names = transaction.names
    record.worker = try names.id(.worker, row.worker)
    record.department = try names.id(.department, row.department)
    record.category = try names.id(.category, row.category)
    record.provider = try names.id(.provider, row.provider)
    record.model = try names.id(.model, row.model)
    var texts = (row.requestID, row.taskID ?? "", row.parentRequestID ?? "")
    try texts.0.withUTF8 { requestID in
      try texts.1.withUTF8 { taskID in
        try texts.2.withUTF8 { parentID in
          try transaction.append(
            record, requestID: UnsafeRawBufferPointer(requestID), taskID: UnsafeRawBufferPointer(taskID),
            parentID: UnsafeRawBufferPointer(parentID), line: UInt32(clamping: line))
        }
      }
    }
    totals.rows += 1
    totals.amountNanos += Int128(row.costNanos ?? 0)
    spans.add(record.provider, record.atNanos, costNanos: record.reportedCostNanos)
    var model = row.model
    model.withUTF8 { spends.add(record, $0) }
  }

  mutating func take(_ row: OutcomeRow, _ totals: inout FileTotals) throws {
    var record = OutcomeRecord()
    record.importID = importID
    record.completedNanos = row.completedAt.nanosSinceEpoch
    func set(
      _ value: Int64?, _ path: WritableKeyPath<OutcomeRecord, Int64>, _ flag: OutcomeRecord.Presence
    ) {
      guard let value else { return }
      record[keyPath: path] = value
      record.present.insert(flag)
    }
    set(row.succeededMillionths, \.succeededMillionths, .succeeded)
    set(row.valueNanos, \.valueNanos, .value)
    set(row.savedMillis, \.savedMillis, .saved)
    set(row.reviewMillis, \.reviewMillis, .review)
    set(row.reworkMillis, \.reworkMillis, .rework)
    record.complexity = UInt8(clamping: row.complexity ?? 0)
    let names = transaction.names
    record.worker = try names.id(.worker, row.worker)
    record.department = try names.id(.department, row.department)
    record.category = try names.id(.category, row.category)
    record.tool = try names.id(.tool, row.tool)
    var texts = (row.taskID, row.pairID ?? "")
    try texts.0.withUTF8 { taskID in
      try texts.1.withUTF8 { pairID in
        try transaction.append(
          record, taskID: UnsafeRawBufferPointer(taskID), pairID: UnsafeRawBufferPointer(pairID))
      }
    }
    totals.rows += 1
    totals.amountNanos += Int128(row.valueNanos ?? 0)
  }
}
