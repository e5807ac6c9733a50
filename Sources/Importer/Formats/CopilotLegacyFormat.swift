/// GitHub Copilot's older report of premium requests, one row per use.
enum CopilotLegacyFormat {
  static let declaration = SourceFormat(
    name: "copilot-legacy", title: "GitHub Copilot premium request report (older)", evidence: .seen, grain: .request,
    signature: ["timestamp", "user", "model", "requests used"],
    unread: ["exceeds monthly quota", "total monthly quota"],
    zone: .utc,
    content: .usage(
      UsageFields(
        key: .parts(["user", "model", "requests used"]),
        time: .shaped(.monthFirst, "timestamp"),
        model: TextRule(columns: ["model"], prefix: "Auto: "), provider: .always("github-copilot"),
        worker: "user")),
    quirks: [
      "There are neither tokens nor amounts: the rows say who used what, and stay unpriced.",
      "There is no request id: the second use of one second, user and model in a file counts beside the first.",
    ],
    hasEqualRows: true)
}
