public import Analysis
import TriageModel

/// Where each verdict flips as one key of the policy runs over a range, for a terminal.
public enum SweepText {
  /// One value of the key and the review under it.
  public struct Step: Sendable {
    public var value: String
    public var review: Review

    public init(value: String, review: Review) {
      self.value = value
      self.review = review
    }
  }

  /// Renders the answer; the text ends in a line break.
  ///
  /// - Parameters:
  ///   - key: as typed.
  ///   - settings: other changes that hold for every step, as typed.
  public static func render(key: String, settings: [String], steps: [Step], width: Int = 80) -> String {
    guard let first = steps.first, let last = steps.last else { return "" }
    let name = Phrase.name(key).plainText
    let held = settings.isEmpty ? "" : " with " + settings.map { Phrase.name($0).plainText }.joined(separator: ", ")
    var parts = [
      "What if \(name) runs from \(first.value) to \(last.value) in \(NumberStyle.count(steps.count)) steps\(held)"
    ]
    let (table, steady) = flips(steps)
    if table.rows.isEmpty {
      parts.append("No verdict changes.")
    } else {
      parts.append(TextLayout.table(table, width: max(60, width)))
      if steady > 0 {
        parts.append("\(CountWords.capitalised(steady)) other verdict\(steady == 1 ? " does" : "s do") not change.")
      }
    }
    return parts.joined(separator: "\n\n") + "\n"
  }

  /// A row for each verdict's first value and for each value at which it becomes another one.
  private static func flips(_ steps: [Step]) -> (table: ReportTable, steady: Int) {
    var table = ReportTable(["Task category"], numbers: ["From"], last: ["Verdict", "Reason"])
    var steady = 0
    let byName = steps.map { step in
      Dictionary(step.review.categories.map { ($0.name, $0) }) { first, _ in first }
    }
    let names = steps.first?.review.categories.map(\.name) ?? []
    for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      var rows: [[Phrase]] = []
      var current: Phrase?
      for (step, categories) in zip(steps, byName) {
        guard let category = categories[name] else { continue }
        let verdict = WhatIfText.verdict(category)
        guard verdict != current else { continue }
        current = verdict
        rows.append(["\(name: name)", Phrase(step.value), verdict, "\(name: category.reason)"])
      }
      if rows.count > 1 { rows.forEach { table.add($0) } } else { steady += 1 }
    }
    return (table, steady)
  }
}
