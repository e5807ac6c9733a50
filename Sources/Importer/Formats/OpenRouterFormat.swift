/// OpenRouter's activity export: one row per generation.
enum OpenRouterFormat {
  static let declaration = SourceFormat(
    name: "openrouter", title: "OpenRouter activity CSV", evidence: .seen, grain: .request,
    signature: ["generation_id", "created_at", "cost_total", "tokens_prompt", "tokens_completion", "model_permaslug"],
    unread: [
      "cost_cache", "variant", "streamed",
      "finish_reason_raw", "finish_reason_normalized", "generation_time_ms", "time_to_first_token_ms",
      "api_key_disabled",
    ],
    zone: .asked,
    content: .usage(
      UsageFields(
        key: .column("generation_id"),
        time: .iso("created_at"),
        model: "model_permaslug", provider: .always("openrouter"), providerElsewhere: "provider_name", worker: "user",
        department: "api_key_name",
        category: "app_name",
        input: ["tokens_prompt"], cached: ["tokens_cached"],
        output: ["tokens_completion"], reasoning: ["tokens_reasoning"],
        cost: MoneyRule("cost_total", hasExponent: true, elsewhere: "byok_usage_inference"),
        fees: ["cost_web_search", "cost_file_processing"],
        status: StatusRule(column: "cancelled", ok: ["false"], errors: ["true"]))),
    quirks: [
      "created_at has no zone: --timezone says it (the site shows UTC).",
      "Cached tokens are part of the prompt, reasoning tokens part of the completion.",
      "OpenRouter is paid, whoever ran the model: it is the provider, and the model's name says whose model it is.",
      "cost_total counts; a row under one's own provider key has its cost on that provider's bill: provider_name is its "
        + "provider, byok_usage_inference is stated in sum, and the price book computes the cost. cost_total of such a "
        + "row is OpenRouter's fee: its sum is warned of.",
      "cost_web_search and cost_file_processing are parts of cost_total that no tokens are paid with.",
    ])
}
