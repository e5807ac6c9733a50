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
        map: .langfuse("usageDetails"),
        cost: MoneyRule("totalCost", .json("costDetails", "total"), hasExponent: true),
        status: StatusRule(column: "level", ok: ["default", "debug", "warning"], errors: ["error"]))),
    skips: [
      SkipRule(
        condition: .holds("type", ["span", "event", "agent", "tool", "chain", "retriever", "guardrail"]),
        what: "observations that are no generation", cost: ["totalCost", .json("costDetails", "total")]),
      SkipRule(
        condition: .blank(["providedModelName", "model"]), what: "observations without a model",
        cost: ["totalCost", .json("costDetails", "total")]),
    ],
    quirks: ["The same rows as in the CSV of observations have the same ids."],
    parentsMayInclude: true, layout: .json(rows: []))
}
