internal import TriageModel

/// The price of a model in one mode from a time on, with its tiers for longer prompts.
struct DatedRate: Sendable {
  private let fromNanos: Int64
  /// `Int64.max` = open.
  private let toNanos: Int64
  private let base: PriceRate
  /// Prices for longer prompts while this one holds, the highest threshold first.
  private let tiers: [Tier]

  struct Tier: Sendable {
    var start: Int64
    var fromNanos: Int64
    var toNanos: Int64
    var rate: PriceRate

    init(_ row: PriceRow) {
      start = row.tierStart
      fromNanos = row.effectiveFrom.nanosSinceEpoch
      toNanos = row.effectiveTo?.nanosSinceEpoch ?? .max
      rate = row.rate
    }
  }

  /// - Parameter tiers: the rows of longer prompts of the same model, provider and mode.
  init(_ row: PriceRow, tiers rows: [PriceRow]) {
    fromNanos = row.effectiveFrom.nanosSinceEpoch
    toNanos = row.effectiveTo?.nanosSinceEpoch ?? .max
    base = row.rate
    tiers = rows.sorted { left, right in
      left.tierStart != right.tierStart
        ? left.tierStart > right.tierStart : left.effectiveFrom > right.effectiveFrom
    }.map(Tier.init)
  }

  /// The price of short prompts; nil where there are no others.
  var tierBase: PriceRate? { tiers.isEmpty ? nil : base }

  @inline(__always)
  func holds(at nanos: Int64) -> Bool { fromNanos <= nanos && nanos < toNanos }

  /// The price of a request: the whole of it moves to a higher tier once its prompt, cached tokens included, is longer
  /// than the threshold.
  ///
  /// A row of several requests has the tier of its mean prompt; one of unknown many has the first.
  @inline(__always)
  func rate(for record: RequestRecord) -> PriceRate {
    tiers.isEmpty ? base : tieredRate(for: record)
  }

  private func tieredRate(for record: RequestRecord) -> PriceRate {
    switch record.traits.context {
    case .short: return base
    case .long: return lowest(at: record.atNanos)?.rate ?? base
    case .unknown: break
    }
    let prompt = record.traits.isAggregate ? 0 : record.inputTokens / max(1, record.requests)
    let remainder = record.traits.isAggregate ? 0 : record.inputTokens % max(1, record.requests)
    for tier in tiers where holds(tier, record.atNanos) && (prompt, remainder) > (tier.start, 0) { return tier.rate }
    return base
  }

  /// All prices that a row of several requests can have: those whose threshold its tokens exceed, and the first.
  func possibleRates(for record: RequestRecord) -> [PriceRate] {
    guard record.traits.context == .unknown else { return [rate(for: record)] }
    var rates = [base]
    var lastStart: Int64?
    for tier in tiers where holds(tier, record.atNanos) && record.inputTokens > tier.start && tier.start != lastStart {
      rates.append(tier.rate)
      lastStart = tier.start
    }
    return rates
  }

  private func holds(_ tier: Tier, _ nanos: Int64) -> Bool { tier.fromNanos <= nanos && nanos < tier.toNanos }

  private func lowest(at nanos: Int64) -> Tier? {
    // Of one threshold the latest comes first.
    var found: Tier?
    for tier in tiers where holds(tier, nanos) && tier.start != found?.start { found = tier }
    return found
  }
}
