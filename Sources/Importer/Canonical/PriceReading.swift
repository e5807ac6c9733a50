internal import CSVCodec
internal import TriageModel

/// Reads one record of a canonical price book.
enum PriceReading {
  /// A million dollars per million tokens, in pico-dollars per token.
  private static let limit: Int64 = 1_000_000_000_000

  /// The row; nil where the reader holds problems.
  static func read(_ record: borrowing CSVReader, _ fields: inout FieldReader) -> PriceRow? {
    let model = fields.requiredText("model", record)
    let from = fields.requiredInstant("effective_from", record)
    let to = fields.instant("effective_to", record)
    let input = price("input_usd_per_mtok", isRequired: true, record, &fields)
    let output = price("output_usd_per_mtok", isRequired: true, record, &fields)
    let cached = price("cached_input_usd_per_mtok", isRequired: false, record, &fields)
    let write = price("cache_write_usd_per_mtok", isRequired: false, record, &fields)
    let longWrite = price("cache_write_1h_usd_per_mtok", isRequired: false, record, &fields)
    let reasoning = price("reasoning_usd_per_mtok", isRequired: false, record, &fields)
    let tier = fields.whole(
      "tier_above_tokens", range: 0...1_000_000_000_000, rangeText: "a whole number from 0 to 1,000,000,000,000", record
    )
    let mode = PriceMode(fields.text("mode", record) ?? "").flatMap { PriceMode.priced.contains($0) ? $0 : nil }
    if mode == nil {
      let known = PriceMode.priced.map(\.name).joined(separator: ", ")
      fields.report("mode", record, "bad-mode", "must be one of \(known), or blank", nil)
    }
    if let from, let to, to <= from {
      fields.report("effective_to", record, "bad-period", "is not after effective_from", nil)
    }
    guard fields.problems.isEmpty, let model, let from, let input, let output else { return nil }
    var row = PriceRow(model: model, effectiveFrom: from, inputPicos: input, outputPicos: output)
    row.provider = fields.text("provider", record)
    row.effectiveTo = to
    row.cachedPicos = cached
    row.cacheWritePicos = write
    row.longWritePicos = longWrite
    row.reasoningPicos = reasoning
    row.tierStart = tier ?? 0
    row.mode = mode ?? .standard
    row.source = fields.text("source", record)
    row.catalogue = fields.text("catalogue", record)
    row.checkedOn = fields.text("checked_on", record)
    return row
  }

  /// USD per million tokens × 10⁶ are pico-dollars per token.
  private static func price(
    _ name: String, isRequired: Bool, _ record: borrowing CSVReader, _ fields: inout FieldReader
  ) -> Int64? {
    if isRequired, fields.requiredText(name, record) == nil { return nil }
    if fields.hasMoreDecimals(than: 6, name, record) {
      fields.report(
        name, record, "too-precise", "has more than six decimals, and a price is never rounded silently",
        "Round it yourself, or give cost_usd in the usage file.")
      return nil
    }
    return fields.decimal(
      name, scale: 6, range: 0...limit, rangeText: "from 0 to 1,000,000 USD per million tokens", record)
  }
}
