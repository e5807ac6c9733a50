/// Langfuse's export of observations as JSON, one object per observation.
enum LangfuseObservationsJSONFormat {
  static let declaration = SourceFormat(
    name: "langfuse-observations-json", title: "Langfuse observations JSON", evidence: .seen, grain: .request,
    signature: ["id", "traceId", "startTime", "type", "usageDetails"],
    zone: .written,
    content: .usage(
      UsageFields(
        key: .column("id"),
        time: .iso("startTime"),
        model: ["providedModelName", "model"], worker: "userId", category: "traceName", task: "traceId",
        parent: "parentObservationId",
        input: [
          .json("usageDetails", "input"), .json("usageDetails", "input_cached_tokens"),
          .json("usageDetails", "input_cache_read"), .json("usageDetails", "cache_read_input_tokens"),
          .json("usageDetails", "cache_creation_input_tokens"), .json("usageDetails", "input_cache_creation"),
        ],
        cached: [
          .json("usageDetails", "input_cached_tokens"), .json("usageDetails", "input_cache_read"),
          .json("usageDetails", "cache_read_input_tokens"),
        ],
        cacheWrite: [
          .json("usageDetails", "cache_creation_input_tokens"), .json("usageDetails", "input_cache_creation"),
        ],
        output: [
          .json("usageDetails", "output"), .json("usageDetails", "output_reasoning_tokens"),
          .json("usageDetails", "reasoning_tokens"),
        ],
        reasoning: [
          .json("usageDetails", "output_reasoning_tokens"), .json("usageDetails", "reasoning_tokens"),
        ],
        cost: MoneyRule("totalCost", hasExponent: true),
        status: StatusRule(column: "level", ok: ["default", "debug", "warning"], errors: ["error"]))),
    skips: [
      SkipRule(
        condition: .holds("type", ["span", "event", "agent", "tool", "chain", "retriever", "guardrail"]),
        what: "observations that are no generation"),
      SkipRule(condition: .blank(["providedModelName", "model"]), what: "observations without a model"),
    ],
    quirks: ["The same rows as in the CSV of observations have the same ids."],
    layout: .json(rows: []))
}
