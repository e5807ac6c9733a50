import TriageModel

/// Providers that are billed and not used beside others that are used and not billed: one provider under two names would
/// count twice, as its bill and as its usage.
struct ProvidersApart {
  /// One billed and one used provider, in the months of the bill.
  struct Pair {
    var billed: String
    var used: String
    /// The first and the last month of the bill.
    var months: Period
    var billedAmount: Money
    var usedAmount: Money
    /// Whether amounts, models or the names themselves say that both are one.
    var fits: Bool
    /// Whether the policy says that they are two.
    var isSeparate: Bool

    /// What counts twice if both are one.
    var twice: Money { min(billedAmount, usedAmount) }
  }

  /// Amounts that differ by at most a tenth may be list price and discount of the same use.
  private static let nearShare: Int128 = 10

  /// The likeliest first.
  let pairs: [Pair]

  /// - Parameter separate: providers of which the policy says that none is another one's name.
  init(_ lines: [Reconciliation.Line], separate: Set<String> = []) {
    let separate = Set(separate.map { $0.lowercased() })
    var found: [Pair] = []
    let billed = Dictionary(grouping: lines.filter { $0.billedRows > 0 || $0.usage.rows > 0 }) { $0.provider ?? "" }
    let open = lines.filter { $0.billed == nil && $0.provider != nil && $0.usage.cost > .zero }
    for (provider, own) in billed where !provider.isEmpty && own.allSatisfy({ $0.usage.rows == 0 }) {
      let amount = own.map { $0.billed ?? .zero }.total()
      let models = Set(own.compactMap(\.model))
      guard amount > .zero, let first = own.map(\.months.first).min(), let end = own.map(\.months.end).max() else {
        continue
      }
      let beside = open.filter { line in own.contains { $0.months.contains(line.months.first) } }
      for (other, uses) in Dictionary(grouping: beside, by: { $0.provider ?? "" }) {
        let cost = uses.map(\.usage.cost).total()
        let usedModels = Set(uses.compactMap(\.model))
        // A bill of other models than those in use is another one, however near the amounts.
        let mayBeNear = models.isEmpty || usedModels.isEmpty || !models.isDisjoint(with: usedModels)
        found.append(
          Pair(
            billed: provider, used: other, months: Period(first: first, end: end), billedAmount: amount,
            usedAmount: cost,
            fits: (mayBeNear && Self.isNear(amount, cost)) || !models.isDisjoint(with: usedModels)
              || Self.isPart(provider, other) || ProviderCompany.isKnownAlias(provider, other),
            isSeparate: separate.isSuperset(of: [provider.lowercased(), other.lowercased()])))
      }
    }
    pairs = found.sorted { left, right in
      if left.fits != right.fits { return left.fits }
      if left.twice != right.twice { return left.twice > right.twice }
      return (left.billed, left.used) < (right.billed, right.used)
    }
  }

  private static func isNear(_ one: Money, _ other: Money) -> Bool {
    let apart = Int128((one - other).nanos.magnitude)
    return apart * nearShare <= max(one, other).nanos
  }

  /// Whether one name holds the other, as "OpenAI LLC" holds "openai".
  private static func isPart(_ one: String, _ other: String) -> Bool {
    let (one, other) = (one.lowercased(), other.lowercased())
    // Shorter names stand in too many others by chance.
    return min(one.count, other.count) >= 3 && (one.contains(other) || other.contains(one))
  }
}
