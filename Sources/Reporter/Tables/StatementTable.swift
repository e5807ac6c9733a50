import Analysis
import TriageModel

/// The accounting statement of a set of tasks, line by line; every sum adds up as printed.
struct StatementTable {
  let statement: Statement
  let style: NumberStyle

  /// One line of the statement: a signed amount, or a sum of lines before it.
  struct Line {
    var label: Phrase
    var amount: Money
    var isTotal: Bool
  }

  var lines: [Line] {
    let leaves: [(Phrase, Money)] = [
      ("Measured value", statement.measuredValue), ("Value of minutes saved", statement.timeValue),
      ("Value per success of the policy", statement.policyValue), ("Token cost", -statement.tokenCost),
      ("Review and rework", -statement.humanCost), ("Run cost of tools", -statement.runCost),
      ("Cost of tasks that cannot be judged", -statement.notOkCost), ("Licences", -statement.licence),
      ("Requests of tasks without outcome", -statement.noOutcomeSpend),
      ("Requests without task", -statement.noTaskSpend),
    ]
    let printed = AddingColumn(leaves.map(\.1), quantum: style.invoicedQuantum)
    let rows = leaves.indices.map { Line(label: leaves[$0].0, amount: printed.lines[$0], isTotal: false) }
    return Array(rows[0..<3])
      + [Line(label: "Outcome value", amount: printed.sum([0, 1, 2]), isTotal: true)] + Array(rows[3..<6])
      + [Line(label: "Net value of judged tasks", amount: printed.sum(Array(0..<6)), isTotal: true)]
      + Array(rows[6...]) + [Line(label: "Net value after everything", amount: printed.total, isTotal: true)]
  }

  /// The same lines of another period beside them, and its title.
  var previous: (title: String, statement: Statement)?

  init(statement: Statement, style: NumberStyle, previous: (title: String, statement: Statement)? = nil) {
    self.statement = statement
    self.style = style
    self.previous = previous
  }

  var table: ReportTable {
    let before = previous.map { StatementTable(statement: $0.statement, style: style).lines }
    var table = ReportTable(
      [.text("Statement", .name)] + (previous.map { [.number(Phrase($0.title), .amountBefore)] } ?? []) + [
        .number("Amount", .amount), .number("Per judged task, USD", .perTask),
      ])
    let okTasks = Double(statement.okTasks)
    for (index, line) in lines.enumerated() {
      let exact = exactAmounts[index].dollars
      // Lines below the judged tasks have another number of tasks, so a mean over judged tasks would mislead.
      let isJudged = index <= 7
      table.add(
        [line.label] + (before.map { [amount($0[index])] } ?? []) + [
          amount(line),
          isJudged && okTasks > 0 && (exact != 0 || line.isTotal) ? Phrase(NumberStyle.perTask(exact / okTasks)) : "–",
        ], isTotal: line.isTotal)
    }
    return table
  }

  private func amount(_ line: Line) -> Phrase {
    line.amount == .zero && !line.isTotal ? "–" : Phrase(style.invoiced(line.amount))
  }

  /// The exact amounts in the order of `lines`.
  var exactAmounts: [Money] {
    [
      statement.measuredValue, statement.timeValue, statement.policyValue, statement.grossValue, -statement.tokenCost,
      -statement.humanCost, -statement.runCost, statement.netValue, -statement.notOkCost, -statement.licence,
      -statement.noOutcomeSpend, -statement.noTaskSpend, statement.netAfterEverything,
    ]
  }

  /// `1,180 tasks: 1,100 judged, 50 without usage, 30 without a value. Accepted 1,020.`
  var taskWords: Phrase {
    let kinds: [(Int64, String)] = [
      (statement.okTasks, "judged"), (statement.unclassifiedTasks, "by a tool that the policy does not name"),
      (statement.uncostedTasks, "without usage"), (statement.unpricedTasks, "with an unpriced request"),
      (statement.unvaluedTasks, "without a value"),
    ]
    let parts = kinds.filter { $0.0 > 0 }.map { "\(NumberStyle.count($0.0)) \($0.1)" }
    let tasks = "\(NumberStyle.count(statement.tasks)) task\(statement.tasks == 1 ? "" : "s")"
    var text = parts.isEmpty ? "\(tasks)." : "\(tasks): \(parts.joined(separator: ", "))."
    let accepted = DecimalText.fixed(
      statement.accepted, decimals: statement.acceptedMillionths % 1_000_000 == 0 ? 0 : 2)
    text += " Accepted: \(accepted)."
    if statement.blankOutcomes > 0 { text += " Outcome blank: \(NumberStyle.count(statement.blankOutcomes))." }
    return Phrase(text)
  }
}
