import Analysis
import TriageModel

/// The report as Markdown: answer first, proof behind it, provenance at the end.
public enum MarkdownReport {
  /// Characters (UTF-16 units) that a report keeps below; a GitHub comment takes 65,536.
  public static let characterLimit = 60_000

  /// A section that is kept or cut as a whole.
  struct Section {
    /// The stable name: `data-quality`.
    var id: String
    var heading: String
    var body: String
    /// Pages of single categories, under the section; cut before whole sections are.
    var pages: [(name: String, text: String)] = []

    init(id: String, heading: String, body: String, pages: [(name: String, text: String)] = []) {
      self.id = id
      self.heading = heading
      self.body = body
      self.pages = pages
    }

    init(id: String, heading: String, parts: [String]) {
      self.init(id: id, heading: heading, body: parts.filter { !$0.isEmpty }.joined(separator: "\n\n"))
    }

    var text: String {
      let head = heading.isEmpty ? [] : ["## \(heading)"]
      return (head + [body] + pages.map(\.text)).filter { !$0.isEmpty }.joined(separator: "\n\n")
    }
  }

  /// Renders a report; the text ends in a line break.
  ///
  /// Above `limit` the pages of single categories are cut from the last one on, then whole sections from the end,
  /// and the last lines say which.
  public static func render(
    _ report: Report, flavour: MarkdownFlavour = .github, limit: Int = characterLimit
  ) -> String {
    let (head, sections) = ConcurrentWork.map(
      [report], { MarkdownSections($0, flavour: flavour).all },
      beside: { MarkdownSections(report, flavour: flavour).head })
    return assembled(head, sections.flatMap(\.self), limit: limit)
  }

  /// The names by which `render(section:)` knows the parts of a report, in its order.
  public static func sectionNames(_ report: Report) -> [String] {
    MarkdownSections(report, flavour: .github).all.map(\.id) + report.categoryKeys.map { "cat-\($0)" }
  }

  /// One section, or the page of one category (`cat-KEY`), for scripts that post a part; nil for another name.
  ///
  /// The `github` flavour begins with a marker line that names the section.
  public static func render(_ report: Report, section: String, flavour: MarkdownFlavour = .github) -> String? {
    let contents = MarkdownSections(report, flavour: flavour)
    let all = contents.all
    var text = all.first { $0.id == section }?.text
    if text == nil, let index = report.categoryKeys.firstIndex(where: { "cat-\($0)" == section }) {
      text = all.first { $0.id == "evidence" }?.pages[index].text
    }
    guard let text else { return nil }
    return (contents.marker(section: section).map { $0 + "\n" } ?? "") + text + "\n"
  }

  static func assembled(_ head: String, _ whole: [Section], limit: Int) -> String {
    var sections = whole
    var cutPages = 0
    var cutSections: [String] = []
    var text = joined(head, sections, cutPages, cutSections)
    while text.utf16.count > limit, sections.count > 1 {
      // Pages go in steps, because each of them asks for the length again.
      if let index = sections.lastIndex(where: { !$0.pages.isEmpty }) {
        let excess = text.utf16.count - limit
        var freed = 0
        while freed <= excess, let page = sections[index].pages.popLast() {
          freed += page.text.utf16.count
          cutPages += 1
        }
      } else {
        cutSections.insert(sections.removeLast().heading, at: 0)
      }
      text = joined(head, sections, cutPages, cutSections)
    }
    return text
  }

  private static func joined(
    _ head: String, _ sections: [Section], _ cutPages: Int, _ cutSections: [String]
  ) -> String {
    var parts = [head] + sections.map(\.text)
    if cutPages > 0 || !cutSections.isEmpty {
      var cut: [String] = []
      if cutPages > 0 {
        cut.append(
          "\(NumberStyle.count(cutPages)) categor\(cutPages == 1 ? "y" : "ies") of Evidence, from the last one on")
      }
      cut += cutSections.map { $0.isEmpty ? "Provenance" : $0 }
      parts.append("Left out for length: \(cut.joined(separator: "; ")). The JSON report holds everything.")
    }
    return parts.joined(separator: "\n\n") + "\n"
  }
}
