import Analysis
import TriageModel

/// The short answer for a terminal: message, four numbers, decisions, and what to know before signing.
public enum AnswerText {
  /// How the verdicts of the decisions table are marked.
  public enum Marks: Hashable, Sendable {
    /// By their words alone.
    case words
    /// By a glyph before the words.
    case glyphs
    /// By a coloured glyph before the words, for a terminal that shows colours.
    case colours
  }

  /// Renders the answer in lines of at most `width` columns (at least 60); the text ends in a line break.
  public static func render(_ report: Report, width: Int = 80, marks: Marks = .words) -> String {
    let width = max(60, width)
    let tables = AnswerTables(report)
    let period = PeriodWords(period: report.review.period)
    let company: Phrase = report.context.companyTitle.map { "\(name: $0, limit: 40). " } ?? ""
    let head: Phrase =
      "\(company)\(period.days). \(report.style.unitWords); \(report.style.levelText) intervals in brackets."
    var parts = [
      TextLayout.wrap(MessageTitles(report).answer.plainText, to: width), TextLayout.wrap(head.plainText, to: width),
      numbers(tables, width: width), decisions(report, tables, width: width, marks: marks),
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

  /// The decisions table; rows of recommendations come first, in the order of `report.decisions`.
  private static func decisions(_ report: Report, _ tables: AnswerTables, width: Int, marks: Marks) -> String {
    let table = tables.decisions(categoryLimit: 12).prefix(columns: 5)
    // The words of a verdict are whole wherever the usual width of a terminal is there.
    let whole = width >= 80 ? 0 : nil
    guard marks != .words else { return TextLayout.table(table, width: width, whole: whole) }
    let glyphs = report.decisions.map { VerdictGlyph($0.verdict) }
    let marked = table.mapping { row, column, cell in
      guard column == 0 else { return cell }
      return row < glyphs.count ? "\(glyphs[row].glyph) " + cell : "  " + cell
    }
    let lines = TextLayout.table(marked, width: width, whole: whole).split(
      separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().map { index, line in
      // The first line is the head.
      guard marks == .colours, index > 0, index <= glyphs.count else { return String(line) }
      return glyphs[index - 1].coloured + line.dropFirst()
    }.joined(separator: "\n")
  }

  private static func numbers(_ tables: AnswerTables, width: Int) -> String {
    let lines = tables.numberLines.map { (label: $0.label.plainText, value: $0.value.plainText) }
    let labelWidth = lines.map { TextLayout.width($0.label) }.max() ?? 0
    // Numbers align at their end, whatever stands in brackets behind them.
    let heads = lines.map { line in line.value.prefix { $0 != " " } }
    let headWidth = heads.map { TextLayout.width(String($0)) }.max() ?? 0
    return zip(lines, heads).map { line, head in
      let space = labelWidth - TextLayout.width(line.label) + 2 + headWidth - TextLayout.width(String(head))
      let start = line.label + String(repeating: " ", count: space)
      let room = width - TextLayout.width(start)
      let indent = String(repeating: " ", count: labelWidth + 2)
      return start
        + TextLayout.wrap(line.value, to: room).split(separator: "\n").joined(separator: "\n" + indent)
    }.joined(separator: "\n")
  }
}
