/// The keys that stand at the top level of a policy.
enum PolicyKey: String, CaseIterable {
  case period
  case confidence
  case minCellCount = "min_cell_n"
  case minToolCount = "min_tool_n"
  case minWorkers = "min_workers"
  case minOverlap = "min_overlap"
  case stratifyBy = "stratify_by"
  case noninferiorityMargin = "noninferiority_margin_usd"
  case loadedRates = "loaded_rate_usd_per_hour"
  case reviewRate = "review_rate_usd_per_hour"
  case reworkRate = "rework_rate_usd_per_hour"
  case tools
  case categories
  case modelAliases = "model_aliases"
  case migrationCost = "migration_cost_usd"
  case migrationHorizonMonths = "migration_horizon_months"
  case pilot
  case randomised
  case assumed
  case ranges
  case budget = "budget_usd"
  case budgets
  case capPerWorkerMonth = "cap_usd_per_worker_month"
  case capKindestValueShare = "cap_kindest_value_share"
  case invoiceTolerance = "invoice_tolerance"
  case separateProviders = "separate_providers"
  case timezone
  case fiscalYearStart = "fiscal_year_start"

  static let names = allCases.map(\.rawValue)
}
