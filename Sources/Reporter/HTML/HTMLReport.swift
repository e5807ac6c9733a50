import Analysis
import Mustache
import Templates
import TriageModel

/// The report as one self-contained HTML file: no script, no font, no link off the page, light and dark, ready for
/// print on A4 and Letter.
public enum HTMLReport {
  /// The templates of this build are damaged.
  public struct TemplateError: Error, Hashable, Sendable {
    public let reason: String
  }

  /// Renders a report; the text ends in a line break.
  ///
  /// - Throws: `TemplateError` if the built-in templates cannot be read, which a test of the build excludes.
  public static func render(_ report: Report) throws -> String {
    let library: MustacheLibrary
    do {
      library = try PageTemplates.library()
    } catch {
      throw TemplateError(reason: "\(error)")
    }
    guard let text = library.render(values(report), withTemplate: Template.report.name) else {
      throw TemplateError(reason: "\(Template.report.name) is missing")
    }
    return text
  }

  private static func values(_ report: Report) -> TemplateValues {
    let period = PeriodWords(period: report.review.period).title
    let company = report.context.companyTitle
    var values = TemplateValues()
    values.set("version", report.context.toolVersion)
    values.set("period", period)
    let title: Phrase = "AI spend triage, \(period)\(company.map { " · \(name: $0)" as Phrase } ?? "")"
    values.set("documentTitle", title)
    if let company { values.set("company", "\(name: company)" as Phrase) }
    values.set("policy", "\(name: report.context.policyName)" as Phrase)
    values.set("reportID", JSONReport.reportID(report))
    let style = Markup(stringLiteral: Template.style.text)
    let isPaired = report.review.comparison != nil || HTMLCaps(report).isSheet || HTMLBudgets(report).hasChart
    values.set("style", markup: isPaired ? "\(style)\(HTMLBridge.style)" : style)
    var answer = HTMLAnswer(report).values
    answer.set("contents", HTMLSections.contents)
    values.set("answer", answer)
    values.set("sections", HTMLSections(report).values)
    return values
  }
}
