import Analysis
import TriageModel

/// The report as Markdown: answer first, proof behind it, provenance at the end.
public enum MarkdownReport {
  /// Characters (UTF-16 units) that a report keeps below; a GitHub comment takes 65,536.
  public static let characterLimit = 60_000

  typealias Page = (name: String, text: String)

  /// A section that is kept or cut as a whole.
  struct Section {
    /// The stable name: `data-quality`.
    var id: String
    var heading: String
    var body: String
    /// Pages of single categories, under the section; cut before whole sections are.
    var pages: [Page] = []
    /// How many pages were not even written, because those before them fill the report.
    var unwrittenPages = 0

    init(id: String, heading: String, body: String, pages: [Page] = []) {
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
    let contents = MarkdownSections(report, flavour: flavour)
    let (head, written) = ConcurrentWork.map(
      [report], { MarkdownSections($0, flavour: flavour).withFirstPages }, beside: { contents.head })
    var (sections, pages) = (written.flatMap(\.sections), written.flatMap(\.pages))
    let room = sections.reduce(limit) { $0 - units($1.body) }
    if let evidence = sections.firstIndex(where: { $0.id == MarkdownSections.evidence }) {
      pages = contents.pages(room: room, after: pages)
      sections[evidence].pages = pages
      sections[evidence].unwrittenPages = report.review.categories.count - pages.count
    }
    return assembled(head, sections, limit: limit)
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
      text = all.first { $0.id == MarkdownSections.evidence }?.pages[index].text
    }
    guard let text else { return nil }
    return (contents.marker(section: section).map { $0 + "\n" } ?? "") + text + "\n"
  }

  static func assembled(_ head: String, _ whole: [Section], limit: Int) -> String {
    var sections = whole
    var cutPages = whole.reduce(0) { $0 + $1.unwrittenPages }
    var cutSections: [String] = []
    var text = joined(head, sections, cutPages, cutSections)
    while units(text) > limit, sections.count > 1 {
      // Pages go in steps, because each of them asks for the length again.
      if let index = sections.lastIndex(where: { !$0.pages.isEmpty }) {
        let excess = units(text) - limit
        var freed = 0
        while freed <= excess, let page = sections[index].pages.popLast() {
          freed += units(page.text)
          cutPages += 1
        }
      } else {
        cutSections.insert(sections.removeLast().heading, at: 0)
      }
      text = joined(head, sections, cutPages, cutSections)
    }
    return text
  }

  /// UTF-16 units of a text, counted from its bytes: the text itself would build an index first.
  static func units(_ text: String) -> Int {
    var text = text
    return text.withUTF8 { bytes in
      var units = 0
      for byte in bytes { units += (byte & 0xC0 == 0x80 ? 0 : 1) + (byte >= 0xF0 ? 1 : 0) }
      return units
    }
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
