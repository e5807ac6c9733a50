/// Helicone's export of requests.
enum HeliconeFormat {
  static let declaration = SourceFormat(
    name: "helicone", title: "Helicone CSV", evidence: .seen, grain: .request,
    signature: ["response_id", "request_created_at", "response_status", "model", "prompt_tokens", "completion_tokens"],
    unread: ["response_created_at", "request_body", "latency"],
    zone: .written,
    content: .usage(
      UsageFields(
        key: .column("response_id"),
        time: .iso("request_created_at"),
        model: "model", worker: "request_user_id",
        department: [.json("request_properties", "department")],
        category: [.json("request_properties", "category")],
        task: [.json("request_properties", "task_id")],
        input: ["prompt_tokens"], output: ["completion_tokens"],
        cost: MoneyRule("cost", hasExponent: true),
        status: StatusRule(column: "response_status", ok: ["200"], othersFail: true))),
    quirks: [
      "A response_status other than 200 is a failed attempt; it costs what it costs.",
      "The properties department, category and task_id are taken where a request has them.",
      "Cached tokens are not given.",
    ])
}
