import Analysis
import TriageModel

/// The short answer for a terminal: message, four numbers, decisions, and what to know before signing.
public enum AnswerText {
  /// Renders the answer in lines of at most `width` columns (at least 60); the text ends in a line break.
  public static func render(_ report: Report, width: Int = 80) -> String {
    let width = max(60, width)
    let tables = AnswerTables(report)
    let period = PeriodWords(period: report.review.period)
    let company: Phrase = report.context.companyTitle.map { "\(name: $0, limit: 40). " } ?? ""
    let head: Phrase =
      "\(company)\(period.days). \(report.style.unitWords); \(report.style.levelText) intervals in brackets."
    var parts = [
      TextLayout.wrap(MessageTitles(report).answer.plainText, to: width), TextLayout.wrap(head.plainText, to: width),
      numbers(tables), TextLayout.table(tables.decisions(categoryLimit: 12).prefix(columns: 5), width: width),
    ]
    let portfolio = PortfolioWords(report).phrases
    if !portfolio.isEmpty {
      parts.append(TextLayout.wrap(portfolio.map(\.plainText).joined(separator: " "), to: width))
    }
    let cautions = Cautions(report).phrases
    if !cautions.isEmpty {
      let lines = cautions.map { "- " + TextLayout.wrap($0.plainText, to: width - 2, indent: "  ") }
      parts.append("Before you sign\n" + lines.joined(separator: "\n"))
    }
    return parts.joined(separator: "\n\n") + "\n"
  }

  private static func numbers(_ tables: AnswerTables) -> String {
    let lines = tables.numberLines.map { (label: $0.label.plainText, value: $0.value.plainText) }
    let labelWidth = lines.map { TextLayout.width($0.label) }.max() ?? 0
    // Numbers align at their end, whatever stands in brackets behind them.
    let heads = lines.map { line in line.value.prefix { $0 != " " } }
    let headWidth = heads.map { TextLayout.width(String($0)) }.max() ?? 0
    return zip(lines, heads).map { line, head in
      let space = labelWidth - TextLayout.width(line.label) + 2 + headWidth - TextLayout.width(String(head))
      return line.label + String(repeating: " ", count: space) + line.value
    }.joined(separator: "\n")
  }
}
