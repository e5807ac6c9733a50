internal import Storage
internal import TriageModel

/// Hands the translated rows of one file to the transaction.
struct SourceTaking {
  private let transaction: ImportTransaction
  private let importID: Int32
  /// What the rows of each provider cover.
  private(set) var spans = ProviderSpans()
  /// Reported cost and tokens of the rows that have both.
  private(set) var comparedNanos: Int128 = 0
  private(set) var comparedTokens: Int128 = 0

  init(transaction: ImportTransaction, importID: Int64) throws {
    self.transaction = transaction
    guard let number = Int32(exactly: importID) else { throw StorageError.overflow(what: "the number of imports") }
    self.importID = number
  }

  mutating func take(_ usage: TranslatedUsage, line: Int, _ totals: inout FileTotals) throws {
    var record = usage.record
    record.importID = importID
    let names = transaction.names
    record.worker = try names.id(.worker, UnsafeRawBufferPointer(usage.worker))
    record.department = try names.id(.department, UnsafeRawBufferPointer(usage.department))
    record.category = try names.id(.category, UnsafeRawBufferPointer(usage.category))
    record.provider = try names.id(.provider, UnsafeRawBufferPointer(usage.provider))
    record.model = try names.id(.model, UnsafeRawBufferPointer(usage.model))
    try transaction.append(
      record, requestID: UnsafeRawBufferPointer(usage.id), taskID: UnsafeRawBufferPointer(usage.task),
      parentID: UnsafeRawBufferPointer(usage.parent), line: UInt32(clamping: line))
    totals.rows += 1
    totals.amountNanos += Int128(record.reportedCostNanos)
    spans.add(record.provider, record.atNanos)
    if record.present.isSuperset(of: [.cost, .input, .output]) {
      comparedNanos += Int128(record.reportedCostNanos)
      comparedTokens += Int128(record.inputTokens) + Int128(record.outputTokens)
    }
  }

  mutating func take(_ outcome: TranslatedOutcome, _ totals: inout FileTotals) throws {
    var record = outcome.record
    record.importID = importID
    let names = transaction.names
    record.worker = try names.id(.worker, UnsafeRawBufferPointer(outcome.worker))
    record.department = try names.id(.department, UnsafeRawBufferPointer(outcome.department))
    record.category = try names.id(.category, UnsafeRawBufferPointer(outcome.category))
    record.tool = try names.id(.tool, UnsafeRawBufferPointer(outcome.tool))
    try transaction.append(
      record, taskID: UnsafeRawBufferPointer(outcome.task), pairID: UnsafeRawBufferPointer(outcome.pair))
    totals.rows += 1
    totals.amountNanos += Int128(record.valueNanos)
  }

  /// A thousand times what tokens cost anywhere: amounts in cents or tokens in thousands show as that much.
  private static let suspiciousNanosPerToken: Int128 = 300_000

  /// Says that amounts are too large for their tokens.
  ///
  /// - Parameter isRight: the user says that they are right.
  func unitProblem(file: String, isRight: Bool) -> Diagnostic? {
    guard comparedTokens > 0, comparedNanos > comparedTokens * Self.suspiciousNanosPerToken else { return nil }
    let perMillion = Rounding.divideHalfAwayFromZero(comparedNanos, by: comparedTokens * 1000)
    return Diagnostic(
      severity: isRight ? .warning : .error, code: "suspicious-unit", position: SourcePosition(file: file),
      message: "the rows cost \(perMillion) USD per million tokens, far more than any model",
      remedy: isRight
        ? "You said that the units are right: --units-are-right."
        : "Are amounts cents instead of dollars, or tokens thousands? Read the file with a --mapping that says so; "
          + "if it is right as it is, say --units-are-right.")
  }
}

/// The first and last time of the rows of each provider.
struct ProviderSpans {
  private(set) var spans: [(provider: Int32, first: Int64, last: Int64)] = []

  /// More providers than any company has: of a file with more, the first ones are compared with what is there.
  private static let limit = 256

  @inline(__always)
  mutating func add(_ provider: Int32, _ nanos: Int64) {
    for index in 0..<spans.count where spans[index].provider == provider {
      if nanos < spans[index].first { spans[index].first = nanos }
      if nanos > spans[index].last { spans[index].last = nanos }
      return
    }
    if spans.count < Self.limit { spans.append((provider, nanos, nanos)) }
  }
}
