import Analysis
import TriageModel

/// What spend hides, as tables: the views of the company, then one row per category and per department.
struct HiddenCostTables {
  let cost: HiddenCost
  let style: NumberStyle

  /// One row per view; the shares overlap.
  var views: ReportTable {
    var table = ReportTable([
      .text("View of the same spend", .name), .number("Amount", .amount), .number("Share"),
    ])
    for view in HiddenViews.allCases {
      guard let amount = view.amount(cost.company) else {
        table.add([Phrase(view.words), "not measured", "–"])
        continue
      }
      table.add([
        Phrase(view.words), Phrase(style.invoiced(amount)),
        NumberStyle.share(amount, of: cost.company.spend).map { "\($0) of usage" } ?? "–",
      ])
    }
    func share(_ share: Double?, _ whole: String) -> Phrase {
      share.map { "\(NumberStyle.share($0)) of \(whole)" } ?? "not measured"
    }
    table.add(["Reasoning tokens", "–", share(cost.company.reasoningShare, "output tokens")])
    table.add(["Cache-write tokens", "–", share(cost.company.cacheWriteShare, "input tokens")])
    return table
  }

  var categories: ReportTable { lines("Task category", cost.categories, HiddenCostTables.category) }
  var departments: ReportTable { lines("Department", cost.departments, HiddenCostTables.name) }

  /// The same with the heads and the columns that a terminal has room for.
  var narrowCategories: ReportTable { lines("Category", cost.categories, HiddenCostTables.category, isNarrow: true) }
  var narrowDepartments: ReportTable { lines("Department", cost.departments, HiddenCostTables.name, isNarrow: true) }

  /// What views cost by category and by department, which a terminal has no room for beside the others; nil where no
  /// request of the company tells any.
  var categoryCosts: ReportTable? { costs("Category", cost.categories, HiddenCostTables.category) }
  var departmentCosts: ReportTable? { costs("Department", cost.departments, HiddenCostTables.name) }

  private func costs(
    _ title: Phrase, _ lines: [HiddenCost.Line], _ name: (HiddenCost.Line) -> Phrase
  ) -> ReportTable? {
    let all: [(head: Phrase, amount: (HiddenCost.Line) -> Money?)] = [
      ("Reasoning", \.reasoningCost), ("Cache writes", \.cacheWriteCost), ("Not earned", \.cacheWriteWaste),
      ("Errors", \.failedRequestSpend), ("Long context", \.longContextSurcharge),
    ]
    let shown = all.filter { $0.amount(cost.company) != nil }
    guard !shown.isEmpty else { return nil }
    var table = ReportTable([.text(title, .name)] + shown.map { .number($0.head) })
    func cells(_ line: HiddenCost.Line) -> [Phrase] {
      shown.map { $0.amount(line).map { Phrase(style.invoiced($0)) } ?? "not measured" }
    }
    for line in lines { table.add([name(line)] + cells(line)) }
    table.add(["Company"] + cells(cost.company), isTotal: true)
    return table
  }

  /// A column beside spend, failed and abandoned tasks.
  private struct Column {
    var head: Phrase
    /// For a terminal; nil = left out there.
    var narrow: Phrase?
    var text: (HiddenCost.Line) -> Phrase?
  }

  /// What at least one request of the company tells; the table of views says what is not measured.
  private var columns: [Column] {
    let style = style
    func money(_ amount: @escaping (HiddenCost.Line) -> Money?) -> (HiddenCost.Line) -> Phrase? {
      { amount($0).map { Phrase(style.invoiced($0)) } }
    }
    func share(_ share: @escaping (HiddenCost.Line) -> Double?) -> (HiddenCost.Line) -> Phrase? {
      { share($0).map { Phrase(NumberStyle.share($0)) } }
    }
    let all = [
      Column(head: "Superseded, at most", narrow: "Superseded ≤", text: money(\.supersededSpend)),
      Column(head: "Failed requests", narrow: nil, text: money(\.failedRequestSpend)),
      Column(head: "Sub-agents", narrow: "Sub-agents", text: share(\.subAgentShare)),
      Column(head: "Reasoning tokens", narrow: "Reasoning", text: share(\.reasoningShare)),
      Column(head: "Reasoning cost", narrow: nil, text: money(\.reasoningCost)),
      Column(head: "Cache writes", narrow: nil, text: money(\.cacheWriteCost)),
      Column(head: "Cache writes unearned", narrow: nil, text: money(\.cacheWriteWaste)),
      Column(head: "Long context", narrow: nil, text: money(\.longContextSurcharge)),
    ]
    return all.filter { $0.text(cost.company) != nil }
  }

  private func lines(
    _ title: Phrase, _ lines: [HiddenCost.Line], _ name: (HiddenCost.Line) -> Phrase, isNarrow: Bool = false
  ) -> ReportTable {
    let rest = isNarrow ? columns.filter { $0.narrow != nil } : columns
    var table = ReportTable(
      [
        .text(title, .name), .number("Spend", .spend), .number(isNarrow ? "Failed" : "Failed tasks"),
        .number("Abandoned"),
      ] + rest.map { .number(isNarrow ? $0.narrow ?? $0.head : $0.head) })
    let spend = column(lines, cost.company.spend, \.spend)
    let failed = column(lines, cost.company.failedTaskCost, \.failedTaskCost)
    let abandoned = column(lines, cost.company.abandonedSpend, \.abandonedSpend)
    for (index, line) in lines.enumerated() {
      table.add(
        [
          name(line), Phrase(style.invoiced(spend.lines[index])), Phrase(style.invoiced(failed.lines[index])),
          Phrase(style.invoiced(abandoned.lines[index])),
        ] + rest.map { $0.text(line) ?? "not measured" })
    }
    table.add(
      [
        "Company", Phrase(style.invoiced(spend.total)), Phrase(style.invoiced(failed.total)),
        Phrase(style.invoiced(abandoned.total)),
      ] + rest.map { $0.text(cost.company) ?? "not measured" }, isTotal: true)
    return table
  }

  private func column(
    _ lines: [HiddenCost.Line], _ total: Money, _ amount: KeyPath<HiddenCost.Line, Money>
  ) -> AddingColumn {
    AddingColumn(lines.map { $0[keyPath: amount] }, total: total, quantum: style.invoicedQuantum)
  }

  static func name(_ line: HiddenCost.Line) -> Phrase {
    line.isSuppressed ? CompanyTables.suppressed : "\(name: line.name)"
  }

  static func category(_ line: HiddenCost.Line) -> Phrase {
    line.name == nil && !line.isSuppressed ? "Not attributed" : name(line)
  }

  private func share(_ share: Double?) -> Phrase { share.map { Phrase(NumberStyle.share($0)) } ?? "not measured" }

  // MARK: Agent trees

  /// Shapes of agent trees that a page has room for.
  static let shownShapes = 8

  static let shapesTitle: Phrase = "Agent trees of tasks, by the spend of all tasks of a shape"

  /// Shapes that are not listed, and data problems.
  static func notes(_ trees: AgentTrees) -> [Phrase] {
    var notes: [Phrase] = []
    if trees.shapes.count > shownShapes {
      notes.append("\(NumberStyle.count(trees.shapes.count - shownShapes)) other shapes are not listed.")
    }
    if trees.orphans > 0 {
      notes.append(
        "Data problem: \(NumberStyle.count(trees.orphans)) requests name a parent that is not among their task’s requests. They count as the top of a tree."
      )
    }
    if trees.cyclic > 0 {
      notes.append(
        "Data problem: \(NumberStyle.count(trees.cyclic)) requests are their own ancestor or descend from one that is. They have no depth."
      )
    }
    return notes
  }

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
