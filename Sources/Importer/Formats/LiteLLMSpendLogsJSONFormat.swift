internal import TriageModel

/// LiteLLM's table LiteLLM_SpendLogs as JSON, one object per request.
enum LiteLLMSpendLogsJSONFormat {
  static let declaration = SourceFormat(
    name: "litellm-spendlogs-json", title: "LiteLLM SpendLogs JSON", evidence: .seen, grain: .request,
    signature: ["request_id", "call_type", "spend", "prompt_tokens", "completion_tokens", "startTime", "model"],
    zone: .utc,
    content: .usage(
      UsageFields(
        key: .column("request_id"),
        time: .iso("startTime"),
        model: "model", provider: "custom_llm_provider", worker: "user", department: "team_id",
        task: "session_id",
        input: ["prompt_tokens"],
        cached: [.json("metadata", "usage_object", "prompt_tokens_details", "cached_tokens")],
        cachedAgain: .json("metadata", "usage_object", "cache_read_input_tokens"),
        cacheWrite: [.json("metadata", "usage_object", "cache_creation_input_tokens")],
        output: ["completion_tokens"],
        reasoning: [.json("metadata", "usage_object", "completion_tokens_details", "reasoning_tokens")],
        cost: MoneyRule("spend", hasExponent: true),
        otherCalls: ("call_type", LiteLLMSpendLogsFormat.callsBesideTokens),
        status: StatusRule(column: "status", ok: ["success"], errors: ["failure"]),
        traits: TraitFields(
          hint: TraitFields.ModeHint(column: "call_type", words: ["retrieve_batch", "aretrieve_batch"], mode: .batch)))),
    skips: [
      SkipRule(
        condition: .zero(["model", "prompt_tokens", "completion_tokens", "spend"]),
        what: "requests without model, tokens and spend, which failed before they reached a model")
    ],
    identities: [IdentityRule(total: "total_tokens", parts: ["prompt_tokens", "completion_tokens"])],
    quirks: [
      "The same rows as in the CSV of the table have the same ids.",
      "messages and response may hold private text: they are never stored.",
      "A batch is one row of the call_type aretrieve_batch; no column names flex and priority.",
    ],
    layout: .json(rows: []))
}
