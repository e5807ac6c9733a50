public import Analysis
import TriageModel

/// Where money goes unseen, for a terminal.
public enum HiddenCostText {
  /// Shapes of agent trees that a page has room for.
  private static let shownShapes = 8

  /// Renders the answer; the text ends in a line break.
  public static func render(_ report: Report, _ cost: HiddenCost, width: Int = 80) -> String {
    let width = max(60, width)
    let style = report.style
    let company = cost.company
    let wasted = company.failedTaskCost + company.sums.abandonedSpend
    let title =
      "\(style.sentence(wasted)) went into tasks that failed or have no outcome, of "
      + "\(style.sentence(company.sums.spend)) of spend"
    let head =
      "\(PeriodWords(period: report.review.period).days). \(style.unitWords). Overlapping views of the same spend: only "
      + "failed and abandoned tasks add up."
    var parts = [
      TextLayout.wrap(title, to: width), TextLayout.wrap(head, to: width),
      TextLayout.table(views(company, style), width: width),
      TextLayout.table(lines("Task category", cost.categories, style), width: width),
      TextLayout.table(lines("Department", cost.departments, style), width: width),
      "Agent trees of tasks, the dearest first\n" + TextLayout.table(shapes(cost, style), width: width),
    ]
    parts += notes(cost).map { TextLayout.wrap($0, to: width) }
    return parts.joined(separator: "\n\n") + "\n"
  }

  private static func views(_ line: HiddenCost.Line, _ style: NumberStyle) -> ReportTable {
    var table = ReportTable(["View"], numbers: ["Amount", "Share"])
    let sums = line.sums
    func money(_ title: Phrase, _ amount: Money?) {
      guard let amount else { return table.add([title, "not recorded", "–"]) }
      table.add([title, Phrase(style.invoiced(amount)), Phrase(NumberStyle.share(amount, of: sums.spend) ?? "–")])
    }
    money("Failed tasks, all their requests", line.failedTaskCost)
    money("Abandoned: tasks without an outcome", sums.abandonedSpend)
    money("Sub-agents: requests with a parent", sums.subAgentSpend)
    money("Requests that ended in an error", line.failedRequestSpend)
    money("Superseded attempts, at most", sums.supersededSpend)
    money("Reasoning at list price", line.reasoningCost)
    money("Cache writes at list price", line.cacheWriteCost)
    table.add(["Reasoning tokens, of output tokens", "", share(line.reasoningShare)])
    table.add(["Cache-write tokens, of input tokens", "", share(line.cacheWriteShare)])
    return table
  }

  private static func share(_ share: Double?) -> Phrase { share.map { Phrase(NumberStyle.share($0)) } ?? "–" }

  private static func lines(_ title: Phrase, _ lines: [HiddenCost.Line], _ style: NumberStyle) -> ReportTable {
    var table = ReportTable(
      [title], numbers: ["Spend", "Failed", "Abandoned", "Superseded ≤", "Sub-agents", "Reasoning"])
    for line in lines {
      table.add([
        "\(name: line.name)", Phrase(style.invoiced(line.sums.spend)), Phrase(style.invoiced(line.failedTaskCost)),
        Phrase(style.invoiced(line.sums.abandonedSpend)), Phrase(style.invoiced(line.sums.supersededSpend)),
        share(line.subAgentShare), share(line.reasoningShare),
      ])
    }
    return table
  }

  private static func shapes(_ cost: HiddenCost, _ style: NumberStyle) -> ReportTable {
    var table = ReportTable([], numbers: ["Depth", "Widest fan-out", "Tasks", "Spend"])
    func text(_ number: Int) -> Phrase {
      Phrase(number >= HiddenCostCells.Shape.limit ? "\(HiddenCostCells.Shape.limit) or more" : "\(number)")
    }
    for shape in cost.shapes.prefix(shownShapes) {
      table.add([
        text(shape.depth), text(shape.fanOut), Phrase(NumberStyle.count(shape.tasks)),
        Phrase(style.invoiced(shape.spend)),
      ])
    }
    return table
  }

  private static func notes(_ cost: HiddenCost) -> [String] {
    var notes = ["Superseded attempts are an upper bound: normal work in several turns counts too."]
    if cost.shapes.count > shownShapes {
      notes.append("\(cost.shapes.count - shownShapes) other shapes are not listed.")
    }
    if cost.company.sums.rowsWithoutPrice > 0 {
      notes.append(
        "\(NumberStyle.count(cost.company.sums.rowsWithoutPrice)) requests have no list price: their reasoning and "
          + "cache writes are not in these costs.")
    }
    if cost.orphans > 0 {
      notes.append(
        "Data problem: \(NumberStyle.count(cost.orphans)) requests name a parent that is not among their task's "
          + "requests. They count as the top of a tree.")
    }
    if cost.cyclic > 0 {
      notes.append(
        "Data problem: \(NumberStyle.count(cost.cyclic)) requests are their own ancestor or descend from one that is. "
          + "They have no depth.")
    }
    return notes
  }
}
