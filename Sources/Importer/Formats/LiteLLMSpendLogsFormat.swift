internal import TriageModel

/// LiteLLM's table LiteLLM_SpendLogs: one row per request through the proxy.
enum LiteLLMSpendLogsFormat {
  /// Types of calls that pay for images, audio, videos or searches, with the asynchronous ones.
  static let callsBesideTokens: [String] = [
    "image_generation", "image_edit", "image_variation", "speech", "transcription", "realtime", "create_video",
    "video_generation", "search", "vector_store_search", "ocr", "rerank",
  ].flatMap { [$0, "a\($0)", "_a\($0)"] }

  static let declaration = SourceFormat(
    name: "litellm-spendlogs", title: "LiteLLM SpendLogs CSV", evidence: .seen, grain: .request,
    signature: ["request_id", "call_type", "spend", "prompt_tokens", "completion_tokens", "starttime", "model"],
    unread: [
      "api_key", "total_tokens", "endtime", "request_duration_ms", "completionstarttime", "model_id", "model_group",
      "api_base", "cache_hit", "cache_key", "requester_ip_address", "messages", "response", "organization_id",
      "mcp_namespaced_tool_name", "agent_id", "proxy_server_request", "end_user", "request_tags",
    ],
    zone: .utc,
    content: .usage(
      UsageFields(
        key: .column("request_id"),
        time: .iso("starttime"),
        model: "model", provider: "custom_llm_provider", worker: "user", department: "team_id",
        task: "session_id",
        input: ["prompt_tokens"],
        cached: [
          .json("metadata", "usage_object", "prompt_tokens_details", "cached_tokens")
        ],
        cachedAgain: .json("metadata", "usage_object", "cache_read_input_tokens"),
        cacheWrite: [.json("metadata", "usage_object", "cache_creation_input_tokens")],
        output: ["completion_tokens"],
        reasoning: [.json("metadata", "usage_object", "completion_tokens_details", "reasoning_tokens")],
        cost: MoneyRule("spend", hasExponent: true),
        otherCalls: ("call_type", callsBesideTokens),
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
      "prompt_tokens includes cached and cache-write tokens, which stand only in the JSON of metadata.",
      "Cached tokens have two names there; where both hold a count, they have to agree.",
      "Times are UTC, whether a zone is written or not; spend may have an exponent.",
      "messages and response may hold private text: they are never stored.",
      "session_id is taken as the task.",
      "Images, audio, videos and searches, told by call_type, have a price of their own: cost and tokens of such rows are not compared.",
      "A batch is one row of the call_type aretrieve_batch. No column names flex and priority: spend, which is always given, has their price, and a comparison with the price book takes the standard one.",
    ])
}
