internal import TriageModel

/// Where an export says which of its rows another provider charges, as under a key of one's own.
struct OtherBill {
  /// The column of the amount.
  let amount: String
  /// The column that names who charges it; nil where none does.
  private let provider: String?
  /// Who charges all other rows; nil where rows say it.
  private let own: String?

  /// - Returns: nil where every row of the format is on one bill.
  init?(_ fields: UsageFields) {
    guard let amount = fields.cost?.elsewhere?.name else { return nil }
    self.amount = amount
    provider = fields.providerElsewhere.columns.first?.name
    own = fields.provider.constant
  }

  /// How to find the rows of one provider, behind "those".
  func sign(ofRowsOf name: String) -> String {
    if name.lowercased() == own { return "without an amount in \(amount)" }
    guard let provider else { return "with an amount in \(amount)" }
    let value = name.isEmpty ? "nothing" : PrintableText.cut(name, limit: 40)
    return "with an amount in \(amount) and \(value) in \(provider)"
  }
}
