/// The Anthropic Console's usage export, both generations.
enum AnthropicUsageFormat {
  static let declaration = SourceFormat(
    name: "anthropic-usage", title: "Anthropic Console usage CSV", evidence: .seen, grain: .bucket,
    signature: ["usage_date_utc", "model_version", "usage_input_tokens_no_cache", "usage_output_tokens"],
    unread: ["web_search_count"],
    zone: .utc,
    content: .usage(
      UsageFields(
        key: .parts([
          "workspace", "api_key", "model_version", "usage_type", "context_window", "inference_geo", "speed",
        ]),
        time: .iso("usage_date_utc"),
        model: "model_version", provider: .always("anthropic"), department: "workspace",
        input: [
          "usage_input_tokens_no_cache", "usage_input_tokens_cache_write", "usage_input_tokens_cache_write_5m",
          "usage_input_tokens_cache_write_1h", "usage_input_tokens_cache_read",
        ],
        cached: ["usage_input_tokens_cache_read"],
        cacheWrite: [
          "usage_input_tokens_cache_write", "usage_input_tokens_cache_write_5m", "usage_input_tokens_cache_write_1h",
        ],
        output: ["usage_output_tokens"],
        traits: TraitFields(
          modes: ["usage_type", "speed"], standardWords: ["message"],
          longWrites: ["usage_input_tokens_cache_write_1h"], context: "context_window", isAggregated: true))),
    skips: [SkipRule(condition: .blank(["model_version", "usage_output_tokens"]), what: "days without usage")],
    quirks: [
      "The input counts are apart: they are added up for the canonical input.",
      "The older generation has one cache-write column, the newer one 5-minute and 1-hour columns.",
      "api_key is the name of a key, and no person: it is part of a row's id, not a worker.",
      "context_window holds text beyond ASCII; dates are days or ISO with T, in UTC.",
      "Writes for an hour are part of the cache-write tokens and have a price of their own.",
      "usage_type and speed name batch and fast use, which have prices of their own.",
      "context_window says which tier a day's requests have; a row stands for an unknown number of them.",
      "One day in the two generations has different ids: the second one is refused.",
      "There is no cost in the file: the price book computes it.",
    ])
}
