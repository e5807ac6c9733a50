import Analysis
import TriageModel

/// The money columns of one department's report, rounded once so that every total adds up.
///
/// Lines: one per category, then what is hidden, what has no category, and licences, as far as there are any.
struct DepartmentColumns {
  /// A line below the categories.
  struct Rest {
    var label: Phrase
    var pair: PairedFigures?
    var isWithheld: Bool
  }

  let rest: [Rest]
  let spend: AddingColumn
  let netValue: AddingColumn
  let previousSpend: AddingColumn
  private let style: NumberStyle

  init(_ department: DepartmentReport) {
    let figures = department.figures
    style = department.style
    var rest: [Rest] = []
    if figures.hasSuppressed {
      let pair = department.suppressed
      rest.append(Rest(label: CompanyTables.suppressed, pair: pair, isWithheld: pair == nil))
    }
    if let pair = figures.notAttributed { rest.append(Rest(label: "Not attributed", pair: pair, isWithheld: false)) }
    let licence = department.total?.current.statement.licence ?? .zero
    if licence != .zero { rest.append(Rest(label: "Licences", pair: nil, isWithheld: false)) }
    self.rest = rest
    let pairs = figures.categories.map { Optional($0.figures) } + rest.map(\.pair)
    spend = AddingColumn(pairs.map { $0?.current.spend ?? .zero }, quantum: style.invoicedQuantum)
    previousSpend = AddingColumn(pairs.map { $0?.previous?.spend ?? .zero }, quantum: style.invoicedQuantum)
    var net = pairs.map { $0?.current.statement.netAfterEverything ?? .zero }
    if licence != .zero { net[net.count - 1] = -licence }
    netValue = AddingColumn(net, quantum: style.estimateQuantum)
  }

  /// A printed net value with the interval of its exact figure.
  func estimate(_ index: Int, _ exact: Estimate?) -> Phrase {
    let text = style.estimated(netValue.lines[index])
    return exact.map { "\(text) [\(style.interval($0.lo, $0.hi))]" } ?? Phrase(text)
  }
}
