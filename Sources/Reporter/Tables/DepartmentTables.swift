import Analysis
import TriageModel

/// The tables of one department's report; what is withheld is said, never left out.
struct DepartmentTables {
  let department: DepartmentReport

  init(_ department: DepartmentReport) { self.department = department }

  private var style: NumberStyle { department.style }
  private var figures: DepartmentFigures { department.figures }
  private static let withheld: Phrase = "withheld"

  private var comparators: [Phrase] {
    department.previousTitle.map { ["Spend, \($0)", "Change", "Net value change"] } ?? []
  }

  /// Spend and net value of the department.
  var numbers: ReportTable {
    var table = ReportTable(
      ["Measure"],
      numbers: [Phrase(PeriodWords(period: department.report.review.period).title)]
        + (department.previousTitle.map { [Phrase($0), "Change"] } ?? []))
    let total = department.total
    let printed = DepartmentColumns(department)
    table.add(
      [
        "AI spend, as reported and priced",
        total.map { _ in Phrase(style.invoiced(printed.spend.total)) } ?? Self.withheld,
      ]
        + spendComparators(total, printed))
    table.add(["Net value after all AI cost", total.map(netValue) ?? Self.withheld] + netComparators(total))
    return table
  }

  private func spendComparators(_ pair: PairedFigures?, _ printed: DepartmentColumns) -> [Phrase] {
    guard department.previousTitle != nil else { return [] }
    guard pair?.previous != nil else { return [Self.withheld, Self.withheld] }
    return Array(changes(printed, nil, pair).prefix(2))
  }

  private func netComparators(_ pair: PairedFigures?) -> [Phrase] {
    guard department.previousTitle != nil else { return [] }
    guard let pair, let previous = pair.previous, let change = pair.change else {
      return [Self.withheld, Self.withheld]
    }
    return [Phrase(style.estimated(previous.statement.netAfterEverything)), style.change(change)]
  }

  private func netValue(_ pair: PairedFigures) -> Phrase {
    pair.netValue.map { Phrase(style.estimate($0)) }
      ?? Phrase(style.estimated(pair.current.statement.netAfterEverything))
  }

  /// One row per recommendation of the company, then what is hidden, what has no category, and the total.
  var decisions: ReportTable {
    var table = ReportTable(
      ["Recommendation of the company", "Task categories"], numbers: ["Spend now", "Net value now"])
    let printed = DepartmentColumns(department)
    for verdict in Verdict.allCases {
      let group = figures.categories.indices.filter { figures.categories[$0].verdict == verdict }
      guard !group.isEmpty else { continue }
      let names = group.map { figures.categories[$0].name }
      table.add([
        Phrase(verdict.words), Phrase.list(names, limit: 12, separator: "; "),
        Phrase(style.invoiced(printed.spend.sum(group))), Phrase(style.estimated(printed.netValue.sum(group))),
      ])
    }
    let gone = figures.categories.indices.filter { figures.categories[$0].verdict == nil }
    if !gone.isEmpty {
      table.add([
        "–", Phrase.list(gone.map { figures.categories[$0].name }, limit: 12, separator: "; "),
        Phrase(style.invoiced(printed.spend.sum(gone))), Phrase(style.estimated(printed.netValue.sum(gone))),
      ])
    }
    for (index, line) in printed.rest.enumerated() {
      let cells = amounts(printed, figures.categories.count + index, line)
      table.add([line.label, ""] + cells)
    }
    table.add(["\(name: figures.name)", ""] + totals(printed), isTotal: true)
    return table
  }

  private func amounts(_ printed: DepartmentColumns, _ index: Int, _ line: DepartmentColumns.Rest) -> [Phrase] {
    if line.isWithheld { return [Self.withheld, Self.withheld] }
    // Licences are no token spend.
    let spend = line.pair == nil ? "–" : Phrase(style.invoiced(printed.spend.lines[index]))
    return [spend, Phrase(style.estimated(printed.netValue.lines[index]))]
  }

  private func totals(_ printed: DepartmentColumns) -> [Phrase] {
    department.total == nil
      ? [Self.withheld, Self.withheld]
      : [Phrase(style.invoiced(printed.spend.total)), Phrase(style.estimated(printed.netValue.total))]
  }

  /// One row per category, down to the total.
  var verdicts: ReportTable {
    var table = ReportTable(
      ["Task category", "Verdict of the company"],
      numbers: ["Tasks", "Accepted", "Spend now", "Net value now"] + comparators)
    let printed = DepartmentColumns(department)
    for (index, category) in figures.categories.enumerated() {
      let verdict: Phrase = Phrase(category.verdict?.words ?? "–")
      table.add(
        ["\(name: category.name)", category.target.map { verdict + ": \(name: $0)" } ?? verdict]
          + tasks(category.figures) + [
            Phrase(style.invoiced(printed.spend.lines[index])),
            printed.estimate(index, category.figures.netValue),
          ] + changes(printed, index, category.figures))
    }
    for (offset, line) in printed.rest.enumerated() {
      let index = figures.categories.count + offset
      table.add(
        [line.label, ""] + tasks(line.pair) + amounts(printed, index, line)
          + changes(printed, index, line.pair))
    }
    table.add(
      ["\(name: figures.name)", ""] + tasks(department.total) + totals(printed)
        + changes(printed, nil, department.total), isTotal: true)
    return table
  }

  private func tasks(_ pair: PairedFigures?) -> [Phrase] {
    guard let statement = pair?.current.statement else { return ["–", "–"] }
    return [
      Phrase(NumberStyle.count(statement.tasks)), Phrase(DecimalText.fixed(statement.accepted, decimals: 0)),
    ]
  }

  /// The comparators of a line; of the total where `index` is nil.
  private func changes(_ printed: DepartmentColumns, _ index: Int?, _ pair: PairedFigures?) -> [Phrase] {
    guard department.previousTitle != nil else { return [] }
    guard let pair, let previous = pair.previous, let change = pair.change else { return ["–", "–", "–"] }
    let before = index.map { printed.previousSpend.lines[$0] } ?? printed.previousSpend.total
    let now = index.map { printed.spend.lines[$0] } ?? printed.spend.total
    let exact = AmountChange(previous: previous.spend, current: pair.current.spend)
    let percent = exact.fraction.map(NumberStyle.shareChange) ?? "–"
    return [
      Phrase(style.invoiced(before)), "\(style.change(now - before)) (\(percent))", style.change(change),
    ]
  }

  /// The spend of the department by ledger line; nil where its total is withheld.
  var ledger: ReportTable? {
    guard let ledger = department.total?.current.ledger else { return nil }
    var table = ReportTable(["Spend ledger"], numbers: ["Requests", "Spend"])
    let lines: [(Phrase, UsageSums)] = [
      ("a. Task completed in the period", ledger.completedInPeriod),
      ("b. Task completed outside of the period", ledger.completedOutside),
      ("c. Task without outcome", ledger.noOutcome), ("d. No task", ledger.noTask),
    ]
    let printed = AddingColumn(lines.map(\.1.cost), quantum: style.invoicedQuantum)
    for (index, line) in lines.enumerated() {
      table.add([
        line.0, Phrase(NumberStyle.count(line.1.requests)), Phrase(style.invoiced(printed.lines[index])),
      ])
    }
    table.add(
      [
        "AI spend, a + b + c + d", Phrase(NumberStyle.count(ledger.total.requests)),
        Phrase(style.invoiced(printed.total)),
      ], isTotal: true)
    return table
  }

  /// The statement of one category.
  func statement(_ category: DepartmentFigures.Category) -> ReportTable {
    let previous = category.figures.previous.flatMap { figures in
      department.previousTitle.map { (title: $0, statement: figures.statement) }
    }
    return StatementTable(statement: category.figures.current.statement, style: style, previous: previous).table
  }
}
