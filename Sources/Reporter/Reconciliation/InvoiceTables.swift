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

  /// - Parameter title: of the first column; a format with captions says what the table is above it.
  func usageToInvoice(title: Phrase = "From usage to invoice") -> Remarked {
    remarked(shown(statement.usageToInvoice, usageAmounts), title: title, showsShare: false)
  }

  func invoiceToCategories(title: Phrase = "From invoice to task categories") -> Remarked {
    var lines = shown(statement.invoiceToCategories, categoryAmounts)
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
    return remarked(lines, title: title, showsShare: true)
  }

  /// Printed amounts of the first statement's leaves.
  private var usageAmounts: [Money] {
    let leaves = statement.usageToInvoice.filter { !$0.isSum }
    return AddingColumn(leaves.map(\.amount), quantum: style.invoicedQuantum).lines
  }

  /// Printed amounts of the second statement's leaves: a line that the first one has, too, prints the same there, and
  /// so does the total.
  private var categoryAmounts: [Money] {
    let leaves = statement.usageToInvoice.filter { !$0.isSum }
    let first = Dictionary(zip(leaves.map(\.key), usageAmounts)) { first, _ in first }
    let lines = statement.invoiceToCategories.filter { !$0.isSum }
    let apart = AddingColumn(lines.map(\.amount), quantum: style.invoicedQuantum)
    let isSame = zip(lines, apart.lines).allSatisfy { line, amount in first[line.key].map { $0 == amount } ?? true }
    if isSame, apart.total == usageAmounts.total() { return apart.lines }
    let own = lines.filter { first[$0.key] == nil }
    let shared = lines.compactMap { first[$0.key] }.total()
    let column = AddingColumn(
      own.map(\.amount), printedTotal: usageAmounts.total() - shared, quantum: style.invoicedQuantum)
    let printed = Dictionary(zip(own.map(\.key), column.lines)) { first, _ in first }
    return lines.map { first[$0.key] ?? printed[$0.key] ?? .zero }
  }

  /// Lines with their printed amounts: each printed sum is the sum of the printed lines above it.
  private func shown(
    _ lines: [InvoiceStatement.Line], _ amounts: [Money]
  ) -> [(line: InvoiceStatement.Line, amount: Money)] {
    var place = 0
    var sum = Money.zero
    var shown: [(InvoiceStatement.Line, Money)] = []
    for line in lines {
      if line.isSum {
        shown.append((line, sum))
        continue
      }
      let amount = amounts[place]
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
      .text("Model", .name), .text("Provider"), .text("Months"), .number("Usage"), .number("Invoice"),
      .number("Difference, USD", .difference), .text("Class", .status),
    ])
    let all = reconciliation.lines
    let isCut = all.count > Self.lineLimit
    let ordered = isCut ? all.filter { $0.outcome == .mismatch } + all.filter { $0.outcome != .mismatch } : all
    for line in ordered.prefix(Self.lineLimit) {
      table.add([
        line.model.map { "\(name: $0)" } ?? (line.usage.rows > 0 ? "all models" : "no model named"),
        line.provider.map { "\(name: $0)" } ?? "no provider named",
        Phrase(Self.months(line.months)), line.usage.rows > 0 ? Phrase(style.invoiced(line.usage.cost)) : "–",
        line.billedRows > 0 ? Phrase(style.invoiced(line.billed ?? .zero)) : "–",
        line.billed == nil ? "–" : Phrase(Self.dollars(line.difference)), Phrase(Self.words(line)),
      ])
    }
    return (table, all.count - min(all.count, Self.lineLimit))
  }

  /// `2026-07`, `2026-07 to 2026-08`.
  private static func months(_ months: Period) -> String {
    let last = months.end.advanced(by: -1)
    return last == months.first ? last.text : "\(months.first.text) to \(last.text)"
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
      Phrase("Lines by class: \(classes). ")
        + "Rounding: within half a cent for each invoice line, and within four standard deviations of it."
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
