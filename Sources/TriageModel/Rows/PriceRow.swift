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
    let cached = Int128(row.cachedTokens ?? 0)
    let write = Int128(row.cacheWriteTokens ?? 0)
    let uncached = Int128(input) - cached - write
    guard uncached >= 0 else { return nil }
    let inputCost = uncached * Int128(inputPicos)
    let cachedCost = cached * Int128(cachedPicos ?? inputPicos)
    let writeCost = write * Int128(cacheWritePicos ?? inputPicos)
    return (inputCost + cachedCost + writeCost + Int128(output) * Int128(outputPicos) + 500) / 1000
  }
}

/// All prices, found by model, provider and time.
public struct PriceBook: Sendable {
  private let rowsByModel: [String: [PriceRow]]

  public init(_ rows: [PriceRow]) {
    rowsByModel = Dictionary(grouping: rows, by: \.model).mapValues { rows in
      rows.sorted {
        ($0.effectiveFrom, $0.provider ?? "") < ($1.effectiveFrom, $1.provider ?? "")
      }
    }
  }

  public var isEmpty: Bool { rowsByModel.isEmpty }

  /// The price with the latest `effective_from` that is not after `instant`; a row of the request's own provider wins
  /// over one without a provider, and a row of another provider never counts.
  public func price(model: String, provider: String?, at instant: Instant) -> PriceRow? {
    guard let rows = rowsByModel[model] else { return nil }
    let valid = rows.filter { row in
      row.effectiveFrom <= instant && row.effectiveTo.map { instant < $0 } ?? true
        && (row.provider == nil || provider == nil || row.provider == provider)
    }
    return valid.max { left, right in
      (left.effectiveFrom, left.provider == provider ? 1 : 0) < (
        right.effectiveFrom, right.provider == provider ? 1 : 0
      )
    }
  }
}
