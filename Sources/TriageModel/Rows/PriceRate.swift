/// Prices of each kind of token in pico-dollars, none of them blank.
///
/// A blank price of cached and written tokens is that of the input, of writes for an hour that of other writes, of
/// reasoning that of the output (method 1.1, formats 3.1).
public struct PriceRate: Hashable, Sendable {
  public var input: Int64
  public var cached: Int64
  public var cacheWrite: Int64
  public var longWrite: Int64
  public var output: Int64
  public var reasoning: Int64

  public init(input: Int64, cached: Int64, cacheWrite: Int64, longWrite: Int64, output: Int64, reasoning: Int64) {
    self.input = input
    self.cached = cached
    self.cacheWrite = cacheWrite
    self.longWrite = longWrite
    self.output = output
    self.reasoning = reasoning
  }

  /// What tokens cost in nano-dollars, half a nano-dollar rounded up (method 1.1).
  ///
  /// - Parameters:
  ///   - input: with cached and written tokens.
  ///   - cacheWrite: with those for an hour.
  ///   - output: with reasoning tokens.
  /// - Returns: nil where a part is larger than the whole.
  @inline(__always)
  public func costNanos(
    input tokens: Int64, cached cachedTokens: Int64, cacheWrite writeTokens: Int64, longWrite longTokens: Int64,
    output outputTokens: Int64, reasoning reasoningTokens: Int64
  ) -> Int128? {
    let fresh = tokens - cachedTokens - writeTokens
    guard fresh >= 0 else { return nil }
    var sum =
      Int128(fresh) * Int128(input) + Int128(cachedTokens) * Int128(cached) + Int128(writeTokens) * Int128(cacheWrite)
      + Int128(outputTokens) * Int128(output)
    if longTokens != 0 {
      guard longTokens <= writeTokens else { return nil }
      sum += Int128(longTokens) * (Int128(longWrite) - Int128(cacheWrite))
    }
    if reasoning != output {
      guard reasoningTokens <= outputTokens else { return nil }
      sum += Int128(reasoningTokens) * (Int128(reasoning) - Int128(output))
    }
    return (sum + 500) / 1000
  }
}
