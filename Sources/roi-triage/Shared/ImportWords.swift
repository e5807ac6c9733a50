import Storage
import TriageModel

/// Says what became of a file's rows.
enum ImportWords {
  /// `20,114 usage rows: 20,000 new, 114 there already`.
  static func summary(_ entry: LedgerEntry) -> String {
    let noun =
      switch entry.kind {
      case .usage: "usage"
      case .outcomes: "outcome"
      case .prices: "price"
      case .invoices: "invoice"
      }
    let parts = [
      (entry.newRows, "new"), (entry.repeatedRows, "there already"), (entry.restatedRows, "restated"),
      (entry.supersededRows, "older than what is there"),
      (entry.sharedRows, "requests of another task, counted once"),
      (entry.keptRows, "in conflict with what is there, left out"), (entry.replacedRows, "in place of others"),
      (entry.rejectedRows, "bad, left out"),
    ].filter { $0.0 > 0 }.map { "\(grouped($0.0)) \($0.1)" }
    let rows = entry.rows + entry.rejectedRows
    let counts = parts.isEmpty ? "" : ": \(parts.joined(separator: ", "))"
    return "\(grouped(rows)) \(noun) row\(rows == 1 ? "" : "s")\(counts)"
  }

  /// What the database holds of an import: `reported cost 12.5 USD, 1,200 tokens`.
  ///
  /// - Parameter prices: of an import of prices, how many there are, and how many gave way to those of a later one.
  static func stored(_ entry: LedgerEntry, prices: (rows: Int64, replaced: Int64)) -> String {
    let total = entry.stored
    switch entry.kind {
    case .usage:
      return
        "reported cost \(Money(nanos: Int128(total.reportedCostNanos)).decimalText) USD, \(grouped(total.tokens)) tokens"
    case .invoices:
      return "billed \(Money(nanos: Int128(total.reportedCostNanos)).decimalText) USD"
    case .outcomes:
      let minutes = ScaledDecimal.text(Int128(total.minuteMillis), scale: 3)
      return
        "value \(Money(nanos: Int128(total.valueNanos)).decimalText) USD, \(minutes) minutes saved, of review and rework"
    case .prices:
      let replaced = prices.replaced > 0 ? ", \(grouped(prices.replaced)) of them replaced by a later import" : ""
      return "\(grouped(prices.rows)) price\(prices.rows == 1 ? "" : "s")\(replaced)"
    }
  }

  static func grouped(_ number: Int64) -> String {
    let digits = Array(String(number.magnitude))
    var text = number < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return text
  }
}
