/// GitHub Copilot's billing report: premium requests, and AI credits since June 2026.
enum CopilotFormat {
  static let declaration = SourceFormat(
    name: "copilot", title: "GitHub Copilot usage report", evidence: .seen, grain: .bucket,
    signature: ["date", "username", "product", "sku", "model", "quantity", "unit_type", "gross_amount", "net_amount"],
    unread: [
      "applied_cost_per_quantity", "total_monthly_quota", "aic_quantity",
      "aic_gross_amount",
    ],
    zone: .utc,
    content: .usage(
      UsageFields(
        key: .parts([
          "username", "sku", "model", "unit_type", "exceeds_quota", "organization", "cost_center_name", "repository",
        ]),
        time: .shaped(.monthFirst, "date"),
        model: TextRule(columns: ["model"], prefix: "Auto: "), provider: .always("github-copilot"),
        worker: "username", department: ["cost_center_name", "organization"],
        input: ["input", "cache_read", "cache_write"], cached: ["cache_read"], cacheWrite: ["cache_write"],
        output: ["output"],
        cost: MoneyRule("net_amount", isWritten: true, hasExponent: true, gross: "gross_amount"))),
    identities: [
      IdentityRule(total: "gross_amount", parts: ["net_amount", "discount_amount"], toleranceNanos: 1_000)
    ],
    quirks: [
      "A day of one user and model can be two rows, within the quota and beyond it.",
      "The net amount counts: the discount is what the seats include, and a row of which it leaves nothing is paid by them.",
      "Months of transition hold premium requests and AI credits side by side; only the latter have tokens.",
      "Whole rows may lie in one more pair of quotes, which is taken off.",
      "Dates are UTC days, as 2026-05-29 or 5/29/26.",
      "\"Auto: \" before a model's name is dropped.",
      "quantity is a weighted number of requests, not a count: a row counts as one request.",
    ])
}
