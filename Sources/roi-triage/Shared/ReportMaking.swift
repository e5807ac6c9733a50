import Analysis
import Reporter
import Storage
import TriageModel

/// From a database and a policy to a finished report.
struct ReportMaking {
  let database: TriageDatabase
  let policySource: PolicySource
  /// The months to report, where the command names them.
  let period: Period?
  /// The period to compare with, where the command names one.
  var compared: Period?

  func report() throws -> Report {
    var policy = policySource.policy
    if let period { policy.period = period }
    return try checking(policy) {
      let source = DatabaseRollupSource(database)
      let review = try Analyst(policy: policy).review(source, comparing: compared)
      return Report(review: review, context: try context(policy, review: review, source))
    }
  }

  /// What reviews under other policies need, read once.
  func whatIf() throws -> WhatIfRows {
    var policy = policySource.policy
    if let period { policy.period = period }
    return try checking(policy) {
      let source = DatabaseRollupSource(database)
      return WhatIfRows(
        source: source, material: try ReviewMaterial(source, period: policy.period), named: policy.period,
        isPeriodFixed: period != nil)
    }
  }

  /// Runs `body` while all checks of the database run beside it; what a check finds counts first.
  func checking<Value>(_ policy: Policy, _ body: () throws -> Value) throws -> Value {
    if try database.needsAliases(policy.modelAliases) {
      let writable = try TriageDatabase(path: database.path, create: true)
      try writable.useAliases(policy.modelAliases)
    }
    let checks = PendingChecks(path: database.path)
    let value = Result { try body() }
    try checks.finish()
    return try value.get()
  }

  private func context(
    _ policy: Policy, review: Review, _ source: DatabaseRollupSource
  ) throws -> ReportContext {
    let rowSets = try database.rowCounts().map { kind, rows in
      ReportContext.RowSet(kind: kind.rawValue, rows: rows, digest: try digest(kind, source))
    }
    let entries = try database.inventory().imports.filter { !$0.isUndone }
    var context = ReportContext(
      toolVersion: RoiTriage.version, policyName: policySource.name, policyDigest: policySource.digest,
      rowSets: rowSets,
      commandLine: "roi-triage report --period \(review.period.text)"
        + (review.comparison.map { " --compare \($0.period.text)" } ?? "")
        + " --policy \(ShellWord.quoted(policySource.name))",
      rowsLeftOut: entries.reduce(0) { $0 + $1.rejectedRows + $1.keptRows },
      costLeftOut: Money(nanos: entries.reduce(Int128(0)) { $0 + Int128($1.rejectedCostNanos) }),
      // An outcome row has no cost of its own.
      rowsLeftOutWithoutCost: entries.reduce(0) { $0 + $1.rejectedWithoutCost + ($1.kind == .usage ? $1.keptRows : 0) },
      budget: policy.budget)
    context.humanCostFollowsRate = policy.reviewRate == .department && policy.reworkRate == .department
    context.categoriesValuedInMinutes = Set(
      policy.categories.filter { $0.value.valuePerSuccess == nil && $0.value.minutesPerSuccess != nil }.keys)
    return context
  }

  private func digest(_ kind: LedgerEntry.Kind, _ source: DatabaseRollupSource) throws -> String {
    switch kind {
    case .usage: try RowDigest.usage(source.spendCells(), source.modelCells(in: .everything))
    case .outcomes: try RowDigest.outcomes(source.taskCells(in: .everything))
    case .prices: try RowDigest.prices(database.prices())
    case .invoices: try RowDigest.invoices(database.invoices())
    }
  }
}
