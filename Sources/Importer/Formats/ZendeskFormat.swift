/// A Zendesk export of tickets.
enum ZendeskFormat {
  static let declaration = SourceFormat(
    name: "zendesk", title: "Zendesk ticket CSV", evidence: .seen, grain: .task,
    signature: ["zendesk_id", "status", "created_at", "solved_at", "group"],
    unread: [
      "requester_id", "subject", "tags", "priority", "via", "created_at", "assigned_at", "resolution_time", "reopens",
      "replies", "first_reply_time_in_minutes", "full_resolution_time_in_minutes",
      "first_reply_time_in_minutes_within_business_hours", "full_resolution_time_in_minutes_within_business_hours",
      "satisfaction",
    ],
    zone: .asked,
    content: .outcomes(
      OutcomeFields(
        task: "zendesk_id",
        completed: .iso("solved_at"), begun: "created_at",
        category: TextRule(columns: ["ticket_type"], constant: "ticket"), worker: "assignee_id", department: "group",
        success: SuccessRule(columns: ["status"], yes: ["solved", "closed"], no: ["deleted", "spam"]))),
    skips: [SkipRule(condition: .blank(["solved_at"]), what: "tickets that are not solved")],
    quirks: [
      "The layout varies by report; these columns are one report's.",
      "A reopened ticket keeps its id: a later export restates it.",
      "Which tool did the work is not in the file: --set tool=NAME.",
      "Resolution times are not read: they are waiting, not work.",
    ])
}
