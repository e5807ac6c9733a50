internal import TriageModel

/// LiteLLM's `model_prices_and_context_window.json`: USD per token, by keys with suffixes for tier and mode; no history.
struct LiteLLMCatalogue: PriceCatalogue {
  static let name = "litellm"
  static let title = "LiteLLM model prices"

  /// Key, kind, and the words of the keys with suffixes.
  private static let keys: [(key: String, kind: CatalogueDraft.Kind)] = [
    ("input_cost_per_token", .input), ("output_cost_per_token", .output),
    ("output_cost_per_reasoning_token", .reasoning), ("cache_read_input_token_cost", .cached),
    ("cache_creation_input_token_cost", .cacheWrite), ("cache_creation_input_token_cost_above_1hr", .longWrite),
  ]

  private static let modeSuffixes: [(suffix: String, mode: PriceMode)] = [
    ("_batches", .batch), ("_flex", .flex), ("_priority", .priority),
  ]

  static func fits(_ root: CatalogueValue) -> Bool {
    root.isObject
      && root.members.prefix(20).contains { $0.value["litellm_provider"] != nil && $0.value["models"] == nil }
  }

  static func read(_ root: CatalogueValue, from: Instant?, into findings: inout CatalogueFindings) {
    guard let from else { return }
    for (key, entry) in root.members where key != "sample_spec" {
      guard entry.isObject else {
        findings.warn("bad-entry", entry, model: key, "is no model: it is left out")
        continue
      }
      read(entry, key: key, from: from, into: &findings)
    }
  }

  private static func read(
    _ entry: CatalogueValue, key: String, from: Instant, into findings: inout CatalogueFindings
  ) {
    var drafts: [Slot: CatalogueDraft] = [:]
    for (name, value) in entry.members {
      if let (kind, slot) = meaning(of: name) {
        let price = findings.price(value, exponent: 12, model: key, what: kind.rawValue)
        if let price { drafts[slot, default: CatalogueDraft()][kind] = price }
      } else if name.contains("cost_per_") || name.hasSuffix("_cost") || name.contains("_cost_above_") {
        findings.passOver(CatalogueUnused.word(for: name))
      }
    }
    guard var base = drafts[Slot()] else { return findings.leaveOut("no price of tokens") }
    let isEmbedding = entry["mode"]?.text == "embedding"
    if isEmbedding, base[.output] == nil { base[.output] = 0 }
    guard let input = base[.input], let output = base[.output] else { return findings.leaveOut("one price only") }
    guard input > 0 || output > 0 else { return findings.leaveOut("a zero that may mean unknown") }
    let provider = entry["litellm_provider"]?.text.map(bareProvider)
    let model = bareModel(key, provider: provider)
    for (slot, draft) in drafts.sorted(by: { $0.key < $1.key }) {
      // A tier of a mode falls back to the mode, then to the tier, then to the base, price by price.
      let tier = drafts[Slot(tierStart: slot.tierStart)] ?? CatalogueDraft()
      let mode = drafts[Slot(mode: slot.mode)] ?? CatalogueDraft()
      let whole = slot == Slot() ? base : draft.filled(from: mode).filled(from: tier).filled(from: base)
      let sound = findings.checked(whole, entry, model: key)
      guard var row = sound.row(model: model, provider: provider, from: from) else { continue }
      row.tierStart = slot.tierStart
      row.mode = slot.mode
      row.source = key
      findings.add(row)
    }
    if let fast = entry["provider_specific_entry"]?["fast"]?.text {
      addFast(fast, base, key: key, model: model, provider: provider, from, entry, &findings)
    }
  }

  /// `provider_specific_entry.fast` multiplies all prices.
  private static func addFast(
    _ factor: String, _ base: CatalogueDraft, key: String, model: String, provider: String?, _ from: Instant,
    _ entry: CatalogueValue, _ findings: inout CatalogueFindings
  ) {
    guard case .picos(let millionths) = ExactPrice(factor, exponent: 6), millionths > 0 else {
      return findings.warn("bad-price", entry, model: key, "the factor of the fast mode is no number: it is left out")
    }
    var fast = CatalogueDraft()
    for kind in CatalogueDraft.Kind.allCases {
      guard let price = base[kind] else { continue }
      let product = Rounding.divideHalfAwayFromZero(Int128(price) * Int128(millionths), by: 1_000_000)
      guard product <= Int128(ExactPrice.limit) else { return }
      fast[kind] = Int64(product)
    }
    guard var row = findings.checked(fast, entry, model: key).row(model: model, provider: provider, from: from) else {
      return
    }
    row.mode = .fast
    row.source = key
    findings.add(row)
  }

  /// The provider without the kind of its interface: `bedrock_converse` is bedrock, `vertex_ai-language-models` vertex_ai.
  private static func bareProvider(_ name: String) -> String {
    for provider in ["bedrock", "vertex_ai"] where name.hasPrefix(provider) { return provider }
    return name
  }

  /// The name without the provider in front of it, as usage files write it.
  private static func bareModel(_ key: String, provider: String?) -> String {
    guard let slash = key.firstIndex(of: "/"), let provider else { return key }
    let prefix = key[..<slash]
    let isProvider = prefix == provider || provider.hasPrefix(prefix + "_") || provider.hasPrefix(prefix + "-")
    return isProvider ? String(key[key.index(after: slash)...]) : key
  }

  private struct Slot: Hashable, Comparable {
    var tierStart: Int64 = 0
    var mode = PriceMode.standard

    static func < (left: Slot, right: Slot) -> Bool {
      (left.mode.rawValue, left.tierStart) < (right.mode.rawValue, right.tierStart)
    }
  }

  /// What a key with its suffixes means; nil where it is of no price in text tokens.
  private static func meaning(of name: String) -> (CatalogueDraft.Kind, Slot)? {
    var rest = name[...]
    var slot = Slot()
    for (suffix, mode) in modeSuffixes where rest.hasSuffix(suffix) {
      rest = rest.dropLast(suffix.count)
      slot.mode = mode
    }
    if rest.hasSuffix("k_tokens"), let mark = rest.lastRange(of: "_above_") {
      guard let thousands = Int64(rest[mark.upperBound...].dropLast("k_tokens".count)), thousands > 0,
        thousands < 1 << 30
      else { return nil }
      slot.tierStart = thousands * 1000
      rest = rest[..<mark.lowerBound]
    }
    return keys.first { $0.key == rest }.map { ($0.kind, slot) }
  }
}

extension Substring {
  /// The last place of `part`, without Foundation.
  fileprivate func lastRange(of part: String) -> Range<Index>? {
    var start = endIndex
    while start > startIndex {
      start = index(before: start)
      if self[start...].hasPrefix(part) { return start..<index(start, offsetBy: part.count) }
    }
    return nil
  }
}
