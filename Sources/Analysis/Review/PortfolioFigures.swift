import TriageModel

/// Adds moves up, and shrinks their sum because winners were chosen (method 3.3 and 3.6).
struct PortfolioFigures {
  /// Every compared tool of every category with its σ²₊, and whether the category moves to it.
  struct Entry: Sendable {
    var money: ComparisonMoney
    var estimate: GainEstimate
    var spread: Double
    var isMove: Bool
  }

  let entries: [Entry]
  let confidence: Double

  var portfolio: Portfolio? {
    guard !entries.isEmpty else { return nil }
    let round = Rounding.nineSignificantDigits
    let moves = entries.filter(\.isMove)
    var terms = VarianceTerms()
    for term in moves.map(yearlyVariance).sorted(by: { $0.variance < $1.variance }) {
      terms.add(term.variance, degreesOfFreedom: term.degreesOfFreedom ?? 1)
    }
    let saving = OrderedSum.sum(moves.map(\.money.annualSaving.value))
    let margin = terms.degreesOfFreedom.map {
      StudentT(degreesOfFreedom: round($0)).quantile(confidence) * terms.variance.squareRoot()
    }
    let regrets = moves.map(\.money.regretIfMoved)
    return Portfolio(
      moves: moves.count,
      annualSaving: Estimate(
        value: round(saving), lo: round(saving - (margin ?? 0)), hi: round(saving + (margin ?? 0))),
      shrunkenSaving: shrunkenSaving(moves).map(round), comparisons: entries.count,
      expectedWrongMoves: round(OrderedSum.sum(moves.map { 1 - $0.estimate.probabilityBetter })),
      expectedRegret: regrets.contains(nil) ? nil : round(OrderedSum.sum(regrets.compactMap(\.self))))
  }

  private func yearlyVariance(_ entry: Entry) -> VarianceTerms {
    let error = entry.money.tasksPerYear * entry.estimate.standardError
    return VarianceTerms(variance: error * error, degreesOfFreedom: entry.estimate.degreesOfFreedom)
  }

  /// Σ B·N_y·Δ over moves, B = τ²/(τ²+v); σ = √(σ²₊/2), e = Δ/σ, v = V/σ²,
  /// τ² = max(0, (Σe²/v − m)/Σ(1/v)) over all m comparisons (Efron and Morris); nil for fewer than five, or where
  /// nothing varies.
  private func shrunkenSaving(_ moves: [Entry]) -> Double? {
    guard entries.count >= 5, entries.allSatisfy({ $0.spread > 0 && $0.estimate.standardError > 0 }) else {
      return nil
    }
    let relative = entries.map { (effect: effect($0), variance: variance($0)) }
    let excess = OrderedSum.sum(relative.map { $0.effect * $0.effect / $0.variance }) - Double(entries.count)
    let between = max(0, excess / OrderedSum.sum(relative.map { 1 / $0.variance }))
    return OrderedSum.sum(
      moves.map { between / (between + variance($0)) * $0.money.annualSaving.value })
  }

  private func effect(_ entry: Entry) -> Double { entry.estimate.delta / (entry.spread / 2).squareRoot() }

  private func variance(_ entry: Entry) -> Double {
    entry.estimate.standardError * entry.estimate.standardError / (entry.spread / 2)
  }
}
