internal import GRDB
internal import Queries
internal import TriageModel

/// List prices by the numbers of model and provider, aliases applied.
///
/// The prices that can hold for a model and a provider are found once; a request then takes the latest of them.
struct Pricing: Sendable {
  private struct Pair: Hashable {
    var model: Int32
    var provider: Int32
  }

  private let rows: [PriceRow]
  private let names: [Int32: String]
  private let aliases: [String: String]
  private var known: [Pair: [PriceRow]] = [:]
  private var last: (pair: Pair, rows: [PriceRow])?
  /// The prices behind the last answer of `listCost`; nil where that was nil.
  private(set) var lastRates: TokenRates?

  init(db: Database) throws {
    rows = try Row.fetchAll(db, sql: Query.readPrices.sql).map(PriceRow.init)
    let nameRows = try Row.fetchAll(db, sql: "SELECT id, name FROM names WHERE kind IN ('model', 'provider')")
    names = Dictionary(nameRows.map { ($0["id"] as Int32, $0["name"] as String) }) { first, _ in first }
    let aliasRows = try Row.fetchAll(db, sql: "SELECT name, canonical FROM price_aliases")
    aliases = Dictionary(aliasRows.map { ($0["name"] as String, $0["canonical"] as String) }) { first, _ in first }
  }

  /// The list cost in nano-dollars; nil without a price or without the token counts. The name in the file comes
  /// first, its alias second (method 1.1).
  mutating func listCost(_ record: RequestRecord) -> Int128? {
    lastRates = nil
    guard !rows.isEmpty, record.present.contains(.input), record.present.contains(.output) else { return nil }
    let pair = Pair(model: record.model, provider: record.provider)
    let candidates: [PriceRow]
    if let last, last.pair == pair {
      candidates = last.rows
    } else {
      candidates = known[pair] ?? find(pair)
      known[pair] = candidates
      last = (pair, candidates)
    }
    let at = Instant(nanosSinceEpoch: record.atNanos)
    for row in candidates where row.effectiveFrom <= at && row.effectiveTo.map({ at < $0 }) ?? true {
      lastRates = TokenRates(row, record)
      return row.listCostNanos(
        input: record.inputTokens, cached: record.cachedTokens, cacheWrite: record.cacheWriteTokens,
        output: record.outputTokens)
    }
    return nil
  }

  /// Prices that can hold, the one that wins first: names before aliases, later dates before earlier ones, the
  /// request's own provider before none.
  private func find(_ pair: Pair) -> [PriceRow] {
    guard let name = names[pair.model] else { return [] }
    let provider = names[pair.provider]
    func prices(_ model: String) -> [PriceRow] {
      rows.filter { row in
        row.model == model && (row.provider == nil || provider == nil || row.provider == provider)
      }.sorted { left, right in
        if left.effectiveFrom != right.effectiveFrom { return left.effectiveFrom > right.effectiveFrom }
        let isOwn = (left.provider == provider, right.provider == provider)
        return isOwn.0 != isOwn.1 ? isOwn.0 : (left.provider ?? "") < (right.provider ?? "")
      }
    }
    let aliased = aliases[name].map(prices) ?? []
    return prices(name) + aliased
  }
}

extension PriceRow {
  init(_ row: Row) {
    self.init(
      model: row["model"], effectiveFrom: Instant(nanosSinceEpoch: row["effective_from_ns"]),
      inputPicos: row["input_picos"], outputPicos: row["output_picos"])
    provider = row["provider"]
    effectiveTo = (row["effective_to_ns"] as Int64?).map(Instant.init(nanosSinceEpoch:))
    cachedPicos = row["cached_picos"]
    cacheWritePicos = row["cache_write_picos"]
    source = row["source"]
  }
}
