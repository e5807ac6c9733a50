import Analysis
import TriageModel

/// The report as JSON, every figure at full precision; described by `fixtures/schema/report.schema.json`.
///
/// Money is a string of whole dollars, exact; an estimate is `{"value","lo","hi","level"}`; an unknown is null
/// with a reason beside it. Keys have a fixed order; new keys may be added, none is renamed within a format.
public enum JSONReport {
  public static let format = 1

  /// Renders a report; the text ends in a line break.
  public static func render(_ report: Report) -> String {
    let body = body(report)
    let members =
      [.init("format", .integer(format)), .init("report_id", .string(identity(report, body: body)))] + body
      + [.init("provenance", JSONProvenance(report).value)]
    return JSONValue.object(members).text + "\n"
  }

  /// A short name of the report's content: 16 hexadecimal digits (FNV-1a, 64 bits) of everything but the
  /// command. It identifies a report; it does not authenticate one.
  public static func reportID(_ report: Report) -> String { identity(report, body: body(report)) }

  private static func identity(_ report: Report, body: [JSONValue.Member]) -> String {
    identity(body, digests: report.context.rowSets.map(\.digest).joined(separator: " "))
  }

  static func identity(_ body: [JSONValue.Member], digests: String = "") -> String {
    var writer = JSONWriter(sink: ReportHash())
    writer.write(body, indent: 0)
    writer.append(digests)
    return writer.sink.text
  }

  /// Every member but `format`, `report_id` and `provenance`.
  static func body(_ report: Report) -> [JSONValue.Member] {
    let review = report.review
    let categories = JSONCategories(report)
    let noComparison: JSONValue = review.comparison == nil ? "no previous quarter was given" : .null
    return [
      .init("tool", .object([.init("name", "roi-triage"), .init("version", .string(report.context.toolVersion))])),
      .init(
        "policy",
        .object([
          .init("name", .string(report.context.policyName)), .init("sha256", .string(report.context.policyDigest)),
        ])),
      .init("period", JSONAnswer(report).period),
      .init("compare_period", .optional(review.comparison?.period.text)), .init("compare_period_reason", noComparison),
      .init("currency", "USD"),
      .init("title", .string(MessageTitles(report).answer.plainText)), .init("answer", JSONAnswer(report).value),
      .init("decisions", JSONAnswer(report).decisions), .init("totals", JSONAnswer(report).totals),
      .init("portfolio", JSONMoney(level: review.level).portfolio(review.portfolio)),
      .init("categories", categories.value), .init("cap_vs_triage", JSONCaps(report).value),
      .init("cap_vs_triage_reason", JSONCaps(report).reason),
      .init("bridge", JSONComparison.bridge(review.comparison?.bridge)), .init("bridge_reason", noComparison),
      .init("assumptions", .array(review.assumptions.map(categories.assumption))),
      .init("reconciliation", JSONReconciliation(report).value),
      .init("departments", .array(review.departments.map(JSONStatement.department))),
      .init("data_quality", .array(review.dataQuality.map(JSONReconciliation.check))),
    ] + JSONComparison(report).members + JSONInsights(report).members + JSONBudgets(report).members
  }
}

extension JSONValue: ExpressibleByStringLiteral {
  public init(stringLiteral value: String) { self = .string(value) }
}

extension JSONValue {
  /// An estimate; unknown ends or an unknown value are null with the reason.
  static func estimate(_ estimate: Estimate?, level: Double, reason: String) -> JSONValue {
    guard let estimate else { return unknownEstimate(value: .null, level: level, reason: reason) }
    return .object([
      .init("value", .number(estimate.value)), .init("lo", .number(estimate.lo)), .init("hi", .number(estimate.hi)),
      .init("level", .number(level)),
    ])
  }

  /// A figure without an interval.
  static func unknownEstimate(value: JSONValue, level: Double, reason: String) -> JSONValue {
    .object([
      .init("value", value), .init("lo", .null), .init("hi", .null), .init("level", .number(level)),
      .init("reason", .string(reason)),
    ])
  }

  /// The figures of a message with the paths of their fields.
  static func facts(_ phrase: Phrase) -> JSONValue {
    .array(
      phrase.figures.map {
        .object([.init("text", .string($0.text)), .init("field", .string($0.field))])
      })
  }
}
