/// The export of LiteLLM's usage page: one row per day and team.
enum LiteLLMDailyFormat {
  static let declaration = SourceFormat(
    name: "litellm-daily", title: "LiteLLM daily CSV", evidence: .seen, grain: .bucket,
    signature: ["date", "team", "spend ($)", "requests", "prompt tokens", "completion tokens"],
    zone: .utc,
    content: .usage(
      UsageFields(
        key: .parts(["team id", "team", "model"]),
        time: .iso("date"),
        model: TextRule(columns: ["model"], constant: "(all models)"),
        department: "team",
        input: ["prompt tokens"], output: ["completion tokens"], hasGroupedCounts: true,
        cost: MoneyRule("spend ($)", isWritten: true),
        requests: "requests")),
    skips: [
      SkipRule(
        condition: .zero(["requests", "spend ($)", "prompt tokens", "completion tokens"]), what: "days without requests"
      )
    ],
    identities: [
      IdentityRule(total: "total tokens", parts: ["prompt tokens", "completion tokens"]),
      IdentityRule(total: "requests", parts: ["successful requests", "failed requests"]),
    ],
    quirks: [
      "Amounts have commas between thousands and four decimals.",
      "Without a column for the model all rows are of the model \"(all models)\".",
      "The export by model repeats a key's whole spend on each of its models: prefer the export by team, or SpendLogs.",
      "Rows of one day and team that repeat a spend under another model are warned of.",
      "Two teams with the same sums are two by their Team ID, with a warning; the same id under another name is the same spend.",
    ],
    idColumns: ["team id"],
    repeats: RepeatRule(group: ["date", "team id", "team"], member: "model", amount: "spend ($)"))
}
