public import Analysis
import CSVCodec
import TriageModel

/// Every figure behind one verdict as cells for a spreadsheet: `section,option,item,measure,value,unit`.
///
/// One row per figure, full precision; a figure that is not known has no value.
public enum ExplainCSV {
  /// Renders the evidence of one category of the report; the text ends in a line break.
  public static func render(_ report: Report, category: CategoryReview) -> String {
    var table = ExplainCells()
    table.add(category, report: report)
    for option in category.options { table.add(option) }
    if let plan = category.pilot { table.add(plan) }
    for tool in category.assumed { table.add(tool) }
    return table.text
  }
}

/// Collects the rows.
private struct ExplainCells {
  private var writer = CSVWriter(header: ["section", "option", "item", "measure", "value", "unit"])
  private var section = ""
  private var option: String?
  private var item: String?

  var text: String { writer.text }

  private mutating func begin(_ section: String, option: String? = nil, item: String? = nil) {
    self.section = section
    self.option = option
    self.item = item
  }

  private mutating func add(_ measure: String, _ value: CSVCell, _ unit: String = "") {
    let cells: [CSVCell] = [
      .text(section), option.map { .text($0) } ?? .blank, item.map { .text($0) } ?? .blank, .text(measure), value,
      unit.isEmpty ? .blank : .text(unit),
    ]
    writer.write(cells)
  }

  private mutating func add(_ measure: String, _ value: Double?, _ unit: String = "") {
    add(measure, value.map { .number(JSONValue.number($0).text) } ?? .blank, unit)
  }

  private mutating func add(_ measure: String, count: some BinaryInteger, _ unit: String = "") {
    add(measure, .number("\(count)"), unit)
  }

  private mutating func add(_ measure: String, text: String?) { add(measure, text.map { .text($0) } ?? .blank) }

  private mutating func add(_ measure: String, _ amount: Money) { add(measure, .number(amount.decimalText), "USD") }

  private mutating func add(_ measure: String, _ estimate: Estimate, _ unit: String) {
    add(measure, estimate.value, unit)
    add(measure + "_lo", estimate.lo, unit)
    add(measure + "_hi", estimate.hi, unit)
  }

  mutating func add(_ category: CategoryReview, report: Report) {
    begin("category")
    add("name", text: category.name)
    add("period", text: report.review.period.text)
    add("months", report.review.period.months)
    add("level", report.review.level)
    add("policy_sha256", text: report.context.policyDigest)
    add("verdict", text: category.verdict.rawValue)
    add("reason", text: category.reason)
    add("target", text: category.target)
    add("incumbent", text: category.incumbent)
    add("grade", text: category.grade)
    add("scope", text: category.scope)
    for flag in category.flags { add("flag", text: flag) }
    add("spend", category.spend)
    add("freed", category.freed, "USD")
    if let change = category.netValueChange { add("net_value_change", change, "USD") }
    add("one_off", category.oneOff)
    if let abandoned = category.abandoned {
      add("abandoned_spend", abandoned.spend)
      add("abandoned_gain_if_incumbent", abandoned.gainIfIncumbent, "USD per task")
      add("abandoned_gain_if_alternative", abandoned.gainIfAlternative, "USD per task")
    }
    begin("statement")
    let statement = StatementTable(statement: category.statement, style: report.style)
    for (line, amount) in zip(statement.lines, statement.exactAmounts) { add(line.label.plainText, amount) }
  }

  mutating func add(_ option: ToolOption) {
    begin("option", option: option.tool)
    add("role", text: option.role.rawValue)
    add("why", text: option.why)
    add("tasks", count: option.statement.tasks)
    add("ok_tasks", count: option.statement.okTasks)
    if let mean = option.perTask {
      add("success", mean.success)
      add("value", mean.value, "USD per task")
      add("token_cost", mean.tokenCost, "USD per task")
      add("human_cost", mean.humanCost, "USD per task")
      add("run_cost", mean.runCost, "USD per task")
      add("net_value", mean.netValue, "USD per task")
    }
    if let spread = option.distribution {
      for (name, values) in [("token_cost", spread.tokenCost), ("net_value", spread.netValue)] {
        add(name + "_p50", values.p50, "USD per task")
        add(name + "_p90", values.p90, "USD per task")
        add(name + "_p99", values.p99, "USD per task")
      }
      add("top_share", spread.topShare)
    }
    if let comparison = option.comparison { add(comparison, of: option.tool) }
  }

  private mutating func add(_ comparison: Comparison, of tool: String) {
    for stratum in comparison.strata {
      begin("stratum", option: tool, item: stratum.label)
      add("weight", stratum.weight)
      add("n_incumbent", count: stratum.incumbentTasks)
      add("mean_incumbent", stratum.incumbentMean, "USD per task")
      add("sd_incumbent", stratum.incumbentDeviation, "USD per task")
      add("n_alternative", count: stratum.alternativeTasks)
      add("mean_alternative", stratum.alternativeMean, "USD per task")
      add("sd_alternative", stratum.alternativeDeviation, "USD per task")
    }
    begin("comparison", option: tool)
    add("refused", text: comparison.refusal?.rawValue)
    add("paired", text: comparison.paired ? "yes" : "no")
    add("grade", text: comparison.grade)
    add("coverage", comparison.coverage)
    add("workers_incumbent", count: comparison.incumbentWorkers)
    add("workers_alternative", count: comparison.alternativeWorkers)
    if let estimate = comparison.estimate { add(estimate) }
    if let money = comparison.money { add(money, of: tool) }
    for row in comparison.breakEvens {
      begin("break_even", option: tool, item: row.parameter.rawValue)
      add("contribution", row.contribution, "USD per task")
      add("used", row.used)
      add("factor", row.factor)
      add("value", row.value)
      add("swing", comparison.money?.tornado.first { $0.parameter == row.parameter }?.swing, "USD per year")
    }
  }

  private mutating func add(_ estimate: GainEstimate) {
    let perTask = "USD per task"
    add("delta", estimate.delta, perTask)
    add("lo", estimate.lo, perTask)
    add("hi", estimate.hi, perTask)
    add("task_variance", estimate.taskVariance, "USD squared")
    add("worker_variance", estimate.workerVariance, "USD squared")
    add("clusters", count: estimate.clusters)
    add("se", estimate.standardError, perTask)
    add("df", estimate.degreesOfFreedom)
    add("confidence", estimate.confidence)
    add("t", estimate.quantile)
    add("hurdle", estimate.hurdle, perTask)
    add("gain", estimate.gain, perTask)
    add("p_better", estimate.probabilityBetter)
    add("scope_tasks", count: estimate.scopeTasks)
    add("cash_per_task", estimate.cashPerTask, perTask)
    add("value_per_task", estimate.valuePerTask, perTask)
  }

  private mutating func add(_ money: ComparisonMoney, of tool: String) {
    begin("money", option: tool)
    let yearly = "USD per year"
    add("tasks_per_year", money.tasksPerYear)
    add("annual_saving", money.annualSaving, yearly)
    add("first_year_saving", money.firstYearSaving, yearly)
    add("annual_cash", money.annualCash, yearly)
    add("payback_months", money.paybackMonths, "months")
    add("regret_if_moved", money.regretIfMoved, yearly)
    add("regret_if_kept", money.regretIfKept, yearly)
    add("perfect_information", money.perfectInformation, yearly)
    add("gain_low", money.gainLow, "USD per task")
    add("value_only", money.valueOnly, "USD per task")
  }

  mutating func add(_ plan: PilotPlan) {
    begin("pilot")
    add("kind", text: plan.kind.rawValue)
    add("tasks_per_arm", count: plan.tasksPerArm)
    add("classical_tasks_per_arm", count: plan.classicalTasksPerArm)
    add("cost", plan.cost, "USD")
    add("benefit", plan.benefit, "USD per year")
    add("worthwhile", text: plan.isWorthwhile.map { $0 ? "yes" : "no" })
    add("months", plan.months, "months")
  }

  mutating func add(_ tool: AssumedReview) {
    begin("assumed", option: tool.tool)
    let perTask = "USD per task"
    for (name, success, gain) in [
      ("low", tool.successLow, tool.gainLow), ("base", tool.successBase, tool.gainBase),
      ("high", tool.successHigh, tool.gainHigh),
    ] {
      add("success_" + name, success)
      add("gain_" + name, gain, perTask)
    }
    add("break_even_success", tool.breakEvenSuccess)
    add("value_per_success", tool.valuePerSuccess, perTask)
    add("run_cost", tool.runCost, perTask)
    add("review_cost", tool.reviewCost, perTask)
    add("rework_cost", tool.reworkCost, perTask)
    add("mean_incumbent", tool.incumbentMean, perTask)
    add("hurdle", tool.hurdle, perTask)
    add("scope_tasks", count: tool.scopeTasks)
  }
}
