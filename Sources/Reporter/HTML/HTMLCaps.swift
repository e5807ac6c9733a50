import Analysis
import TriageModel

/// What a cap does beside triage, at the same money freed: the chart, both side by side, and the path of triage.
struct HTMLCaps {
  let report: Report
  private let section: CapSection

  init(_ report: Report) {
    self.report = report
    section = CapSection(report)
  }

  var title: Phrase { section.title }
  var subtitle: Phrase { section.subtitle }
  /// Whether it fills a sheet of paper.
  var isSheet: Bool { section.comparison != nil }

  var body: Markup {
    let notes = section.notes.map { "<p class=\"sub after\">\($0)</p>" as Markup }
    var html: Markup = ""
    if let comparison {
      html += "<div class=\"two\">\(figure)<div>\(comparison)\(Markup.joined(Array(notes.prefix(2))))</div></div>"
    } else {
      html += Markup.joined(notes)
    }
    if let path = section.path {
      html +=
        HTMLTable(
          table: path, id: "cap-path", caption: "Triage path: each row adds one change; \(report.style.unitWords)"
        ).markup
    }
    if let effects = section.effects {
      html +=
        HTMLTable(
          table: effects, id: "cap-effects",
          caption: "What a cap does; workers and tasks as counts only; \(report.style.unitWords)"
        ).markup
    }
    if let curve = section.curve {
      html +=
        HTMLTable(
          table: curve, id: "cap-curve", caption: "All caps, the loosest first; \(report.style.unitWords)"
        ).markup
    }
    if section.comparison != nil { html += Markup.joined(Array(notes.dropFirst(2))) }
    return html
  }

  private var figure: Markup {
    guard let chart = CapChart(report) else { return "<div></div>" }
    let title: Phrase = "Net value against spend freed: triage compared with a cap"
    return """
      <figure><div class="scroll" role="region" tabindex="0" aria-labelledby="cap_chart_t">\
      \(chart.markup(id: "cap_chart", title: title))</div>\(legend)</figure>
      """
  }

  private var legend: Markup {
    Legend.line([
      Legend.bar(.positive, "triage, one dot per change"),
      Legend.bar(.band, "cap: from average tasks dropped to tasks worth less"),
      Legend.dotted("cap: blocked in order of time"),
    ])
  }

  private var comparison: Markup? {
    guard let table = section.comparison else { return nil }
    let triage = report.triage.netValueChange.map { EstimateMark($0).textStyle } ?? ""
    return HTMLTable(
      table: table, id: "cap-comparison", caption: "\(section.matchedCaption); \(report.style.unitWords)",
      styles: (column: .netValueChange, styles: [triage])
    ).markup
  }
}
