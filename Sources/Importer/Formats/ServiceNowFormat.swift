/// A ServiceNow export of incidents.
enum ServiceNowFormat {
  static let declaration = SourceFormat(
    name: "servicenow", title: "ServiceNow incident CSV", evidence: .seen, grain: .task,
    signature: ["number", "opened_at", "state", "category", "assigned_to", "resolved_at"],
    unread: [
      "opened_at", "short_description", "caller_id", "priority", "sys_updated_on", "calendar_stc", "reopen_count",
      "reopened_time", "business_duration", "calendar_duration", "sys_updated_by", "business_stc",
    ],
    zone: .asked,
    content: .outcomes(
      OutcomeFields(
        task: "number",
        completed: .iso("resolved_at", "closed_at"), begun: "opened_at",
        category: TextRule(columns: ["category"], constant: "incident"), worker: "assigned_to",
        department: "assignment_group",
        success: SuccessRule(
          columns: ["state"], yes: ["6", "7", "resolved", "closed"], no: ["8", "canceled", "cancelled"]))),
    skips: [
      SkipRule(condition: .blank(["resolved_at", "closed_at"]), what: "incidents that are neither resolved nor closed")
    ],
    quirks: [
      "State is a word or a code: 6 Resolved, 7 Closed, 8 Canceled, which is no success.",
      "A canceled incident has no resolved_at: closed_at is its time, which has to be in the export.",
      "Times have no zone: --timezone says it.",
      "Files in Windows-1252 are refused with the command that converts them.",
      "Which tool did the work is not in the file: --set tool=NAME.",
      "Durations are not read: they are waiting, not work.",
    ])
}
