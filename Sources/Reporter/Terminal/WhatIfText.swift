import Analysis
import TriageModel

/// Which verdicts change under another policy, for a terminal.
public enum WhatIfText {
  /// Renders the answer; the text ends in a line break.
  ///
  /// - Parameters:
  ///   - settings: the changes as typed, one per line.
  ///   - before: the report under the policy of the file, `after`: under the changed one, on the same rows.
  public static func render(settings: [String], before: Report, after: Report, width: Int = 80) -> String {
    let period = PeriodWords(period: after.review.period)
    var parts = [
      "What if " + settings.map { Phrase.name($0).plainText }.joined(separator: ", "),
      "\(period.days). \(after.style.unitWords); \(after.style.levelText) intervals in brackets.",
      message(before, after),
    ]
    let changes = changes(before, after)
    if !changes.rows.isEmpty { parts.append(TextLayout.table(changes, width: max(60, width))) }
    parts.append(TextLayout.table(totals(before, after), width: max(60, width)))
    return parts.joined(separator: "\n\n") + "\n"
  }

  /// Categories by name with their reviews on both sides; a category always has tasks or spend on both.
  private static func pairs(_ before: Report, _ after: Report) -> [(old: CategoryReview, new: CategoryReview)] {
    after.review.categories.compactMap { new in before.category(named: new.name).map { ($0, new) } }
  }

  private static func isChanged(_ pair: (old: CategoryReview, new: CategoryReview)) -> Bool {
    pair.old.verdict != pair.new.verdict || pair.old.target != pair.new.target
  }

  private static func message(_ before: Report, _ after: Report) -> String {
    let pairs = pairs(before, after)
    let changed = pairs.count(where: isChanged)
    let total = "\(CountWords.text(pairs.count)) verdict\(pairs.count == 1 ? "" : "s")"
    switch changed {
    case 0: return "No verdict changes, of \(total)."
    case 1: return "One of \(total) changes."
    default: return "\(CountWords.capitalised(changed)) of \(total) change."
    }
  }

  private static func changes(_ before: Report, _ after: Report) -> ReportTable {
    var table = ReportTable(["Task category", "Verdict now", "Verdict then"], numbers: ["Net value change then"])
    for pair in pairs(before, after) where isChanged(pair) {
      table.add([
        "\(name: pair.new.name)", verdict(pair.old), verdict(pair.new),
        pair.new.netValueChange.map { Phrase(after.style.estimate($0)) } ?? "–",
      ])
    }
    return table
  }

  static func verdict(_ category: CategoryReview) -> Phrase {
    category.target.map { "\(category.verdict.words): \(name: $0)" } ?? Phrase(category.verdict.words)
  }

  /// The sums of the answer on both sides, in the unit of the report as it is now.
  private static func totals(_ before: Report, _ after: Report) -> ReportTable {
    let style = before.style
    func change(_ report: Report) -> Phrase {
      report.review.totals.netValueChange.map { Phrase(style.estimate($0)) } ?? "–"
    }
    var table = ReportTable(["All categories"], numbers: ["Now", "Then"])
    table.add([
      "Frees", Phrase(style.invoiced(Money(roundingDollars: before.review.totals.freed.value))),
      Phrase(style.invoiced(Money(roundingDollars: after.review.totals.freed.value))),
    ])
    table.add(["Adds net value", change(before), change(after)])
    table.add([
      "Net value after all AI cost", Phrase(style.estimate(before.review.totals.netValue)),
      Phrase(style.estimate(after.review.totals.netValue)),
    ])
    return table
  }
}
