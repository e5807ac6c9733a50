/// The file cost-….csv of DeepSeek's export: billed amounts.
enum DeepSeekCostFormat {
  static let declaration = SourceFormat(
    name: "deepseek-cost", title: "DeepSeek cost CSV", evidence: .seen, grain: .bucket,
    signature: ["user_id", "start_time_iso", "model", "wallet_type", "cost", "currency"],
    zone: .written,
    content: .invoice(
      InvoiceFields(
        key: .parts(["user_id", "end_time_iso", "model", "wallet_type", "currency"]),
        start: .iso("start_time_iso"), end: .time(.iso("end_time_iso")),
        provider: .always("deepseek"),
        model: "model",
        amount: MoneyRule("cost", hasExponent: true, currency: "currency"))),
    quirks: [
      "Amounts may be in CNY: such a row is an error until --rate CNY=… states what one is worth in US dollars.",
      "What was paid from a granted wallet is a charge like any other.",
    ])
}
