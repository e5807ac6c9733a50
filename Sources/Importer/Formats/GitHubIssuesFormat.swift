/// What `gh issue list --json …` prints.
enum GitHubIssuesFormat {
  static let declaration = SourceFormat(
    name: "github-issues", title: "gh issue list JSON", evidence: .seen, grain: .task,
    signature: ["number", "state", "stateReason", "closedAt"],
    content: .outcomes(
      OutcomeFields(
        task: "url",
        taskRemedy: "A number alone is not one of its kind: make the list again with gh issue list "
          + "--json number,url,title,state,stateReason,author,createdAt,closedAt.",
        completed: .iso("closedAt"), begun: "createdAt",
        category: .always("issue"), worker: [.json("author", "login")],
        success: SuccessRule(
          columns: ["stateReason"], yes: ["completed"], no: ["not_planned", "not planned", "duplicate"]))),
    skips: [SkipRule(condition: .holds("state", ["open"]), what: "issues that are open")],
    quirks: [
      "The list ends after 30 rows unless --limit says more: exactly 30 rows are warned of.",
      "Closed as not planned is no success.",
      "The url is the task, as numbers repeat across repositories: ask for it with --json number,url,title,state,stateReason,author,createdAt,closedAt.",
      "Which tool did the work is not in the file.",
    ],
    layout: .json(rows: []), suspiciousRows: 30)
}
