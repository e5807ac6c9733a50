import Analysis
import TriageModel

/// The statements of the bills and the comparison line by line, as tables.
struct InvoiceTables {
  /// Lines of the comparison that a page shows; those that do not agree come first where there are more.
  static let lineLimit = 40

  let statement: InvoiceStatement

  init?(_ report: Report) {
    guard let statement = InvoiceStatement(report) else { return nil }
    self.statement = statement
  }

  private var style: NumberStyle { statement.report.style }
  private var reconciliation: Reconciliation { statement.reconciliation }

  /// A table with a second line for some of its labels.
  struct Remarked {
    var table: ReportTable
    var remarks: [Phrase]

    /// The remarks behind the labels, for a format without second lines.
    var inOneLine: ReportTable {
      table.mapping { row, column, cell in
        guard column == 0, remarks.indices.contains(row), !remarks[row].pieces.isEmpty else { return cell }
        return "\(cell) (\(remarks[row]))"
      }
    }
  }

  var usageToInvoice: Remarked {
    remarked(printed(statement.usageToInvoice), title: "From usage to invoice", showsShare: false)
  }

  var invoiceToCategories: Remarked {
    var lines = printed(statement.invoiceToCategories)
    // The subtotal of what no category carries stands before the other charges.
    let between: Set<String> = [
      "attributed", "no_category_task", "no_category_no_outcome", "no_category_no_task", "billed_without_usage",
      "used_not_billed", "unexplained",
    ]
    let place = lines.lastIndex { between.contains($0.line.key) } ?? 0
    let amount = lines[0...place].filter { $0.line.key != "attributed" }.map(\.amount).total()
    let subtotal = InvoiceStatement.Line(
      key: "not_attributed", label: "Not attributed", amount: statement.notAttributed, isSum: true)
    lines.insert((subtotal, amount), at: place + 1)
    return remarked(lines, title: "From invoice to task categories", showsShare: true)
  }

  /// Lines with their printed amounts: each printed sum is the sum of the printed lines above it.
  private func printed(
    _ lines: [InvoiceStatement.Line]
  ) -> [(line: InvoiceStatement.Line, amount: Money)] {
    let leaves = lines.filter { !$0.isSum }
    let column = AddingColumn(leaves.map(\.amount), quantum: style.invoicedQuantum)
    var place = 0
    var sum = Money.zero
    var shown: [(InvoiceStatement.Line, Money)] = []
    for line in lines {
      if line.isSum {
        shown.append((line, sum))
        continue
      }
      let amount = column.lines[place]
      place += 1
      sum += amount
      if line.isFixed || line.amount != .zero { shown.append((line, amount)) }
    }
    return shown
  }

  private func remarked(
    _ lines: [(line: InvoiceStatement.Line, amount: Money)], title: Phrase, showsShare: Bool
  ) -> Remarked {
    var table = ReportTable([title], numbers: ["Amount"] + (showsShare ? ["Of invoice"] : []))
    for (line, amount) in lines {
      let share = NumberStyle.share(line.amount, of: reconciliation.invoiced) ?? "–"
      table.add(
        [line.label, Phrase(style.invoiced(amount))] + (showsShare ? [Phrase(share)] : []), isTotal: line.isSum)
    }
    return Remarked(table: table, remarks: lines.map { $0.line.remark ?? "" })
  }

  /// Provider, model and months, and how many lines are left out.
  var lines: (table: ReportTable, left: Int) {
    var table = ReportTable([
      .text("Provider", .name), .text("Model"), .text("Months"), .number("Usage"), .number("Invoice"),
      .number("Difference, USD", .difference), .text("Class", .status),
    ])
    let all = reconciliation.lines
    let isCut = all.count > Self.lineLimit
    let ordered = isCut ? all.filter { $0.outcome == .mismatch } + all.filter { $0.outcome != .mismatch } : all
    for line in ordered.prefix(Self.lineLimit) {
      table.add([
        line.provider.map { "\(name: $0)" } ?? "no provider named",
        line.model.map { "\(name: $0)" } ?? (line.usage.rows > 0 ? "all models" : "no model named"),
        Phrase(line.months.text), line.usage.rows > 0 ? Phrase(style.invoiced(line.usage.cost)) : "–",
        line.billedRows > 0 ? Phrase(style.invoiced(line.billed ?? .zero)) : "–",
        line.billed == nil ? "–" : Phrase(Self.dollars(line.difference)), Phrase(Self.words(line)),
      ])
    }
    return (table, all.count - min(all.count, Self.lineLimit))
  }

  static func dollars(_ amount: Money) -> String {
    DecimalText.scaled(amount.nanos, unit: 1_000_000_000, decimals: 2, signed: true)
  }

  /// `rounding`, `matched at list price`, `local only, no invoice`.
  static func words(_ line: Reconciliation.Line) -> String {
    let atList = line.discount == .zero ? "" : " at list price"
    switch line.outcome {
    case .matched: return "matched" + atList
    case .rounding: return "rounding" + atList
    case .providerOnly: return "provider only"
    case .localOnly: return line.billed == nil ? "local only, no invoice" : "local only"
    case .mismatch: return "mismatch"
    }
  }

  /// What the classes mean, how many lines each has, and what is beside AI spend.
  var notes: [Phrase] {
    let counts = Reconciliation.Outcome.allCases.map { outcome -> (String, Int) in
      let words =
        switch outcome {
        case .matched: "matched"
        case .rounding: "rounding"
        case .providerOnly: "provider only"
        case .localOnly: "local only"
        case .mismatch: "mismatch"
        }
      return (words, reconciliation.count(outcome))
    }
    let classes = counts.map { "\($0.0) \(NumberStyle.count($0.1))" }.joined(separator: " · ")
    var notes: [Phrase] = [
      "Lines by class: \(classes). Rounding: no farther apart than half a cent for each invoice line."
    ]
    let licence = statement.report.review.totals.statement.licence
    if licence != .zero {
      notes.append(
        "Allocated by the policy, and not in AI spend: \(style.sentence(licence)) of licences, deducted from net value."
      )
    }
    return notes
  }
}
