internal import TriageModel

/// What the tokens of one request cost at list price, as far as hidden cost needs it.
struct TokenRates {
  /// Pico-dollars per token.
  let inputPicos: Int64
  let cachedPicos: Int64
  let cacheWritePicos: Int64
  let outputPicos: Int64
  /// nil where the price has no tiers.
  let surchargeNanos: Int128?

  @inline(__always)
  init(_ price: PriceRow, _ record: RequestRecord) {
    inputPicos = price.inputPicos
    cachedPicos = price.cachedPicos ?? price.inputPicos
    cacheWritePicos = price.cacheWritePicos ?? price.inputPicos
    outputPicos = price.outputPicos
    surchargeNanos = price.surchargeNanos(
      input: record.inputTokens, cached: record.cachedTokens, cacheWrite: record.cacheWriteTokens,
      output: record.outputTokens)
  }

  /// The cost of tokens in nano-dollars, rounded half up; products that fit 64 bits need no wide division.
  @inline(__always)
  static func nanos(_ tokens: Int64, _ picos: Int64) -> Int128 {
    let (product, overflow) = tokens.multipliedReportingOverflow(by: picos)
    if !overflow, product >= 0, product < Int64.max - 500 { return Int128((product + 500) / 1000) }
    return Rounding.divideHalfAwayFromZero(Int128(tokens) * Int128(picos), by: 1000)
  }
}
