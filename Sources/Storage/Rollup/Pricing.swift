internal import GRDB
internal import Queries
internal import TriageModel

/// List prices by the numbers of model and provider, aliases applied.
///
/// The prices that can hold for a model, a provider and a mode are found once; a request then takes the latest of them.
struct Pricing: Sendable {
  private struct Key: Hashable {
    var model: Int32
    var provider: Int32
    var mode: PriceMode
  }

  private let book: PriceLookup
  private let names: [Int32: String]
  private var known: [Key: [DatedRate]] = [:]
  private var last: (key: Key, rates: [DatedRate])?
  /// The prices behind the last answer of `listCost`; nil where that was nil.
  private(set) var lastRates: TokenRates?

  init(db: Database) throws {
    try self.init(db: db, rows: Row.fetchAll(db, sql: Query.readPrices.sql).map(PriceRow.init))
  }

  /// - Parameters:
  ///   - rows: a price book to take instead of the stored one.
  ///   - aliases: names to take instead of the stored ones.
  init(db: Database, rows: [PriceRow], aliases: [String: String]? = nil) throws {
    let nameRows = try Row.fetchAll(db, sql: "SELECT id, name FROM names WHERE kind IN ('model', 'provider')")
    names = Dictionary(try nameRows.map { (try $0.value("id") as Int32, try $0.value("name") as String) }) { first, _ in
      first
    }
    book = PriceLookup(rows: rows, aliases: try aliases ?? Self.storedAliases(db))
  }

  private static func storedAliases(_ db: Database) throws -> [String: String] {
    let rows = try Row.fetchAll(db, sql: "SELECT name, canonical FROM price_aliases")
    return Dictionary(try rows.map { (try $0.value("name") as String, try $0.value("canonical") as String) }) {
      first, _ in first
    }
  }

  /// The list cost in nano-dollars; nil without a price or without the token counts. The name in the file comes
  /// first, its alias second (method 1.1).
  mutating func listCost(_ record: RequestRecord) -> Int128? {
    lastRates = nil
    guard !book.isEmpty, record.present.contains(.input), record.present.contains(.output),
      let dated = dated(record)
    else { return nil }
    let rate = dated.rate(for: record)
    guard let cost = Self.cost(rate, record) else { return nil }
    lastRates = TokenRates(
      rate: rate, surchargeNanos: dated.tierBase.flatMap { Self.cost($0, record) }.map { cost - $0 })
    return cost
  }

  /// What a row costs at least and at most where its tier is not known; nil where it is.
  mutating func listRange(_ record: RequestRecord) -> (low: Int128, high: Int128)? {
    guard book.hasTiers, record.requests > 1 || record.traits.isAggregate else { return nil }
    guard record.present.contains(.input), record.present.contains(.output), let dated = dated(record) else {
      return nil
    }
    let rates = dated.possibleRates(for: record)
    guard rates.count > 1 else { return nil }
    let costs = rates.compactMap { Self.cost($0, record) }
    guard let low = costs.min(), let high = costs.max(), low < high else { return nil }
    return (low, high)
  }

  /// Whether a row has the price of a short prompt only because its mode has none for long ones.
  mutating func lacksTier(_ record: RequestRecord) -> Bool {
    guard book.hasTiers, record.traits.mode != .standard else { return false }
    return dated(record)?.lacksTier(for: record) ?? false
  }

  /// What the tokens of a request cost, whatever counts it has; nil without a price.
  mutating func rate(_ record: RequestRecord) -> PriceRate? {
    guard !book.isEmpty else { return nil }
    return dated(record)?.rate(for: record)
  }

  @inline(__always)
  private static func cost(_ rate: PriceRate, _ record: RequestRecord) -> Int128? {
    rate.costNanos(
      input: record.inputTokens, cached: record.cachedTokens, cacheWrite: record.cacheWriteTokens,
      longWrite: record.traits.longWriteTokens, output: record.outputTokens, reasoning: record.reasoningTokens)
  }

  private mutating func dated(_ record: RequestRecord) -> DatedRate? {
    let key = Key(model: record.model, provider: record.provider, mode: record.traits.mode)
    if last?.key != key {
      let rates = known[key] ?? book.rates(model: names[key.model], provider: names[key.provider], mode: key.mode)
      known[key] = rates
      last = (key, rates)
    }
    guard let rates = last?.rates else { return nil }
    for rate in rates where rate.holds(at: record.atNanos) { return rate }
    return nil
  }
}

extension PriceRow {
  /// - Throws: `RowDecodingError` where the file holds something of another kind.
  init(_ row: Row) throws {
    self.init(
      model: try row.value("model"), effectiveFrom: Instant(nanosSinceEpoch: try row.value("effective_from_ns")),
      inputPicos: try row.value("input_picos"), outputPicos: try row.value("output_picos"))
    provider = try row.value("provider")
    tierStart = try row.value("tier_start")
    mode = PriceMode(rawValue: UInt8(truncatingIfNeeded: try row.value("mode") as Int64)) ?? .standard
    effectiveTo = (try row.value("effective_to_ns") as Int64?).map(Instant.init(nanosSinceEpoch:))
    cachedPicos = try row.value("cached_picos")
    cacheWritePicos = try row.value("cache_write_picos")
    longWritePicos = try row.value("long_write_picos")
    reasoningPicos = try row.value("reasoning_picos")
    source = try row.value("source")
    catalogue = try row.value("catalogue")
    checkedOn = try row.value("checked_on")
  }
}
