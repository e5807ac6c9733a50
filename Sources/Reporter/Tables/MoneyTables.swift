import Analysis
import TriageModel

/// What the options of one category are worth in a year, how their tasks are spread, and what is only assumed.
struct MoneyTables {
  let category: CategoryReview
  let style: NumberStyle

  private func name(_ option: ToolOption) -> Phrase {
    option.role == .none ? "No tool" : "\(name: option.tool)"
  }

  /// Nil where nothing was compared. Amounts in the unit of the report.
  var year: ReportTable? {
    var table = ReportTable(
      ["A year with"],
      numbers: [
        "Tasks", "Saving", "Of it cash", "First year", "Payback, months", "Regret if moved", "Regret if kept",
        "Certainty is worth",
      ])
    for option in category.options {
      guard let money = option.comparison?.money else { continue }
      table.add([
        name(option), Phrase(DecimalText.fixed(money.tasksPerYear, decimals: 0)),
        Phrase(style.estimate(money.annualSaving)), Phrase(style.estimated(money.annualCash)),
        Phrase(style.estimated(money.firstYearSaving.value)),
        Phrase(money.paybackMonths.map { DecimalText.fixed($0, decimals: 1) } ?? "none"),
        amount(money.regretIfMoved), amount(money.regretIfKept), amount(money.perfectInformation),
      ])
    }
    return table.rows.isEmpty ? nil : table
  }

  private func amount(_ dollars: Double?) -> Phrase {
    Phrase(dollars.map { style.invoiced(Money(roundingDollars: $0)) } ?? "not known")
  }

  /// Nil without a judged task.
  var distributions: ReportTable? {
    var table = ReportTable(
      ["Spread of tasks, USD"],
      numbers: [
        "Token cost p50", "p90", "p99", "Net value p50", "p90", "p99", "Largest 1% of tasks",
      ])
    for option in category.options {
      guard let spread = option.distribution else { continue }
      let figures = [spread.tokenCost, spread.netValue].flatMap { [$0.p50, $0.p90, $0.p99] }
      table.add(
        [name(option)] + figures.map { Phrase(NumberStyle.perTask($0)) } + [
          Phrase(spread.topShare.map { NumberStyle.share($0) } ?? "–")
        ])
    }
    return table.rows.isEmpty ? nil : table
  }

  /// Nil without an assumption. Never an interval: nothing of it was observed.
  var assumed: ReportTable? {
    var table = ReportTable(
      ["Assumed, not observed", "Tier"],
      numbers: [
        "Success low", "Base", "High", "Gain per task at low, USD", "At base", "At high", "Gain is zero at success",
      ])
    for tool in category.assumed {
      table.add([
        "\(name: tool.tool)", Phrase(ReasonWords.tier(tool.tier)), Phrase(NumberStyle.share(tool.successLow)),
        Phrase(NumberStyle.share(tool.successBase)), Phrase(NumberStyle.share(tool.successHigh)),
        Phrase(NumberStyle.perTask(tool.gainLow, signed: true)),
        Phrase(NumberStyle.perTask(tool.gainBase, signed: true)),
        Phrase(NumberStyle.perTask(tool.gainHigh, signed: true)),
        Phrase(tool.breakEvenSuccess.map { NumberStyle.share($0) } ?? "never"),
      ])
    }
    return table.rows.isEmpty ? nil : table
  }
}
