/// What `gh pr list --json …` prints.
enum GitHubPullsFormat {
  static let declaration = SourceFormat(
    name: "github-pulls", title: "gh pr list JSON", evidence: .seen, grain: .task,
    signature: ["number", "state", "closedAt", "mergedAt"],
    content: .outcomes(
      OutcomeFields(
        task: "url",
        taskRemedy: "A number alone is not one of its kind: make the list again with gh pr list "
          + "--json number,url,title,state,author,createdAt,mergedAt,closedAt.",
        completed: .iso("mergedAt", "closedAt"), begun: "createdAt",
        category: .always("pull request"), worker: [.json("author", "login")],
        success: SuccessRule(columns: ["state"], yes: ["merged"], no: ["closed"]))),
    skips: [SkipRule(condition: .holds("state", ["open"]), what: "pull requests that are open")],
    quirks: [
      "The list ends after 30 rows unless --limit says more: exactly 30 rows are warned of.",
      "Merged is taken as success; a later revert is not in the file.",
      "The url is the task, as numbers repeat across repositories: ask for it with --json number,url,title,state,author,createdAt,mergedAt,closedAt.",
      "Which tool did the work is not in the file.",
    ],
    layout: .json(rows: []), suspiciousRows: 30)
}
