/// OpenAI's cost export: billed amounts by line item.
enum OpenAICostFormat {
  static let declaration = SourceFormat(
    name: "openai-cost", title: "OpenAI cost CSV", evidence: .seen, grain: .bucket,
    signature: ["start_time", "amount_value", "amount_currency", "line_item"],
    content: .invoice(instead: "Import the usage export instead (completions_usage_….csv, from the same page)."),
    quirks: ["A bill, not usage: it is recognised and refused."])
}
