import TriageModel

/// Lays departments and categories out as a table, decides what of it stays hidden, and adds up what is shown.
struct BreakdownMaking {
  /// The period, then the one that it is compared with.
  let periods: [BreakdownBooks]
  let categories: [CategoryReview]
  let confidence: Double
  private let departments: [String?]
  /// Categories of the report, those of the other period alone, and spend without a category.
  private let shown: [String?]
  /// The same by name, so that what is hidden does not depend on verdicts.
  private let columns: [String?]

  init(periods: [BreakdownBooks], categories: [CategoryReview], confidence: Double) {
    self.periods = periods
    self.categories = categories
    self.confidence = confidence
    departments = Set(periods.flatMap(\.departments)).sorted(by: NameOrder.precedes)
    let names = categories.map(\.name)
    let others = Set(periods.flatMap(\.company.categories.keys)).subtracting(names).sorted(by: NameOrder.precedes)
    shown = (names + others).map { $0 } + [nil]
    columns = shown.sorted(by: NameOrder.precedes)
  }

  var suppression: Suppression {
    var groups: [Suppression.Group] = []
    for (row, department) in departments.enumerated() {
      let everybody = periods.map { $0.workers.byDepartment[department] ?? [] }
      groups.append(group(row, nil, periods.map { $0.total(department) }, everybody))
      for (column, category) in columns.enumerated() {
        let parts = periods.map { $0.group(department, category) }
        guard parts.contains(where: { !$0.isEmpty }) else { continue }
        let workers = category.map { name in periods.map { $0.workers.workers(name, department) } }
        var found = group(row, column, parts, workers ?? everybody)
        found.isExempt = category == nil
        groups.append(found)
      }
    }
    return Suppression(rows: departments.count, columns: columns.count, periods: periods.count, groups: groups)
  }

  private func group(
    _ row: Int, _ column: Int?, _ parts: [BreakdownGroup], _ workers: [[Int32]]
  ) -> Suppression.Group {
    Suppression.Group(
      row: row, column: column, workers: workers, isEmpty: parts.map(\.isEmpty),
      tasks: parts.map(\.statement.tasks))
  }

  func breakdown() -> DepartmentBreakdown {
    let suppression = suppression
    let isCountable = periods.contains(where: \.workers.isKnown)
    return DepartmentBreakdown(
      departments: departments.enumerated().map { row, name in
        figures(name, suppression.groups.indices.filter { suppression.groups[$0].row == row }, suppression)
      }, isCountable: isCountable)
  }

  private func figures(_ name: String?, _ indices: [Int], _ suppression: Suppression) -> DepartmentFigures {
    var result = DepartmentFigures(
      name: name, categories: [], notAttributed: nil, hasSuppressed: false, suppressed: nil, total: nil,
      isSmall: suppression.isSmall(row: indices.first))
    var hidden = periods.map { _ in BreakdownGroup.nothing }
    for index in indices {
      let isHidden = suppression.isHidden[index]
      guard let column = suppression.groups[index].column else {
        if !isHidden || suppression.isPublic(index) { result.total = paired(periods.map { $0.total(name) }) }
        continue
      }
      guard isHidden else { continue }
      result.hasSuppressed = true
      for period in periods.indices { hidden[period].add(periods[period].group(name, columns[column])) }
    }
    let isShown = Set(
      indices.filter { !suppression.isHidden[$0] }.compactMap { suppression.groups[$0].column }.map { columns[$0] })
    for (place, category) in shown.enumerated() where isShown.contains(category) {
      let figures = paired(periods.map { $0.group(name, category) })
      guard let category else {
        result.notAttributed = figures
        continue
      }
      let review = place < categories.count ? categories[place] : nil
      result.categories.append(
        .init(name: category, verdict: review?.verdict, target: review?.target, figures: figures))
    }
    if result.hasSuppressed, result.total != nil { result.suppressed = paired(hidden) }
    return result
  }

  private func paired(_ groups: [BreakdownGroup]) -> PairedFigures {
    let current = groups.first ?? .nothing
    let previous = groups.dropFirst().first
    let sampled = SampledTotal(current.statement, current.sums)
    return PairedFigures(
      current: current.figures, previous: previous?.figures,
      change: previous.map {
        SampledTotal($0.statement, $0.sums).change(to: sampled, confidence: confidence)
      }, netValue: SampledTotal.nothing.change(to: sampled, confidence: confidence).change)
  }
}
