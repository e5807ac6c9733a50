/// Jira's CSV export of issues.
enum JiraFormat {
  static let declaration = SourceFormat(
    name: "jira", title: "Jira issue CSV", evidence: .seen, grain: .task,
    signature: ["summary", "issue key", "issue type", "status", "resolution", "created", "resolved"],
    unread: [
      "summary", "issue id", "status", "project key", "priority", "reporter", "creator", "created", "updated",
      "last viewed", "description", "original estimate", "remaining estimate", "work ratio", "labels", "time spent",
    ],
    zone: .asked,
    content: .outcomes(
      OutcomeFields(
        task: "issue key",
        completed: .shaped(.monthFirst, "resolved"), begun: "created",
        category: "issue type", worker: "assignee", department: "project name",
        success: SuccessRule(
          columns: ["resolution"], yes: ["done", "fixed", "resolved", "complete", "completed"],
          no: [
            "won't do", "won't fix", "duplicate", "cannot reproduce", "declined", "incomplete", "canceled", "cancelled",
            "rejected", "abandoned", "not a bug", "known error", "hardware failure", "software failure",
          ]))),
    skips: [SkipRule(condition: .blank(["resolved"]), what: "issues that are not resolved")],
    quirks: [
      "Column names are repeated (Labels, Comment, …): none of those is read.",
      "Rows can be wider than the header: read where the cells too many are blank, or stand behind repeated columns that come after every column that is read, and Created is a time; refused otherwise.",
      "Times are in the zone of who exported them: --timezone says it. 27/Sep/26 9:00 AM and 9/27/2026 16:14 are read, the month first where it is a number, unless --date-order dmy says otherwise.",
      "A resolution such as Won't Do is no success; one that is not known leaves success unknown.",
      "Issues that were resolved before they were created are warned of, as they may have come from another system.",
      "Which tool did the work is not in the file: --set tool=NAME.",
      "Time Spent is not read: it is not known to be review or rework.",
    ],
    allowsRepeatedColumns: true, proofOfPlace: ["created"], datedColumns: ["created"])
}
