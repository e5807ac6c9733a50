internal import TriageModel

/// The `data.json` of pydantic/genai-prices: USD per million tokens, with tiers and with prices from a date on.
struct GenAIPricesCatalogue: PriceCatalogue {
  static let name = "genai-prices"
  static let title = "genai-prices data"

  private static let keys: [(key: String, kind: CatalogueDraft.Kind)] = [
    ("input_mtok", .input), ("cache_read_mtok", .cached), ("cache_write_mtok", .cacheWrite),
    ("cache_write_1h_mtok", .longWrite), ("output_mtok", .output), ("output_reasoning_mtok", .reasoning),
  ]

  static func fits(_ root: CatalogueValue) -> Bool {
    guard let first = root.elements.first else { return false }
    return first["id"] != nil && first["models"]?.isList == true
  }

  static func read(_ root: CatalogueValue, from: Instant?, into findings: inout CatalogueFindings) {
    guard let from else { return }
    for provider in root.elements {
      for model in provider["models"]?.elements ?? [] {
        guard let id = model["id"]?.text else {
          findings.leaveOut("no id")
          continue
        }
        read(model, id: id, provider: provider["id"]?.text, from: from, into: &findings)
      }
    }
  }

  private static func read(
    _ model: CatalogueValue, id: String, provider: String?, from: Instant, into findings: inout CatalogueFindings
  ) {
    guard let prices = model["prices"] else { return findings.leaveOut("no price of tokens") }
    var names = [id]
    for name in equalNames(model["match"]) where !names.contains(name) { names.append(name) }
    var template = PriceRow(model: id, effectiveFrom: from, inputPicos: 0, outputPicos: 0)
    template.provider = provider
    template.source = "pydantic/genai-prices"
    template.checkedOn = model["prices_checked"]?.text
    var found = false
    for dated in dated(prices, id: id, from: from, &findings) {
      template.effectiveFrom = dated.from
      template.effectiveTo = dated.to
      for row in rows(dated.value, template, &findings) {
        found = true
        for name in names {
          var row = row
          row.model = name
          findings.add(row)
        }
      }
    }
    if !found { findings.leaveOut("no price of tokens") }
  }

  private struct Dated {
    var value: CatalogueValue
    var from: Instant
    var to: Instant?
  }

  /// Prices with the time in which they hold, [from, to): later entries of the list win over earlier ones.
  private static func dated(
    _ prices: CatalogueValue, id: String, from: Instant, _ findings: inout CatalogueFindings
  ) -> [Dated] {
    guard prices.isList else { return [Dated(value: prices, from: from, to: nil)] }
    var list: [Dated] = []
    for entry in prices.elements {
      guard let value = entry["prices"] else { continue }
      guard let constraint = entry["constraint"], constraint.isObject else {
        list.append(Dated(value: value, from: Instant(nanosSinceEpoch: .min), to: nil))
        continue
      }
      guard let text = constraint["start_date"]?.text else {
        findings.warn(
          "price-by-time-of-day", entry, model: id, "a price for some hours of the day is left out: the other one holds"
        )
        continue
      }
      guard let start = CatalogueDate.instant(text) else {
        findings.warn(
          "bad-date", constraint, model: id,
          "\"\(PrintableText.cut(text, limit: 40))\" is no date: the price from then on is left out")
        continue
      }
      list.append(Dated(value: value, from: start, to: nil))
    }
    // What was replaced before the book begins never holds.
    list.sort { $0.from < $1.from }
    for index in list.indices.dropLast() { list[index].to = list[index + 1].from }
    return list.filter { dated in dated.to.map { $0 > max(dated.from, from) } ?? true }.map { dated in
      var dated = dated
      dated.from = max(dated.from, from)
      return dated
    }
  }

  private static func rows(
    _ prices: CatalogueValue, _ template: PriceRow, _ findings: inout CatalogueFindings
  ) -> [PriceRow] {
    var base = CatalogueDraft()
    var tiers: [Int64: CatalogueDraft] = [:]
    let known = Set(keys.map(\.key))
    for (name, _) in prices.members where !known.contains(name) { findings.passOver(CatalogueUnused.word(for: name)) }
    for (name, kind) in keys {
      guard let value = prices[name] else { continue }
      func price(_ value: CatalogueValue?) -> Int64? {
        findings.price(value, exponent: 6, model: template.model, what: kind.rawValue)
      }
      guard value.isObject else {
        base[kind] = price(value)
        continue
      }
      base[kind] = price(value["base"])
      for tier in value["tiers"]?.elements ?? [] {
        guard let start = tier["start"]?.text.flatMap({ Int64($0) }), start > 0, let picos = price(tier["price"]) else {
          continue
        }
        tiers[start, default: CatalogueDraft()][kind] = picos
      }
    }
    guard let input = base[.input] else { return [] }
    // An embedding model has no output.
    if base[.output] == nil { base[.output] = 0 }
    guard input > 0 || base[.output] ?? 0 > 0 else { return [] }
    var below = base
    var drafts: [(start: Int64, draft: CatalogueDraft)] = [(0, base)]
    for (start, draft) in tiers.sorted(by: { $0.key < $1.key }) {
      below = draft.filled(from: below)
      drafts.append((start, below))
    }
    return drafts.compactMap { start, draft in
      let sound = findings.checked(draft, prices, model: template.model)
      guard
        var row = sound.row(model: template.model, provider: template.provider, from: template.effectiveFrom)
      else { return nil }
      row.effectiveTo = template.effectiveTo
      row.tierStart = start
      row.source = template.source
      row.checkedOn = template.checkedOn
      return row
    }
  }

  /// Names that the model's rule means exactly; other rules are no names.
  private static func equalNames(_ rule: CatalogueValue?) -> [String] {
    guard let rule else { return [] }
    if let name = rule["equals"]?.text { return [name] }
    return (rule["or"]?.elements ?? []).compactMap { $0["equals"]?.text }
  }
}
