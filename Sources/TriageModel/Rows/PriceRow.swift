/// One row of a price book: what a model's tokens cost from a date on (formats, part 1).
public struct PriceRow: Hashable, Sendable {
  public var provider: String?
  public var model: String
  public var effectiveFrom: Instant
  /// The first instant at which the price no longer holds; nil = open.
  public var effectiveTo: Instant?
  /// Pico-dollars per token: USD per million tokens × 10⁶.
  public var inputPicos: Int64
  public var cachedPicos: Int64?
  public var cacheWritePicos: Int64?
  public var outputPicos: Int64
  public var source: String?

  public init(model: String, effectiveFrom: Instant, inputPicos: Int64, outputPicos: Int64) {
    self.model = model
    self.effectiveFrom = effectiveFrom
    self.inputPicos = inputPicos
    self.outputPicos = outputPicos
  }

  /// What a request costs at this price, in nano-dollars (method 1.1); nil if a token count is unknown or negative
  /// after subtraction.
  ///
  /// `(uncached·p_in + cached·p_cached + write·p_write + output·p_out + 500) div 1000`; a blank cached or write price
  /// is the input price.
  public func listCostNanos(_ row: RequestRow) -> Int128? {
    guard let input = row.inputTokens, let output = row.outputTokens else { return nil }
    return listCostNanos(
      input: input, cached: row.cachedTokens ?? 0, cacheWrite: row.cacheWriteTokens ?? 0, output: output)
  }

  /// The same from token counts; `input` includes the other two.
  public func listCostNanos(input: Int64, cached: Int64, cacheWrite: Int64, output: Int64) -> Int128? {
    let uncached = input - cached - cacheWrite
    guard uncached >= 0 else { return nil }
    let inputCost = Int128(uncached) * Int128(inputPicos)
    let cachedCost = Int128(cached) * Int128(cachedPicos ?? inputPicos)
    let writeCost = Int128(cacheWrite) * Int128(cacheWritePicos ?? inputPicos)
    return (inputCost + cachedCost + writeCost + Int128(output) * Int128(outputPicos) + 500) / 1000
  }
}
