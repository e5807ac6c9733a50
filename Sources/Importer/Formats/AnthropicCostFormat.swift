/// The Anthropic Console's cost export: billed amounts by kind of token.
enum AnthropicCostFormat {
  static let declaration = SourceFormat(
    name: "anthropic-cost", title: "Anthropic Console cost CSV", evidence: .seen, grain: .bucket,
    signature: ["usage_date_utc", "model", "token_type", "cost_usd"],
    content: .invoice(instead: "Import the Console's usage export instead (with the column model_version)."),
    quirks: ["A bill, not usage: it is recognised and refused."])
}
