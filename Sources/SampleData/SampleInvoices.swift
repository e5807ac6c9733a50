internal import TriageModel

/// Adds up what the sample company's provider bills for its requests: one line per month and model, in whole cents.
struct SampleInvoices {
  static let header = "provider,invoice_id,period_start,period_end,model,amount_usd,kind\n"
  private static let provider = "anthropic"
  /// What a model costs that the price book does not have.
  private static let previewPrice = PriceRow(
    model: "lab-preview-1", effectiveFrom: Month(year: 2026, month: 1).start, inputPicos: 4_000_000,
    outputPicos: 20_000_000)

  private var nanos: [String: [Month: Int128]] = [:]

  mutating func add(model: String, at: Instant, input: Int, cached: Int, cacheWrite: Int, output: Int) {
    let book = SampleQuarter.priceRows + [Self.previewPrice]
    let valid = book.filter { $0.model == model && $0.effectiveFrom <= at }
    guard let price = valid.max(by: { $0.effectiveFrom < $1.effectiveFrom }),
      let cost = price.rate.costNanos(
        input: Int64(input), cached: Int64(cached), cacheWrite: Int64(cacheWrite), longWrite: 0, output: Int64(output),
        reasoning: 0)
    else { return }
    nanos[model, default: [:]][Month(containing: at), default: 0] += cost
  }

  /// The bills of the quarter: usage, what is not metered, and a credit; one line was cut off a moment later than usage.
  var text: String {
    var lines: [String] = []
    for (model, months) in nanos.sorted(by: { $0.key < $1.key }) {
      for (month, cost) in months.sorted(by: { $0.key < $1.key }) {
        let isCutLate = model == SampleCategory.frontier && month.month == 8
        lines.append(line(month, model, cents(cost) + (isCutLate ? 214 : 0), "usage"))
      }
    }
    for month in 7...9 { lines.append(line(Month(year: 2026, month: month), "", 9000, "purchase")) }
    lines.append(line(Month(year: 2026, month: 9), "", -21_000, "credit"))
    return Self.header + lines.joined()
  }

  private func cents(_ nanos: Int128) -> Int128 { Rounding.divideHalfAwayFromZero(nanos, by: 10_000_000) }

  private func line(_ month: Month, _ model: String, _ cents: Int128, _ kind: String) -> String {
    let amount = ScaledDecimal.text(cents, scale: 2, minimumDecimals: 2)
    return "\(Self.provider),\(month.text),\(month.start.text),\(month.advanced(by: 1).start.text),\(model),\(amount),"
      + "\(kind)\n"
  }
}
