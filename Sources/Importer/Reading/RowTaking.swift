internal import CSVCodec
internal import Storage
internal import TriageModel

/// Hands the rows of one file to the transaction.
struct RowTaking {
  private let transaction: ImportTransaction
  private let importID: Int32

  init(format: CanonicalFormat, header: [String], transaction: ImportTransaction, importID: Int64) throws {
    self.transaction = transaction
    guard let number = Int32(exactly: importID) else { throw StorageError.overflow(what: "the number of imports") }
    self.importID = number
  }

  /// Takes a row of plain form.
  ///
  /// - Returns: false for any other row, of which nothing was taken.
  mutating func takeFast(_ reader: borrowing CSVReader, _ totals: inout FileTotals) throws -> Bool { false }

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
