import Analysis
import TriageModel

/// What spend hides, as tables: the views of the company, then one row per category and per department.
struct HiddenCostTables {
  let cost: HiddenCost
  let style: NumberStyle

  /// One row per view; the shares overlap.
  var views: ReportTable {
    var table = ReportTable([
      .text("View of the same spend", .name), .number("Amount", .amount), .number("Of AI spend"),
    ])
    for view in HiddenViews.allCases {
      guard let amount = view.amount(cost.company) else {
        table.add([Phrase(view.words), "not measured", "–"])
        continue
      }
      table.add([
        Phrase(view.words), Phrase(style.invoiced(amount)),
        Phrase(NumberStyle.share(amount, of: cost.company.spend) ?? "–"),
      ])
    }
    table.add(["Reasoning tokens, of output tokens", "–", share(cost.company.reasoningShare)])
    table.add(["Cache-write tokens, of input tokens", "–", share(cost.company.cacheWriteShare)])
    return table
  }

  var categories: ReportTable { lines("Task category", cost.categories) }
  var departments: ReportTable { lines("Department", cost.departments) }

  private func lines(_ title: Phrase, _ lines: [HiddenCost.Line]) -> ReportTable {
    var table = ReportTable([
      .text(title, .name), .number("Spend", .spend), .number("Failed tasks"), .number("Abandoned"),
      .number("Superseded, at most"), .number("Failed requests"), .number("Sub-agents"), .number("Reasoning tokens"),
      .number("Cache writes not earned back"), .number("Long context"),
    ])
    let spend = column(lines, cost.company.spend, \.spend)
    let failed = column(lines, cost.company.failedTaskCost, \.failedTaskCost)
    let abandoned = column(lines, cost.company.abandonedSpend, \.abandonedSpend)
    for (index, line) in lines.enumerated() {
      table.add(
        [
          HiddenCostTables.name(line), Phrase(style.invoiced(spend.lines[index])),
          Phrase(style.invoiced(failed.lines[index])), Phrase(style.invoiced(abandoned.lines[index])),
        ] + rest(line))
    }
    table.add(
      [
        "Company", Phrase(style.invoiced(spend.total)), Phrase(style.invoiced(failed.total)),
        Phrase(style.invoiced(abandoned.total)),
      ] + rest(cost.company), isTotal: true)
    return table
  }

  private func column(
    _ lines: [HiddenCost.Line], _ total: Money, _ amount: KeyPath<HiddenCost.Line, Money>
  ) -> AddingColumn {
    AddingColumn(lines.map { $0[keyPath: amount] }, total: total, quantum: style.invoicedQuantum)
  }

  private func rest(_ line: HiddenCost.Line) -> [Phrase] {
    [
      money(line.supersededSpend), money(line.failedRequestSpend), share(line.subAgentShare),
      share(line.reasoningShare), money(line.cacheWriteWaste), money(line.longContextSurcharge),
    ]
  }

  static func name(_ line: HiddenCost.Line) -> Phrase {
    line.isSuppressed ? CompanyTables.suppressed : "\(name: line.name)"
  }

  private func money(_ amount: Money?) -> Phrase { amount.map { Phrase(style.invoiced($0)) } ?? "not measured" }
  private func share(_ share: Double?) -> Phrase { share.map { Phrase(NumberStyle.share($0)) } ?? "not measured" }

  // MARK: Agent trees

  /// Shapes of agent trees that a page has room for.
  static let shownShapes = 8

  static func shapes(_ trees: AgentTrees, _ style: NumberStyle) -> ReportTable {
    var table = ReportTable([], numbers: ["Depth", "Widest fan-out", "Tasks", "Spend", "Spend per task"])
    for shape in trees.dearest.prefix(shownShapes) {
      table.add([
        size(shape.depth), size(shape.fanOut), Phrase(NumberStyle.count(shape.tasks)),
        Phrase(style.invoiced(shape.spend)),
        Phrase("$\(NumberStyle.perTask(shape.spend.dollars / Double(max(1, shape.tasks))))"),
      ])
    }
    return table
  }

  static func extents(_ title: Phrase, _ extents: [AgentTrees.Extent], _ style: NumberStyle) -> ReportTable {
    var table = ReportTable([], numbers: [title, "Tasks", "Share of tasks", "Spend"])
    let all = extents.reduce(Int64(0)) { $0 + $1.tasks }
    for extent in extents {
      table.add([
        size(extent.size), Phrase(NumberStyle.count(extent.tasks)),
        Phrase(NumberStyle.share(Double(extent.tasks) / Double(max(1, all)))), Phrase(style.invoiced(extent.spend)),
      ])
    }
    return table
  }

  private static func size(_ number: Int) -> Phrase {
    Phrase(number >= AgentTrees.Shape.limit ? "\(AgentTrees.Shape.limit) or more" : "\(number)")
  }
}
