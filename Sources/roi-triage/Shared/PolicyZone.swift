import TriageModel

/// The zone that a policy names, with its rules.
enum PolicyZone {
  /// - Throws: `Failure` for a zone that the program has no rules for; a policy that was read has none such.
  static func zone(of policy: Policy) throws -> ReportingZone {
    if let zone = ReportingZone(policy.timezone) { return zone }
    throw Failure(
      .usage,
      [
        Diagnostic(
          code: "bad-timezone", field: "timezone", value: PrintableText.cut(policy.timezone),
          message: "is no time zone",
          remedy: "Write UTC, or a name of the time zone database such as Europe/Vienna.")
      ])
  }
}
