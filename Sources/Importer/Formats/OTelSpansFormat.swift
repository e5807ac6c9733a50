/// Spans of OpenTelemetry's conventions for generative AI: as the collector's file exporter writes them, or one by one.
enum OTelSpansFormat {
  static let declaration = format(
    name: "otel-genai", title: "OpenTelemetry GenAI spans", rows: ["resourceSpans", "scopeSpans", "spans"])

  static let lines = format(
    name: "otel-genai-lines", title: "OpenTelemetry GenAI spans, one per line", rows: [])

  private static func format(name: String, title: String, rows: [String]) -> SourceFormat {
    SourceFormat(
      name: name, title: title, evidence: .seen, grain: .request,
      signature: ["traceId", "spanId", "startTimeUnixNano", "attributes"],
      content: .usage(
        UsageFields(
          key: .joined(["traceId", "spanId"]),
          time: .shaped(.epochNanos, "startTimeUnixNano"),
          model: [.json("attributes", "gen_ai.response.model"), .json("attributes", "gen_ai.request.model")],
          provider: [.json("attributes", "gen_ai.provider.name"), .json("attributes", "gen_ai.system")],
          worker: [.json("attributes", "user.id"), .json("attributes", "enduser.id")],
          category: [.json("attributes", "gen_ai.workflow.name"), .json("attributes", "gen_ai.agent.name")],
          task: [.json("attributes", "gen_ai.conversation.id"), "traceId"],
          parent: .composed(["traceId", "parentSpanId"]),
          input: [.json("attributes", "gen_ai.usage.input_tokens"), .json("attributes", "gen_ai.usage.prompt_tokens")],
          cached: [.json("attributes", "gen_ai.usage.cache_read.input_tokens")],
          cacheWrite: [
            .json("attributes", "gen_ai.usage.cache_creation.input_tokens"),
            .json("attributes", "gen_ai.usage.cache_write.input_tokens"),
          ],
          output: [
            .json("attributes", "gen_ai.usage.output_tokens"), .json("attributes", "gen_ai.usage.completion_tokens"),
          ],
          reasoning: [.json("attributes", "gen_ai.usage.reasoning.output_tokens")],
          status: StatusRule(
            column: .json("status", "code"), ok: ["1", "ok", "status_code_ok"],
            errors: ["2", "error", "status_code_error"]),
          traits: TraitFields(
            modes: [
              .json("attributes", "openai.response.service_tier"),
              .json("attributes", "gen_ai.openai.response.service_tier"),
              .json("attributes", "openai.request.service_tier"),
              .json("attributes", "gen_ai.openai.request.service_tier"),
            ], firstModeCounts: true))),
      skips: [
        SkipRule(
          condition: .blank([
            .json("attributes", "gen_ai.usage.input_tokens"), .json("attributes", "gen_ai.usage.prompt_tokens"),
            .json("attributes", "gen_ai.usage.output_tokens"), .json("attributes", "gen_ai.usage.completion_tokens"),
          ]), what: "spans without tokens"),
        SkipRule(
          condition: .holds(.json("attributes", "gen_ai.operation.name"), ["invoke_agent", "execute_tool"]),
          what: "spans of agents and tools, whose tokens stand in the spans below them"),
      ],
      quirks: [
        "input_tokens includes the cache counts.",
        "Older names (prompt_tokens, completion_tokens) are read where the newer ones are missing; one span has one kind.",
        "Spans of agents sum the spans below them and are passed over.",
        "A span with just the tokens of the counted spans below it in the file, and no other model, holds them once more and is passed over; any other counts. Where they lie in several files, the one that completes such a sum is refused.",
        "A span's id holds within its trace: both together are a row's id.",
        "The status of a span says whether the request failed; unset says nothing.",
        "The conversation is the task; without one it is the trace.",
        "The service tier that was served counts, and the one that was asked for where that is not known; only OpenAI's spans have it, and none says batch.",
      ],
      parentsMayInclude: true, layout: .json(rows: rows))
  }
}
