/// The other shape in which ccusage prints days: one sum a day, with the models that it covers.
enum CCUsageDataFormat {
  static let declaration = SourceFormat(
    name: "ccusage-data", title: "ccusage JSON with data", evidence: .seen, grain: .bucket,
    signature: ["date", "inputTokens", "outputTokens", "cacheCreationTokens", "cacheReadTokens"],
    absent: ["modelBreakdowns"],
    zone: .asked,
    content: .usage(
      UsageFields(
        key: .parts(["models", "modelsUsed"]),
        time: .iso("date"),
        model: TextRule(columns: ["models", "modelsUsed"], constant: "(several models)", pattern: #"^\["([^"]+)"\]$"#),
        provider: .always("anthropic"),
        input: ["inputTokens", "cacheCreationTokens", "cacheReadTokens"],
        cached: ["cacheReadTokens"], cacheWrite: ["cacheCreationTokens"],
        output: ["outputTokens"],
        traits: TraitFields(isAggregated: true))),
    identities: [
      IdentityRule(
        total: "totalTokens", parts: ["inputTokens", "outputTokens", "cacheCreationTokens", "cacheReadTokens"])
    ],
    quirks: [
      "Days are those of the zone in which ccusage ran: --timezone says it.",
      "costUSD is what the tokens would cost through the API, not a bill: it is not read, the price book computes it.",
      "A day of one model is that model's; a day of several has no price: print it with --breakdown instead.",
      "The user is not in the file; say it with --set worker=NAME.",
    ],
    layout: .json(rows: ["data"]))
}
