/// Cursor's usage export, three generations.
enum CursorFormat {
  static let declaration = SourceFormat(
    name: "cursor", title: "Cursor usage CSV", evidence: .seen, grain: .request,
    signature: [
      "date", "model", "input (w/ cache write)", "input (w/o cache write)", "cache read", "output tokens",
      "total tokens", "cost",
    ],
    unread: ["cloud agent id", "automation id", "max mode"],
    zone: .written,
    content: .usage(
      UsageFields(
        key: .parts([
          "user", "model", "input (w/ cache write)", "input (w/o cache write)", "cache read", "output tokens",
        ]),
        time: .iso("date"),
        model: "model", provider: .always("cursor"), worker: "user",
        input: ["input (w/ cache write)", "input (w/o cache write)", "cache read"],
        cached: ["cache read"], cacheWrite: ["input (w/ cache write)"],
        output: ["output tokens"],
        cost: MoneyRule(
          "cost to you", "cost", isWritten: true,
          words: ["included": .allocated, "-": .unknown, "nan": .unknown, "free": .free],
          deciding: MoneyRule.Deciding(
            column: "kind",
            words: [
              "included": .allocated, "free": .free, "errored, no charge": .free, "errored, not charged": .free,
              "errored-no-charge": .free,
            ],
            prefixes: ["included in ": .allocated, "errored": .free, "aborted": .free],
            paid: ["on-demand", "on demand", "usage-based", "usage based", "user api key"]),
          gross: "cost"),
        status: StatusRule(
          column: "kind",
          errors: [
            "errored, no charge", "errored, not charged", "errored-no-charge", "errored not charged",
            "aborted, no charge",
            "aborted, not charged", "aborted not charged",
          ]))
    ),
    identities: [
      IdentityRule(
        total: "total tokens",
        parts: ["input (w/ cache write)", "input (w/o cache write)", "cache read", "output tokens"])
    ],
    quirks: [
      "The two Input columns are apart, whatever their names say: written to the cache, and fresh.",
      "Cost is text: \"$0.32\", 0.11, Included (the seat pays: allocated by the policy), - and NaN (unknown).",
      "Kind decides before Cost: an Included row (Included in Pro, too) is paid by the seat, an errored or aborted one is free, whatever amount stands there. A word that is not known counts its Cost and is warned of.",
      "Cost to you of zero beside a Cost is paid by the seat.",
      "Newer generations add Kind, Max Mode and agent ids; an event has the same id in all of them.",
      "The personal export has no user; say it with --set worker=NAME.",
      "The model auto has no price.",
      "There is no request id: the second event of one moment, user, model and size in a file counts beside the first.",
    ],
    hasEqualRows: true)
}
