/// What `ccusage daily --json` prints: a day's use of Claude Code by model.
enum CCUsageFormat {
  static let declaration = SourceFormat(
    name: "ccusage", title: "ccusage daily JSON", evidence: .seen, grain: .bucket,
    signature: ["modelName", "inputTokens", "outputTokens", "cacheCreationTokens", "cacheReadTokens"],
    zone: .asked,
    content: .usage(
      UsageFields(
        key: .parts(["modelName"]),
        time: .iso("../date"),
        model: "modelName", provider: .always("anthropic"),
        input: ["inputTokens", "cacheCreationTokens", "cacheReadTokens"],
        cached: ["cacheReadTokens"], cacheWrite: ["cacheCreationTokens"],
        output: ["outputTokens"],
        traits: TraitFields(isAggregated: true))),
    quirks: [
      "Days are those of the zone in which ccusage ran: --timezone says it.",
      "Its cost is what the tokens would cost through the API, not a bill: it is not read, the price book computes it.",
      "Print it with --breakdown: days without a breakdown by model are refused.",
      "totalTokens of a day is what the tokens of its models add up to, and is checked.",
      "The user is not in the file; say it with --set worker=NAME.",
    ],
    layout: .json(rows: ["daily", "modelBreakdowns"]), needsRows: true,
    groupTotal: IdentityRule(
      total: "../totalTokens", parts: ["inputTokens", "outputTokens", "cacheCreationTokens", "cacheReadTokens"]))
}
