public import TriageModel

/// The price book and its changes as JSON: prices as exact strings of US dollars per million tokens.
public enum PriceBookJSON {
  public static let format = 1

  /// All prices, the models without one, and those with long prompts without one; the text ends in a line break.
  public static func list(
    _ rows: [PriceRow], missing: [PriceBookText.Missing], untiered: [UntieredModel]
  ) -> String {
    text(
      "prices",
      [
        .init("prices", .array(rows.map { .object(members($0)) })),
        .init(
          "models_without_price",
          .array(
            missing.map { entry in
              .object([
                .init("provider", .optional(entry.provider)), .init("model", .string(entry.model)),
                .init("suggestion", .optional(entry.suggestion?.nearest)),
              ])
            })),
        .init(
          "long_prompts_without_price",
          .array(
            untiered.map { entry in
              .object([
                .init("provider", .optional(entry.provider)), .init("model", .string(entry.model)),
                .init("rows", .integer(entry.rows)), .init("cost", .money(entry.cost)),
              ])
            })),
      ])
  }

  /// What differs, and what spend would be; the text ends in a line break.
  public static func difference(_ difference: PriceBookDifference, repricing: PriceBookChange?) -> String {
    let entries = difference.entries.map { entry in
      JSONValue.object(
        [.init("kind", .string(entry.kind.rawValue))] + members(entry.row)
          + [.init("changes", .array(entry.changes.map(change)))])
    }
    return text(
      "prices-diff",
      [
        .init("rows", .array(entries)), .init("unchanged", .integer(difference.unchanged)),
        .init("spend", repricing.map(spend) ?? .null),
      ])
  }

  private static func text(_ kind: String, _ members: [JSONValue.Member]) -> String {
    let head: [JSONValue.Member] = [
      .init("format", .integer(format)), .init("kind", .string(kind)), .init("currency", "USD"),
    ]
    return JSONValue.object(head + members).text + "\n"
  }

  private static func members(_ row: PriceRow) -> [JSONValue.Member] {
    [
      .init("provider", .optional(row.provider)), .init("model", .string(row.model)),
      .init("mode", .string(row.mode.name)), .init("tier_above_tokens", .integer(row.tierStart)),
      .init("effective_from", .string(row.effectiveFrom.text)),
      .init("effective_to", .optional(row.effectiveTo?.text)), .init("input_usd_per_mtok", price(row.inputPicos)),
      .init("cached_input_usd_per_mtok", price(row.cachedPicos)),
      .init("cache_write_usd_per_mtok", price(row.cacheWritePicos)),
      .init("cache_write_1h_usd_per_mtok", price(row.longWritePicos)),
      .init("output_usd_per_mtok", price(row.outputPicos)),
      .init("reasoning_usd_per_mtok", price(row.reasoningPicos)), .init("source", .optional(row.source)),
      .init("catalogue", .optional(row.catalogue)), .init("checked_on", .optional(row.checkedOn)),
    ]
  }

  private static func change(_ change: PriceBookDifference.Change) -> JSONValue {
    .object([
      .init("price", .string(change.name)), .init("old", price(change.oldPicos)), .init("new", price(change.newPicos)),
      .init(
        "percent",
        change.permille.map { .decimal(ScaledDecimal.text($0, scale: 1, minimumDecimals: 1)) } ?? .null),
    ])
  }

  private static func spend(_ change: PriceBookChange) -> JSONValue {
    .object([
      .init("total", change.total.map { .object(members($0)) } ?? .null),
      .init(
        "months",
        .array(change.months.map { .object([.init("month", .string($0.month.text))] + members($0)) })),
      .init(
        "models",
        .array(
          change.lines.map { line in
            .object(
              [
                .init("month", .string(line.month.text)), .init("provider", .optional(line.provider)),
                .init("model", .string(line.model)),
              ] + members(line))
          })),
    ])
  }

  private static func members(_ line: PriceBookChange.Line) -> [JSONValue.Member] {
    [
      .init("rows", .integer(line.rows)), .init("now", .money(line.now)), .init("then", .money(line.then)),
      .init("unpriced_rows_now", .integer(line.unpricedNow)), .init("unpriced_rows_then", .integer(line.unpricedThen)),
    ]
  }

  private static func price(_ picos: Int64?) -> JSONValue {
    picos.map { .decimal(ScaledDecimal.text(Int128($0), scale: 6)) } ?? .null
  }
}
