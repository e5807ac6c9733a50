/// The file cost-….csv of DeepSeek's export: billed amounts.
enum DeepSeekCostFormat {
  static let declaration = SourceFormat(
    name: "deepseek-cost", title: "DeepSeek cost CSV", evidence: .seen, grain: .bucket,
    signature: ["user_id", "start_time_iso", "model", "wallet_type", "cost", "currency"],
    content: .invoice(instead: "Import amount-….csv of the same ZIP instead."),
    quirks: ["A bill, not usage, perhaps in CNY: it is recognised and refused."])
}
