import TriageModel

/// A column of amounts rounded for print so that its lines add up to its printed total.
struct AddingColumn {
  /// One rounded amount per line, in the order given.
  let lines: [Money]
  let total: Money

  /// - Parameters:
  ///   - amounts: the exact lines.
  ///   - total: the exact total where it is known apart from the lines. A difference below one step of print
  ///     (statistics keep nine digits) goes to the largest line; a larger one is not hidden.
  ///   - quantum: the step of print, in nano-dollars.
  init(_ amounts: [Money], total: Money? = nil, quantum: Int128) {
    var nanos = amounts.map(\.nanos)
    let difference = (total ?? amounts.total()).nanos - amounts.total().nanos
    if difference != 0, difference.magnitude < quantum.magnitude,
      let largest = nanos.indices.max(by: { nanos[$0].magnitude < nanos[$1].magnitude })
    {
      nanos[largest] += difference
    }
    let rounded = Rounding.roundToAdd(nanos, unit: quantum)
    lines = rounded.map(Money.init(nanos:))
    self.total = lines.total()
  }

  /// - Parameters:
  ///   - printedTotal: what the printed lines must add up to; it differs from the rounded sum by a few steps at most.
  init(_ amounts: [Money], printedTotal: Money, quantum: Int128) {
    var rounded = Rounding.roundToAdd(amounts.map(\.nanos), unit: quantum)
    let difference = printedTotal.nanos - rounded.reduce(0, +)
    if let largest = rounded.indices.max(by: { amounts[$0].nanos.magnitude < amounts[$1].nanos.magnitude }) {
      rounded[largest] += difference
    }
    lines = rounded.map(Money.init(nanos:))
    total = printedTotal
  }

  /// The printed sum of some of the lines.
  func sum(_ indices: [Int]) -> Money { indices.map { lines[$0] }.total() }
}
