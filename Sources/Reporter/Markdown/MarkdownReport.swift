import Analysis
import TriageModel

/// The report as GitHub-flavoured Markdown: answer first, proof behind it, provenance at the end.
public enum MarkdownReport {
  /// Characters (UTF-16 units) that a report keeps below; a GitHub comment takes 65,536.
  public static let characterLimit = 60_000

  /// A section that is kept or cut as a whole.
  struct Section {
    var heading: String
    var body: String
    /// Pages of single categories, under the section; cut before whole sections are.
    var pages: [(name: String, text: String)] = []

    var text: String {
      let head = heading.isEmpty ? [] : ["## \(heading)"]
      return (head + [body] + pages.map(\.text)).filter { !$0.isEmpty }.joined(separator: "\n\n")
    }
  }

  /// Renders a report; the text ends in a line break.
  ///
  /// Above `limit` the pages of single categories are cut from the last one on, then whole sections from the end,
  /// and the last lines say which.
  public static func render(_ report: Report, limit: Int = characterLimit) -> String {
    let contents = MarkdownSections(report)
    let head = contents.head
    var sections = contents.all
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
