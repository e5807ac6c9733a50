import TriageModel

/// The rows of the departments section: departments that are shown, and all that are hidden as one.
struct DepartmentGroups {
  struct Row {
    var name: String?
    var members: [String?]
    var isSuppressed: Bool
  }

  /// The period's departments by name, then those that are hidden, then those of the other period alone.
  let rows: [Row]
  /// How many of the rows belong to the period.
  let present: Int

  init(_ current: PeriodEvaluation, _ previous: PeriodEvaluation?, breakdown: DepartmentBreakdown?) {
    let isCounted = breakdown?.isCountable ?? false
    let hidden = isCounted ? (breakdown?.hidden ?? []).map(\.name) : []
    func shown(_ evaluation: PeriodEvaluation) -> [String?] {
      evaluation.book.departments.inNameOrder().map(\.key).filter { !hidden.contains($0) }
    }
    let now = shown(current).map { Row(name: $0, members: [$0], isSuppressed: false) }
    let together = hidden.isEmpty ? [] : [Row(name: nil, members: hidden, isSuppressed: true)]
    let gone = (previous.map(shown) ?? []).filter { current.book.departments[$0] == nil }
    rows = now + together + gone.map { Row(name: $0, members: [$0], isSuppressed: false) }
    present = now.count + together.count
  }

  func reviews(_ evaluation: PeriodEvaluation) -> [DepartmentReview] {
    rows.prefix(present).map { row in
      let figures = DepartmentGroups.group(row, evaluation).figures
      return DepartmentReview(
        name: row.name, spend: figures.spend, statement: figures.statement, isSuppressed: row.isSuppressed)
    }
  }

  func changes(
    _ current: PeriodEvaluation, _ previous: PeriodEvaluation, confidence: Double
  ) -> [DepartmentChange] {
    rows.map { row in
      let (before, now) = (DepartmentGroups.group(row, previous), DepartmentGroups.group(row, current))
      return DepartmentChange(
        name: row.name, previousStatement: before.figures.statement,
        spend: AmountChange(previous: before.figures.spend, current: now.figures.spend),
        netValue: SampledTotal(before.statement, before.sums)
          .change(to: SampledTotal(now.statement, now.sums), confidence: confidence),
        isSuppressed: row.isSuppressed)
    }
  }

  private static func group(_ row: Row, _ evaluation: PeriodEvaluation) -> BreakdownGroup {
    row.members.reduce(into: BreakdownGroup.nothing) { sum, name in
      guard let book = evaluation.book.departments[name] else { return }
      sum.add(BreakdownGroup(statement: book.statement, sums: book.sums, ledger: book.ledger))
    }
  }
}
