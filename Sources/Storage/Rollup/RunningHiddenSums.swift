internal import TriageModel

/// What neighbouring requests of one cell hide, beside their `RunningSums`; most requests touch few of the sums.
struct RunningHiddenSums {
  private var cacheWriteRows: Int64 = 0
  private var reasoningRows: Int64 = 0
  private var statusRows: Int64 = 0
  private var tieredRows: Int64 = 0
  private var unlistedRows: Int64 = 0
  private var subAgentRows: Int64 = 0
  private var reasoningNanos: Int128 = 0
  private var cacheWriteNanos: Int128 = 0
  private var writePremiumNanos: Int128 = 0
  private var readSavingNanos: Int128 = 0
  private var surchargeNanos: Int128 = 0
  private var subAgentNanos: Int128 = 0
  private var failedRequestNanos: Int128 = 0
  private var supersededNanos: Int128 = 0

  /// Adds a request, or takes it away with sign −1.
  ///
  /// - Parameters:
  ///   - cost: nano-dollars, 0 where it is not known.
  ///   - rates: nil without a list price.
  @inline(__always)
  mutating func add(_ request: RequestRecord, cost: Int128, rates: TokenRates?, isSuperseded: Bool, sign: Int64) {
    if request.present.contains(.cacheWrite) { cacheWriteRows += sign }
    if request.present.contains(.reasoning) { reasoningRows += sign }
    if request.status != .blank { statusRows += sign }
    let signed = sign < 0 ? -cost : cost
    if request.parentID.count > 0 {
      subAgentRows += sign
      subAgentNanos += signed
    }
    if request.status == .error { failedRequestNanos += signed }
    if isSuperseded { supersededNanos += signed }
    guard let rates else {
      if request.reasoningTokens > 0 || request.cacheWriteTokens > 0 { unlistedRows += sign }
      return
    }
    addList(request, rates, Int128(sign))
  }

  /// Adds what the request's tokens cost at list price.
  @inline(__always)
  private mutating func addList(_ request: RequestRecord, _ rates: TokenRates, _ sign: Int128) {
    if request.reasoningTokens > 0 {
      reasoningNanos += sign * TokenRates.nanos(request.reasoningTokens, rates.rate.reasoning)
    }
    if request.cacheWriteTokens > 0 {
      let cost = rates.cacheWriteNanos(request)
      cacheWriteNanos += sign * cost
      writePremiumNanos += sign * (cost - TokenRates.nanos(request.cacheWriteTokens, rates.rate.input))
    }
    if request.cachedTokens > 0, rates.rate.cached < rates.rate.input {
      readSavingNanos += sign * TokenRates.nanos(request.cachedTokens, rates.rate.input - rates.rate.cached)
    }
    if let surcharge = rates.surchargeNanos {
      tieredRows += Int64(sign)
      surchargeNanos += sign * surcharge
    }
  }

  /// Moves the sums into a cell's, with the rows and the cost of the same requests, and begins anew.
  mutating func take(into cell: inout HiddenSums, _ usage: UsageSums) {
    cell.rows += usage.rows
    cell.costNanos += usage.costNanos
    cell.cacheWriteRows += Int128(cacheWriteRows)
    cell.reasoningRows += Int128(reasoningRows)
    cell.statusRows += Int128(statusRows)
    cell.tieredRows += Int128(tieredRows)
    cell.unlistedRows += Int128(unlistedRows)
    cell.subAgentRows += Int128(subAgentRows)
    cell.reasoningNanos += reasoningNanos
    cell.cacheWriteNanos += cacheWriteNanos
    cell.writePremiumNanos += writePremiumNanos
    cell.readSavingNanos += readSavingNanos
    cell.surchargeNanos += surchargeNanos
    cell.subAgentNanos += subAgentNanos
    cell.failedRequestNanos += failedRequestNanos
    cell.supersededNanos += supersededNanos
    self = RunningHiddenSums()
  }
}

/// When the last attempt of a succeeded task began: what came before it is superseded, at most (method 6).
enum LastRoot {
  /// Time of the last request without a parent; the smallest number where the task did not succeed or has one root.
  @inline(__always)
  static func nanos(_ requests: [RequestRecord], _ rows: Span<Int32>, _ outcome: OutcomeRecord?) -> Int64 {
    guard let outcome, rows.count > 1, outcome.succeeded == .yes else { return .min }
    var (roots, last): (Int, Int64) = (0, .min)
    for index in rows.indices where requests[Int(rows[index])].parentID.count == 0 {
      roots += 1
      last = max(last, requests[Int(rows[index])].atNanos)
    }
    return roots > 1 ? last : .min
  }
}
