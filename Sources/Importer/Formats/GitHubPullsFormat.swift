/// What `gh pr list --json …` prints.
enum GitHubPullsFormat {
  static let declaration = SourceFormat(
    name: "github-pulls", title: "gh pr list JSON", evidence: .seen, grain: .task,
    signature: ["number", "state", "closedAt", "mergedAt"],
    content: .outcomes(
      OutcomeFields(
        task: ["url", "number"],
        completed: .iso("mergedAt", "closedAt"),
        category: .always("pull request"), worker: [.json("author", "login")],
        success: SuccessRule(columns: ["state"], yes: ["merged"], no: ["closed"]))),
    skips: [SkipRule(condition: .holds("state", ["open"]), what: "pull requests that are open")],
    quirks: [
      "The list ends after 30 rows unless --limit says more: exactly 30 rows are warned of.",
      "Merged is taken as success; a later revert is not in the file.",
      "The url is the task, or the number where the url was not asked for; which tool did the work is not in the file.",
    ],
    layout: .json(rows: []), suspiciousRows: 30)
}
