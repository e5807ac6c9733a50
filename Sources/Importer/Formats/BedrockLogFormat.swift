/// The invocation log of Amazon Bedrock: one JSON object per invocation.
enum BedrockLogFormat {
  static let declaration = SourceFormat(
    name: "bedrock-log", title: "Bedrock invocation log", evidence: .seen, grain: .request,
    signature: ["timestamp", "requestId", "modelId", "input", "output"],
    zone: .written,
    content: .usage(
      UsageFields(
        key: .column("requestId"),
        time: .iso("timestamp"),
        model: TextRule(columns: ["modelId"], pattern: "([^/]+)$"), provider: .always("bedrock"),
        worker: [.json("identity", "arn")],
        department: [.json("requestMetadata", "department")],
        category: [.json("requestMetadata", "category")],
        task: [.json("requestMetadata", "task_id")],
        input: [
          .json("input", "inputTokenCount"), .json("input", "cacheReadInputTokenCount"),
          .json("input", "cacheWriteInputTokenCount"),
        ],
        cached: [.json("input", "cacheReadInputTokenCount")],
        cacheWrite: [.json("input", "cacheWriteInputTokenCount")],
        output: [.json("output", "outputTokenCount")],
        status: StatusRule(column: "errorCode", othersFail: true))),
    quirks: [
      "inputTokenCount leaves out what was read from and written to the cache: the three are added up.",
      "modelId may be the ARN of an inference profile: what follows the last / is the model.",
      "requestMetadata holds the caller's tags: department, category and task_id are taken.",
      "There is no cost in the log: the price book computes it.",
    ],
    layout: .json(rows: []))
}
