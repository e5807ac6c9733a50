public import Analysis
import TriageModel

/// What a cap per worker and month does, for a terminal.
public enum CapText {
  /// Renders the answer; the text ends in a line break.
  ///
  /// - Parameters:
  ///   - curve: the points of the curve over all caps, dearest cap first.
  ///   - concentration: nil where too few workers are known.
  public static func render(
    _ report: Report, outcome: CapOutcome, curve: [CapPoint], concentration: SpendConcentration?, width: Int = 80
  ) -> String {
    let words = CapWords(report: report, outcome: outcome)
    let width = max(60, width)
    var parts = [TextLayout.wrap(words.title, to: width), TextLayout.wrap(words.head, to: width)]
    if !outcome.touchesFew {
      parts += [TextLayout.table(words.effects, width: width), TextLayout.wrap(words.touched, to: width)]
    }
    if !outcome.touchesFew, outcome.blocked.tasks + outcome.blocked.singleRequests > 0 {
      parts.append(TextLayout.table(words.groups("Task category", outcome.categories), width: width))
      parts.append(TextLayout.table(words.groups("Department", outcome.departments), width: width))
      if let note = words.departmentNote { parts.append(TextLayout.wrap(note, to: width)) }
    }
    let points = CapCurve.shown(curve, spend: outcome.all.spend)
    if !points.isEmpty {
      parts.append("All caps, the loosest first\n" + TextLayout.table(words.curve(points), width: width))
    }
    if let concentration { parts.append(TextLayout.wrap(words.concentration(concentration), to: width)) }
    parts += words.notes.map { TextLayout.wrap($0, to: width) }
    return parts.joined(separator: "\n\n") + "\n"
  }
}

/// Which points of a curve a page has room for.
enum CapCurve {
  /// Shares of all spend, in percent, that a shown cap saves at least.
  private static let shares: [Int128] = [1, 2, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90]

  static func shown(_ curve: [CapPoint], spend: Money) -> [CapPoint] {
    var points: [CapPoint] = []
    for share in shares {
      guard let point = curve.first(where: { $0.spendSaved.nanos * 100 >= spend.nanos * share }) else { break }
      if point != points.last { points.append(point) }
    }
    return points
  }
}
