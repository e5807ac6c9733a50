/// The Anthropic Console's cost export: billed amounts by kind of token, both generations.
enum AnthropicCostFormat {
  static let declaration = SourceFormat(
    name: "anthropic-cost", title: "Anthropic Console cost CSV", evidence: .seen, grain: .bucket,
    signature: ["usage_date_utc", "model", "token_type", "cost_usd"],
    unread: ["api_key_status"],
    zone: .utc,
    content: .invoice(
      InvoiceFields(
        key: .parts([
          "model", "workspace", "api_key", "api_key_id", "usage_type", "context_window", "token_type", "cost_type",
          "inference_geo", "speed",
        ]),
        start: .iso("usage_date_utc"), end: .day,
        provider: .always("anthropic"),
        model: "model",
        amount: MoneyRule("cost_usd", isWritten: true), list: MoneyRule("list_price_usd", isWritten: true))),
    quirks: [
      "A row for each kind of token; the rows of a model add up.",
      "Rows are rounded to whole cents: against usage they may differ by half a cent each.",
      "The model is its display name, the usage export has the id: model_aliases in the policy joins them.",
      "The older generation has no list price; where there is one, list price less cost is the discount.",
      "Web search and code execution are rows without tokens, often without a model.",
    ])
}
