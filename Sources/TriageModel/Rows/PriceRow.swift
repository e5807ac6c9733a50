/// One row of a price book: what a model's tokens cost from a date on (formats, part 1 and 3.1).
///
/// Its key is provider, model, tier, mode and the date from which it holds.
public struct PriceRow: Hashable, Sendable {
  public var provider: String?
  public var model: String
  /// The row holds for requests whose prompt, cached tokens included, is longer than this; 0 = for any.
  public var tierStart: Int64 = 0
  public var mode = PriceMode.standard
  public var effectiveFrom: Instant
  /// The first instant at which the price no longer holds; nil = open.
  public var effectiveTo: Instant?
  /// Pico-dollars per token: USD per million tokens × 10⁶.
  public var inputPicos: Int64
  public var cachedPicos: Int64?
  /// Of writes that stay for five minutes.
  public var cacheWritePicos: Int64?
  /// Of writes that stay for an hour.
  public var longWritePicos: Int64?
  public var outputPicos: Int64
  public var reasoningPicos: Int64?
  /// Where the price is from, in the words of its file.
  public var source: String?
  /// The catalogue that it was read from: `litellm`, `genai-prices`, `models.dev`.
  public var catalogue: String?
  /// The day on which the catalogue last checked it: `2026-08-21`.
  public var checkedOn: String?

  public init(model: String, effectiveFrom: Instant, inputPicos: Int64, outputPicos: Int64) {
    self.model = model
    self.effectiveFrom = effectiveFrom
    self.inputPicos = inputPicos
    self.outputPicos = outputPicos
  }

  /// What the row's tokens cost.
  public var rate: PriceRate {
    PriceRate(
      input: inputPicos, cached: cachedPicos ?? inputPicos, cacheWrite: cacheWritePicos ?? inputPicos,
      longWrite: longWritePicos ?? cacheWritePicos ?? inputPicos, output: outputPicos,
      reasoning: reasoningPicos ?? outputPicos)
  }

  /// What a request costs at this price, in nano-dollars (method 1.1); nil if a token count is unknown or negative
  /// after subtraction.
  public func listCostNanos(_ row: RequestRow) -> Int128? {
    guard let input = row.inputTokens, let output = row.outputTokens else { return nil }
    return rate.costNanos(
      input: input, cached: row.cachedTokens ?? 0, cacheWrite: row.cacheWriteTokens ?? 0,
      longWrite: row.traits.longWriteTokens, output: output, reasoning: row.reasoningTokens ?? 0)
  }
}
