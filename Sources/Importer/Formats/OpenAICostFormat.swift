/// OpenAI's cost export: billed amounts by line item.
enum OpenAICostFormat {
  static let declaration = SourceFormat(
    name: "openai-cost", title: "OpenAI cost CSV", evidence: .seen, grain: .bucket,
    signature: ["start_time", "amount_value", "amount_currency", "line_item"],
    unread: ["start_time_iso", "end_time_iso", "quantity", "quantity_unit", "project_name", "organization_name"],
    zone: .utc,
    content: .invoice(
      InvoiceFields(
        key: .parts([
          "end_time", "line_item", "user_id", "user_email", "api_key_id", "project_id", "organization_id", "api_source",
        ]),
        start: .shaped(.epochSeconds, "start_time"), end: .time(.shaped(.epochSeconds, "end_time")),
        provider: .always("openai"),
        model: TextRule(columns: ["line_item"], pattern: "^([^,]+?) *,"),
        amount: MoneyRule("amount_value", hasExponent: true, currency: "amount_currency"))),
    skips: [SkipRule(condition: .blank(["amount_value", "line_item"]), what: "empty buckets")],
    quirks: [
      "line_item holds model and kind, \"gpt-5-nano, input_tokens\"; one without a comma names no model.",
      "Amounts have up to 30 decimals; they are rounded once, to a nano-dollar.",
      "The ISO times may have no zone; the seconds since 1970 are read.",
      "Refunds have the day and line item of their charge, and count beside it, each of another amount by itself; two charges of one day and line item are an error.",
      "Empty buckets are rows, too; they are passed over.",
    ],
    shortRow: ["start_time", "end_time", "start_time_iso", "end_time_iso"])
}
