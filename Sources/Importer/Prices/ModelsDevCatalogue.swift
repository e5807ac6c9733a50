internal import TriageModel

/// The `api.json` of models.dev: USD per million tokens by provider and model; no history.
struct ModelsDevCatalogue: PriceCatalogue {
  static let name = "models.dev"
  static let title = "models.dev API"

  private static let keys: [(key: String, kind: CatalogueDraft.Kind)] = [
    ("input", .input), ("output", .output), ("reasoning", .reasoning), ("cache_read", .cached),
    ("cache_write", .cacheWrite),
  ]

  static func fits(_ root: CatalogueValue) -> Bool {
    root.isObject && root.members.prefix(20).contains { $0.value["models"]?.isObject == true && $0.value["id"] != nil }
  }

  static func read(_ root: CatalogueValue, from: Instant?, into findings: inout CatalogueFindings) {
    guard let from else { return }
    for (key, provider) in root.members {
      let id = provider["id"]?.text ?? key
      for (name, model) in provider["models"]?.members ?? [] {
        guard let cost = model["cost"], cost.isObject else {
          findings.leaveOut("no price of tokens")
          continue
        }
        var template = PriceRow(model: name, effectiveFrom: from, inputPicos: 0, outputPicos: 0)
        template.provider = id
        template.source = "models.dev"
        read(cost, model, template, into: &findings)
      }
    }
  }

  private static func read(
    _ cost: CatalogueValue, _ model: CatalogueValue, _ template: PriceRow, into findings: inout CatalogueFindings
  ) {
    let known = Set(keys.map(\.key) + ["tiers", "context_over_200k"])
    for (name, _) in cost.members where !known.contains(name) { findings.passOver(CatalogueUnused.word(for: name)) }
    let base = draft(cost, template.model, &findings)
    guard let input = base[.input], let output = base[.output] else { return findings.leaveOut("one price only") }
    guard input > 0 || output > 0 else { return findings.leaveOut("a zero that may mean unknown") }
    add(base, cost, template, &findings)
    var below = base
    for (start, value) in tiers(cost) {
      below = draft(value, template.model, &findings).filled(from: below)
      var row = template
      row.tierStart = start
      add(below, value, row, &findings)
    }
    for (name, value) in model["experimental"]?["modes"]?.members ?? [] {
      guard let mode = PriceMode(name), mode != .standard, let cost = value["cost"] else {
        findings.passOver("other")
        continue
      }
      var row = template
      row.mode = mode
      add(draft(cost, template.model, &findings).filled(from: base), cost, row, &findings)
    }
  }

  /// Tiers by their threshold; the older key names one only where there is no list of tiers, which replaces it.
  private static func tiers(_ cost: CatalogueValue) -> [(start: Int64, value: CatalogueValue)] {
    let listed: [(start: Int64, value: CatalogueValue)] = (cost["tiers"]?.elements ?? []).compactMap { value in
      guard let start = value["tier"]?["size"]?.text.flatMap({ Int64($0) }), start > 0 else { return nil }
      return (start, value)
    }
    if listed.isEmpty, let value = cost["context_over_200k"], value.isObject { return [(200_000, value)] }
    return listed.sorted { $0.start < $1.start }
  }

  private static func draft(
    _ cost: CatalogueValue, _ model: String, _ findings: inout CatalogueFindings
  ) -> CatalogueDraft {
    var draft = CatalogueDraft()
    for (name, kind) in keys {
      draft[kind] = findings.price(cost[name], exponent: 6, model: model, what: kind.rawValue)
    }
    return draft
  }

  private static func add(
    _ draft: CatalogueDraft, _ value: CatalogueValue, _ template: PriceRow, _ findings: inout CatalogueFindings
  ) {
    let sound = findings.checked(draft, value, model: template.model)
    guard var row = sound.row(model: template.model, provider: template.provider, from: template.effectiveFrom) else {
      return
    }
    row.tierStart = template.tierStart
    row.mode = template.mode
    row.source = template.source
    findings.add(row)
  }
}
