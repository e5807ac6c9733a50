/// promptfoo's export of an evaluation: a row per test case, a group of columns per provider.
enum PromptfooFormat {
  static let declaration = SourceFormat(
    name: "promptfoo", title: "promptfoo CSV", evidence: .seen, grain: .task,
    signature: ["status", "score", "named scores", "grader reason"],
    unread: ["named scores", "grader reason", "comment"],
    content: .outcomes(
      OutcomeFields(
        task: .composed([SourceColumn(ColumnGroups.test), SourceColumn(ColumnGroups.tool)]),
        completed: .period,
        category: .none, tool: TextRule(columns: [SourceColumn(ColumnGroups.tool)]),
        pair: TextRule(columns: [SourceColumn(ColumnGroups.test)]),
        success: SuccessRule(columns: ["status", "score"], yes: ["pass"], no: ["fail", "error"], shareOf: 1))),
    skips: [SkipRule(condition: .blank(["status", "score"]), what: "cases without a result of a provider")],
    quirks: [
      "Each provider has a group of columns that begins with \"[provider] label\"; names in the groups are repeated.",
      "A row is one test case and becomes an outcome per provider; its variables make the case's id, and the pair.",
      "Tools are the providers' names in lower case, as headers are read; model_aliases in the policy rename them.",
      "PASS is a success, FAIL and ERROR are none; without a Status the score counts as a share from 0 to 1.",
      "There are no times and no category: --period and --set category=NAME.",
    ],
    allowsRepeatedColumns: true, isGrouped: true)
}
