internal import TriageModel

/// How a source's rows become bill lines.
struct InvoiceFields: Sendable {
  enum End: Sendable {
    case time(TimeRule)
    /// The row stands for the whole day that it begins in.
    case day
  }

  /// What tells one line from another, beside its start.
  var key: KeyRule
  var start: TimeRule
  var end: End
  var provider: TextRule
  var model = TextRule.none
  var invoice = TextRule.none
  var amount: MoneyRule
  /// The same at list price.
  var list: MoneyRule?
  var kind: ChargeKindRule?
}

/// Which words of a column say what a line charges for; without a rule all lines are usage.
struct ChargeKindRule: Sendable {
  var column: SourceColumn
  /// In lower case.
  var words: [String: InvoiceRow.Kind]
}

extension InvoiceFields {
  /// Every column that is read, and what it becomes, in the order of the canonical columns.
  var meanings: [ColumnMeaning] {
    var meanings: [ColumnMeaning] = []
    func add(_ columns: [SourceColumn], _ meaning: String) {
      meanings += columns.map { ColumnMeaning(column: $0, meaning: meaning) }
    }
    add(provider.columns, "provider")
    add(invoice.columns, "invoice_id")
    add(start.columns, "period_start")
    if case .time(let rule) = end { add(rule.columns, "period_end") }
    add(model.columns, "model")
    add(amount.columns + (amount.currency.map { [$0] } ?? []), "amount_usd")
    if let list { add(list.columns, "amount at list price") }
    if let kind { add([kind.column], "kind") }
    switch key {
    case .column(let column): add([column], "key of the line")
    case .parts(let columns), .joined(let columns): add(columns, "part of the line's key")
    }
    return meanings
  }
}
