internal import TriageModel

/// The price of a model in one mode from a time on, with its tiers for longer prompts.
struct DatedRate: Sendable {
  private let fromNanos: Int64
  /// `Int64.max` = open.
  private let toNanos: Int64
  private let base: PriceRate
  /// Prices for longer prompts while this one holds, the highest threshold first.
  private let tiers: [Tier]
  /// Of a mode: the prices for longer prompts that the standard mode has.
  private let standardTiers: [Tier]

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

  /// - Parameters:
  ///   - tiers: the rows of longer prompts of the same model, provider and mode.
  ///   - standardTiers: those of the standard mode, where this is another one.
  init(_ row: PriceRow, tiers rows: [PriceRow], standardTiers standardRows: [PriceRow] = []) {
    fromNanos = row.effectiveFrom.nanosSinceEpoch
    toNanos = row.effectiveTo?.nanosSinceEpoch ?? .max
    base = row.rate
    standardTiers = standardRows.map(Tier.init)
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
    for tier in tiers where holds(tier, record.atNanos) && Self.isLong(record, beyond: tier) { return tier.rate }
    return base
  }

  /// Whether the mean prompt of a row is longer than the threshold; never of one of unknown many requests.
  private static func isLong(_ record: RequestRecord, beyond tier: Tier) -> Bool {
    guard !record.traits.isAggregate else { return false }
    let requests = max(1, record.requests)
    return (record.inputTokens / requests, record.inputTokens % requests) > (tier.start, 0)
  }

  /// Whether the prompt is longer than a threshold of the standard mode while this mode has no price for long prompts:
  /// what the request costs then is that of a short one.
  func lacksTier(for record: RequestRecord) -> Bool {
    guard !standardTiers.isEmpty, !tiers.contains(where: { holds($0, record.atNanos) }) else { return false }
    return standardTiers.contains { tier in
      guard holds(tier, record.atNanos) else { return false }
      return switch record.traits.context {
      case .short: false
      case .long: true
      case .unknown: Self.isLong(record, beyond: tier)
      }
    }
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
