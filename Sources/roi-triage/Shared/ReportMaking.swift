import Analysis
import Reporter
import Storage
import TriageModel

/// From a database and a policy to a finished report.
struct ReportMaking {
  let checked: CheckedDatabase
  let policySource: PolicySource
  /// The months to report, where the command names them.
  let period: Period?
  /// The period to compare with, where the command names one.
  var compared: Period?
  /// Whether caps are worked out even where that takes seconds.
  var wantsCaps = false
  /// Whether the command shows nothing that every single request has to be read for.
  var readsCellsAlone = false

  var database: TriageDatabase { checked.database }

  func report() throws -> Report { try report { $0 } }

  /// What `shown` makes of the report while checks of the database may still run; nothing of it is to be shown before
  /// this returns.
  func report<Shown>(_ shown: (Report) throws -> Shown) throws -> Shown {
    var policy = policySource.policy
    if let period { policy.period = period }
    return try checking(policy) { try shown(unchecked(policy)) }
  }

  private func unchecked(_ policy: Policy) throws -> Report {
    let source = DatabaseRollupSource(database)
    var (review, held) = try Analyst(policy: policy).review(source, comparing: compared) { try self.held(by: source) }
    let context = try context(policy, review: review, held)
    guard walksRows(policy, context) else {
      return Report(review: review, context: context, budgets: try budgets(policy, review, source, held))
    }
    let trees = try database.agentTrees(in: review.period)
    review.dataQuality += AgentTreeCheck.checks(trees)
    return Report(
      review: review, context: context,
      caps: try CapReview(database.units(in: review.period), review: review, policy: policy),
      budgets: try budgets(policy, review, source, held), trees: trees)
  }

  /// Whether caps and agent trees are worked out: somebody asked, or the walk over all requests takes no time.
  private func walksRows(_ policy: Policy, _ context: ReportContext) -> Bool {
    let requests = context.rowSets.filter { $0.kind == LedgerEntry.Kind.usage.rawValue }.reduce(0) { $0 + $1.rows }
    if readsCellsAlone { return false }
    return wantsCaps || policy.capPerWorkerMonth != nil || !policy.departmentCaps.isEmpty
      || requests <= CapRequest.freeRequests
  }

  /// Spend against each budget of the policy.
  private func budgets(
    _ policy: Policy, _ review: Review, _ source: DatabaseRollupSource, _ held: Held
  ) throws -> [BudgetUse] {
    try BudgetUse.all(
      review, policy: policy, known: try departments(namedBy: policy, source),
      firstRequest: held.requests?.lowerBound, lastRequest: held.requests?.upperBound)
  }

  /// Every department of the data, where the policy names any.
  func departments(namedBy policy: Policy, _ source: DatabaseRollupSource) throws -> Set<String> {
    guard !policy.budgets.isEmpty || !policy.departmentCaps.isEmpty else { return [] }
    return Set(try source.spendCells().compactMap(\.department))
      .union(try source.taskCells(in: .everything).compactMap(\.key.department))
  }

  /// What reviews under other policies need, read once.
  func whatIf() throws -> WhatIfRows {
    var policy = policySource.policy
    if let period { policy.period = period }
    return try checking(policy) {
      let source = DatabaseRollupSource(database)
      return WhatIfRows(
        source: source, material: try ReviewMaterial(source, period: policy.period, calendar: policy.calendar),
        named: policy.period,
        isPeriodFixed: period != nil)
    }
  }

  /// Runs `body` while all checks of the database run beside it; what a check finds counts first.
  func checking<Value>(_ policy: Policy, _ body: () throws -> Value) throws -> Value {
    let zone = try PolicyZone.zone(of: policy)
    if try database.needsAliases(policy.modelAliases) || database.reportingZone() != zone {
      try checked.change { try $0.useAliases(policy.modelAliases, zone: zone) }
    }
    let value = Result { try body() }
    try checked.finish()
    return try value.get()
  }

  /// What a report states of the database, whatever its period.
  private typealias Held = (
    rowSets: [ReportContext.RowSet], entries: [LedgerEntry], requests: ClosedRange<Instant>?
  )

  private func held(by source: DatabaseRollupSource) throws -> Held {
    let rowSets = try source.rowCounts().map { kind, rows in
      ReportContext.RowSet(kind: kind.rawValue, rows: rows, digest: try digest(kind, source))
    }
    return (rowSets, try database.imports().filter { !$0.isUndone }, try source.requestSpan())
  }

  private func context(_ policy: Policy, review: Review, _ held: Held) throws -> ReportContext {
    let entries = held.entries
    var context = ReportContext(
      toolVersion: RoiTriage.version, policyName: policySource.name, policyDigest: policySource.digest,
      rowSets: held.rowSets,
      commandLine: "roi-triage report --period \(review.period.text)"
        + (review.comparison.map { " --compare \($0.period.text)" } ?? "")
        + " --policy \(ShellWord.quoted(policySource.name))",
      rowsLeftOut: entries.reduce(0) { $0 + $1.rejectedRows + $1.keptRows },
      costLeftOut: Money(nanos: entries.reduce(Int128(0)) { $0 + Int128($1.rejectedCostNanos) }),
      // An outcome row has no cost of its own.
      rowsLeftOutWithoutCost: entries.reduce(0) {
        $0 + $1.rejectedWithoutCost + ($1.kind == .usage || $1.kind == .invoices ? $1.keptRows : 0)
      },
      budget: policy.budget)
    context.priceSuggestions = try suggestions(review)
    context.humanCostFollowsRate = policy.reviewRate == .department && policy.reworkRate == .department
    context.categoriesValuedInMinutes = Set(
      policy.categories.filter { $0.value.valuePerSuccess == nil && $0.value.minutesPerSuccess != nil }.keys)
    return context
  }

  /// What the models without a price may be meant to be.
  private func suggestions(_ review: Review) throws -> [PriceSuggestion] {
    guard !review.unpricedModels.isEmpty else { return [] }
    let book = try database.prices()
    // A model that the book has for other providers or modes is not another one.
    return review.unpricedModels.filter { model in !book.contains { $0.model == model.model } }.compactMap { model in
      PriceSuggestion.find(model: model.model, provider: model.provider, in: book)
    }
  }

  private func digest(_ kind: LedgerEntry.Kind, _ source: DatabaseRollupSource) throws -> String {
    switch kind {
    case .usage:
      try RowDigest.usage(
        source.spendCells(), source.hiddenCells(in: .everything), source.modelCells(in: .everything))
    case .outcomes: try RowDigest.outcomes(source.taskCellDigests())
    case .prices: try RowDigest.prices(database.prices())
    case .invoices: try RowDigest.invoices(database.invoices())
    }
  }
}
