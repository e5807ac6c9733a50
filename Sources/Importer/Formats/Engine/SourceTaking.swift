internal import Storage
internal import TriageModel

/// Hands the translated rows of one file to the transaction.
struct SourceTaking {
  private let transaction: ImportTransaction
  private let importID: Int32
  /// What the rows of each provider cover.
  private(set) var spans = ProviderSpans()
  /// Of the rows that have cost and tokens.
  private(set) var spends = ReportedSpends()
  /// Of rows that stand for many requests or charges; nil for others.
  private(set) var groups: GroupSums?

  init(_ format: SourceFormat, transaction: ImportTransaction, importID: Int64) throws {
    self.transaction = transaction
    groups = format.isGroupedByKey ? GroupSums(columnCount: format.keyParts.count) : nil
    guard let number = Int32(exactly: importID) else { throw StorageError.overflow(what: "the number of imports") }
    self.importID = number
  }

  /// Takes a usage row, in which it sets the numbers of names.
  mutating func take(_ usage: inout TranslatedUsage, line: Int, _ totals: inout FileTotals) throws {
    let names = transaction.names
    usage.record.importID = importID
    usage.record.worker = try names.id(.worker, UnsafeRawBufferPointer(usage.worker))
    usage.record.department = try names.id(.department, UnsafeRawBufferPointer(usage.department))
    usage.record.category = try names.id(.category, UnsafeRawBufferPointer(usage.category))
    usage.record.provider = try names.id(.provider, UnsafeRawBufferPointer(usage.provider))
    usage.record.model = try names.id(.model, UnsafeRawBufferPointer(usage.model))
    try transaction.append(
      usage.record, requestID: UnsafeRawBufferPointer(usage.id), taskID: UnsafeRawBufferPointer(usage.task),
      parentID: UnsafeRawBufferPointer(usage.parent), line: UInt32(clamping: line))
    totals.rows += 1
    totals.amountNanos += Int128(usage.record.reportedCostNanos)
    spans.add(
      usage.record.provider, usage.startNanos, costNanos: usage.record.reportedCostNanos &+ usage.elsewhereNanos,
      line: line)
    groups?.add(
      usage.record, key: usage.id, startNanos: usage.startNanos, endNanos: usage.endNanos, columns: usage.keyColumns,
      values: usage.keyValues)
    if usage.isPaidByToken { spends.add(usage.record, usage.model, ownFeeNanos: usage.feeNanos) }
  }

  /// Notes a bill line, which the transaction has already.
  mutating func note(_ line: TranslatedInvoice, columns: UInt64, values: UInt64) {
    groups?.add(
      provider: line.provider, key: line.key, startNanos: line.record.startNanos, endNanos: line.record.endNanos,
      amountNanos: line.record.amountNanos, columns: columns, values: values)
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
}

/// What the rows of each provider cover.
struct ProviderSpans {
  struct Span {
    var provider: Int32
    var first: Int64
    var last: Int64
    var rows: Int64
    /// Of the first row; 0 = not known.
    var line: Int
    /// What the rows say that they cost, on whatever bill.
    var costNanos: Int128

    @inline(__always)
    mutating func add(_ nanos: Int64, costNanos: Int64) {
      if nanos < first { first = nanos }
      if nanos > last { last = nanos }
      rows &+= 1
      self.costNanos &+= Int128(costNanos)
    }
  }

  private(set) var spans: [Span] = []

  /// More providers than any company has: of a file with more, the first ones are compared with what is there.
  private static let limit = 256

  var rows: Int64 { spans.reduce(0) { $0 + $1.rows } }

  /// Position of the last row's provider.
  private var place = 0

  @inline(__always)
  mutating func add(_ provider: Int32, _ nanos: Int64, costNanos: Int64, line: Int = 0) {
    if place >= spans.count || spans[place].provider != provider { find(provider, nanos, line) }
    if place < spans.count { spans[place].add(nanos, costNanos: costNanos) }
  }

  @inline(never)
  private mutating func find(_ provider: Int32, _ nanos: Int64, _ line: Int) {
    for index in spans.indices where spans[index].provider == provider {
      place = index
      return
    }
    place = spans.count
    guard spans.count < Self.limit else { return }
    spans.append(Span(provider: provider, first: nanos, last: nanos, rows: 0, line: line, costNanos: 0))
  }
}
