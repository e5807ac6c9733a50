import TriageModel

/// One bar per row of a table: solid stays, hatched is freed; one scale from zero for the whole table.
struct TableBars {
  private let largest: Double

  init(largest: Money) { self.largest = max(largest.dollars, 1e-9) }

  func bar(spend: Money, freed: Double = 0) -> Markup {
    var drawing = Drawing()
    let whole = width(spend.dollars)
    let hatched = min(width(freed), whole)
    drawing.bar(x: 0.5, y: 3.5, width: whole - hatched, height: 11, .actual)
    drawing.bar(x: 0.5 + whole - hatched, y: 3.5, width: hatched, height: 11, .planned)
    return drawing.decoration(width: 92, height: 18, style: "tbar")
  }

  /// Spend with a tick at the budget.
  func bar(spend: Money, budget: Money) -> Markup {
    var drawing = Drawing()
    drawing.bar(x: 0.5, y: 3.5, width: width(spend.dollars), height: 11, .actual)
    let tick = 0.5 + width(budget.dollars)
    drawing.line(tick, 0.5, tick, 17.5, .ink, width: 2)
    return drawing.decoration(width: 92, height: 18, style: "tbar")
  }

  private func width(_ dollars: Double) -> Double { max(0, min(dollars / largest, 1)) * 91 }
}
