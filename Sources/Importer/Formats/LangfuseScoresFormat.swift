/// Langfuse's export of scores: one row per trace and score.
enum LangfuseScoresFormat {
  static let declaration = SourceFormat(
    name: "langfuse-scores", title: "Langfuse scores CSV", evidence: .seen, grain: .task,
    signature: ["id", "traceid", "timestamp", "source", "name", "datatype", "value", "stringvalue"],
    unread: [
      "id", "sessionid", "datasetrunid", "source", "name", "comment", "metadata", "observationid",
      "tracetags", "environment", "authorusername",
    ],
    zone: .written,
    content: .outcomes(
      OutcomeFields(
        task: "traceid",
        completed: .iso("timestamp"),
        category: "tracename", worker: "userid",
        success: SuccessRule(
          columns: ["stringvalue", "value"], yes: ["true", "pass", "passed", "yes", "correct", "success"],
          no: ["false", "fail", "failed", "no", "incorrect", "failure"], shareOf: 1,
          wordsOnly: ("datatype", "categorical"), refusesGrades: true,
          gradeColumns: "task_id: traceId, completed_at: timestamp, worker_id: userId, category: traceName, "
            + "tool: {constant: NAME}, succeeded: value"))),
    skips: [SkipRule(condition: .blank(["traceid"]), what: "scores of no trace")],
    quirks: [
      "A trace can have several scores: a file with more than one name of a score is refused; filter the export.",
      "A number from 0 to 1 is a share of success; a file with any other number holds grades and is refused: a --mapping says "
        + "which of them are successes.",
      "A CATEGORICAL score counts by its stringValue alone: value is 0 where a category has no number. A word that is neither "
        + "success nor failure leaves success unknown and is named.",
      "Which tool did the work is not in the file: --set tool=NAME.",
    ],
    single: "name")
}
