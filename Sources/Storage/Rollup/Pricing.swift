internal import GRDB
internal import Queries
internal import TriageModel

/// The token counts of a usage row that its price needs; nil = unknown.
struct PricedTokens {
  let input: Int64?
  let cached: Int64?
  let cacheWrite: Int64?
  let output: Int64?

  init(_ row: Row) {
    input = row["input_tokens"]
    cached = row["cached_tokens"]
    cacheWrite = row["cache_write_tokens"]
    output = row["output_tokens"]
  }
}

/// List prices by the numbers of model and provider, aliases applied.
struct Pricing {
  private let book: PriceBook
  private let names: [Int64: String]
  private let aliases: [String: String]

  init(db: Database) throws {
    book = PriceBook(try Row.fetchAll(db, sql: Query.readPrices.sql).map(PriceRow.init))
    let nameRows = try Row.fetchAll(db, sql: "SELECT id, name FROM names WHERE kind IN ('model', 'provider')")
    names = Dictionary(nameRows.map { ($0["id"] as Int64, $0["name"] as String) }) { first, _ in first }
    let aliasRows = try Row.fetchAll(db, sql: "SELECT name, canonical FROM price_aliases")
    aliases = Dictionary(aliasRows.map { ($0["name"] as String, $0["canonical"] as String) }) { first, _ in first }
  }

  /// The list cost in nano-dollars; nil without a price or without the token counts. The name in the file comes
  /// first, its alias second.
  func listCost(_ tokens: PricedTokens, model: Int64, provider: Int64, at: Instant) -> Int128? {
    guard !book.isEmpty, tokens.input != nil, tokens.output != nil, let name = names[model] else { return nil }
    let providerName = names[provider]
    let price =
      book.price(model: name, provider: providerName, at: at)
      ?? aliases[name].flatMap { book.price(model: $0, provider: providerName, at: at) }
    guard let price else { return nil }
    var row = RequestRow(requestID: "", at: at, model: name)
    row.inputTokens = tokens.input
    row.cachedTokens = tokens.cached
    row.cacheWriteTokens = tokens.cacheWrite
    row.outputTokens = tokens.output
    return price.listCostNanos(row)
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
