internal import TriageModel

/// Finds the rows of a price book that can hold for a model.
struct PriceLookup: Sendable {
  private let rows: [String: [PriceRow]]
  private let aliases: [String: String]
  let hasTiers: Bool

  init(rows: [PriceRow], aliases: [String: String]) {
    self.rows = Dictionary(grouping: rows, by: \.model)
    self.aliases = aliases
    hasTiers = rows.contains { $0.tierStart > 0 }
  }

  var isEmpty: Bool { rows.isEmpty }

  /// Prices that can hold, the one that wins first: names before aliases, later dates before earlier ones, the
  /// request's own provider before none.
  func rates(model: String?, provider: String?, mode: PriceMode) -> [DatedRate] {
    guard let model else { return [] }
    let aliased = aliases[model].map { rates(exactly: $0, provider: provider, mode: mode) } ?? []
    return rates(exactly: model, provider: provider, mode: mode) + aliased
  }

  private func rates(exactly model: String, provider: String?, mode: PriceMode) -> [DatedRate] {
    let wanted = provider?.lowercased()
    let usable = usable(model, wanted, mode)
    let standard = mode == .standard ? [] : self.usable(model, wanted, .standard).filter { $0.tierStart > 0 }
    let bases = usable.filter { $0.tierStart == 0 }.sorted { left, right in
      if left.effectiveFrom != right.effectiveFrom { return left.effectiveFrom > right.effectiveFrom }
      let isOwn = (left.provider != nil, right.provider != nil)
      return isOwn.0 != isOwn.1 ? isOwn.0 == (wanted != nil) : (left.provider ?? "") < (right.provider ?? "")
    }
    return bases.map { base in
      DatedRate(
        base, tiers: usable.filter { $0.tierStart > 0 && $0.provider == base.provider }, standardTiers: standard)
    }
  }

  /// - Parameter provider: in lower case.
  private func usable(_ model: String, _ provider: String?, _ mode: PriceMode) -> [PriceRow] {
    let fitting = (rows[model] ?? []).filter { row in
      row.mode == mode && (provider == nil || row.provider == nil || row.provider?.lowercased() == provider)
    }
    return provider == nil ? unambiguous(fitting) : fitting
  }

  /// Without a provider in the request, the rows of one provider count only where all providers agree; rows that name
  /// none always do.
  private func unambiguous(_ rows: [PriceRow]) -> [PriceRow] {
    let open = rows.filter { $0.provider == nil }
    guard open.isEmpty else { return open }
    struct Offer: Hashable {
      var tierStart: Int64
      var from: Instant
      var to: Instant?
      var rate: PriceRate
    }
    let offers = Dictionary(grouping: rows) { $0.provider ?? "" }.mapValues { rows in
      Set(rows.map { Offer(tierStart: $0.tierStart, from: $0.effectiveFrom, to: $0.effectiveTo, rate: $0.rate) })
    }
    guard Set(offers.values).count == 1, let first = offers.keys.min() else { return [] }
    return rows.filter { $0.provider == first }
  }
}
