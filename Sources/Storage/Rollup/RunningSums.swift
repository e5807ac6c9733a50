internal import TriageModel

/// Sums over neighbouring requests of one cell, in 64 bits where a few thousand rows cannot leave them.
struct RunningSums {
  /// A row has at most 10¹⁵ tokens of each kind, so that this many fit 64 bits.
  private static let limit: Int64 = 4000

  private var added: Int64 = 0
  private var rows: Int64 = 0
  private var requests: Int64 = 0
  private var input: Int64 = 0
  private var cached: Int64 = 0
  private var cacheWrite: Int64 = 0
  private var output: Int64 = 0
  private var reasoning: Int64 = 0
  private var costNanos: Int128 = 0
  private var unpricedRows: Int64 = 0
  private var unpricedTokens: Int64 = 0
  private var disagreeing: Int64 = 0
  private var reportedRows: Int64 = 0
  private var reportedNanos: Int128 = 0
  private var allocatedRows: Int64 = 0
  private var freeRows: Int64 = 0
  private var comparableRows: Int64 = 0
  private var comparableReportedNanos: Int128 = 0
  private var comparableListNanos: Int128 = 0
  private var rangedRows: Int64 = 0
  private var belowNanos: Int128 = 0
  private var aboveNanos: Int128 = 0
  private var untieredRows: Int64 = 0
  private var untieredNanos: Int128 = 0

  /// Whether the sums have to be taken over before more is added.
  var isFull: Bool { added >= Self.limit }

  var isEmpty: Bool { added == 0 }

  /// Adds a request, or takes it away with sign −1.
  @inline(__always)
  mutating func add(_ request: RequestRecord, cost: Int128?, disagrees: Bool, sign: Int64) {
    added += 1
    rows += sign
    requests += sign &* request.requests
    input += sign &* request.inputTokens
    cached += sign &* request.cachedTokens
    cacheWrite += sign &* request.cacheWriteTokens
    output += sign &* request.outputTokens
    reasoning += sign &* request.reasoningTokens
    if let cost {
      costNanos += sign < 0 ? -cost : cost
    } else {
      unpricedRows += sign
      unpricedTokens += sign &* (request.inputTokens + request.outputTokens)
    }
    if disagrees { disagreeing += sign }
    guard request.present.contains(.cost) else { return }
    switch request.charge {
    case .own:
      reportedRows += sign
      reportedNanos += Int128(sign &* request.reportedCostNanos)
    case .allocated: allocatedRows += sign
    case .free: freeRows += sign
    }
  }

  /// Adds both costs of a request that has both.
  @inline(__always)
  mutating func compare(reported: Int128, listed: Int128, sign: Int64) {
    comparableRows += sign
    comparableReportedNanos += sign < 0 ? -reported : reported
    comparableListNanos += sign < 0 ? -listed : listed
  }

  /// Adds what the cost of a row whose tier is not known can be.
  mutating func add(range: (low: Int128, high: Int128), around cost: Int128, sign: Int64) {
    rangedRows += sign
    belowNanos += Int128(sign) * (cost - range.low)
    aboveNanos += Int128(sign) * (range.high - cost)
  }

  /// Adds the cost of a row whose mode has no price for its long prompt.
  mutating func add(untiered cost: Int128, sign: Int64) {
    untieredRows += sign
    untieredNanos += Int128(sign) * cost
  }

  var usage: UsageSums {
    var sums = UsageSums()
    sums.rows = Int128(rows)
    sums.requests = Int128(requests)
    sums.inputTokens = Int128(input)
    sums.cachedTokens = Int128(cached)
    sums.cacheWriteTokens = Int128(cacheWrite)
    sums.outputTokens = Int128(output)
    sums.reasoningTokens = Int128(reasoning)
    sums.costNanos = costNanos
    sums.unpricedRows = Int128(unpricedRows)
    sums.unpricedTokens = Int128(unpricedTokens)
    sums.disagreeingRows = Int128(disagreeing)
    sums.reportedRows = Int128(reportedRows)
    sums.reportedNanos = reportedNanos
    sums.allocatedRows = Int128(allocatedRows)
    sums.freeRows = Int128(freeRows)
    return sums
  }

  var modelSums: ModelSums {
    var sums = ModelSums()
    sums.usage = usage
    sums.comparableRows = Int128(comparableRows)
    sums.comparableReportedNanos = comparableReportedNanos
    sums.comparableListNanos = comparableListNanos
    sums.rangedRows = Int128(rangedRows)
    sums.belowNanos = belowNanos
    sums.aboveNanos = aboveNanos
    sums.untieredRows = Int128(untieredRows)
    sums.untieredNanos = untieredNanos
    return sums
  }
}
