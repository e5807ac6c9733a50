internal import TriageModel

/// What the tokens of one request cost at list price, as far as hidden cost needs it.
struct TokenRates {
  /// The price of the request's own tier.
  let rate: PriceRate
  /// What the tier costs above the first one; nil where the price has no tiers.
  let surchargeNanos: Int128?

  /// The cost of tokens in nano-dollars, rounded half up; products that fit 64 bits need no wide division.
  @inline(__always)
  static func nanos(_ tokens: Int64, _ picos: Int64) -> Int128 {
    let (product, overflow) = tokens.multipliedReportingOverflow(by: picos)
    if !overflow, product >= 0, product < Int64.max - 500 { return Int128((product + 500) / 1000) }
    return Rounding.divideHalfAwayFromZero(Int128(tokens) * Int128(picos), by: 1000)
  }

  /// What the written tokens of a request cost, those for an hour at their own price.
  @inline(__always)
  func cacheWriteNanos(_ request: RequestRecord) -> Int128 {
    let long = min(request.traits.longWriteTokens, request.cacheWriteTokens)
    let short = TokenRates.nanos(request.cacheWriteTokens - long, rate.cacheWrite)
    return long > 0 ? short + TokenRates.nanos(long, rate.longWrite) : short
  }
}
