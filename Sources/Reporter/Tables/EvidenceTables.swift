import Analysis
import TriageModel

/// The tables on the page of one category: options, compared strata, break-evens.
struct EvidenceTables {
  let category: CategoryReview
  let style: NumberStyle

  var options: ReportTable {
    var table = ReportTable([
      .text("Option", .name), .text("Tier", .tier), .text("Role", .role), .number("Judged tasks", .tasks),
      .number("Accepted"), .number("Cost per accepted task, USD"), .number("Net value per task, USD", .netValue),
      .number("Difference per task, USD", .difference), .number("P(better)"), .text("Why"),
    ])
    for option in category.options {
      let estimate = option.comparison?.estimate
      table.add([
        option.role == .none ? "No tool" : "\(name: option.tool)", Phrase(ReasonWords.tier(option.tier)),
        Phrase(role(option.role)), option.role == .none ? "–" : Phrase(NumberStyle.count(option.statement.okTasks)),
        accepted(option), option.costPerAccepted.map { Phrase(NumberStyle.perTask($0)) } ?? "–", netValue(option),
        difference(option), estimate.map { Phrase(NumberStyle.probability($0.probabilityBetter)) } ?? "–",
        option.why.isEmpty ? "–" : "\(name: option.why, limit: 300)",
      ])
    }
    return table
  }

  private func accepted(_ option: ToolOption) -> Phrase {
    if option.role == .none { return "–" }
    return option.perTask.map { Phrase(NumberStyle.share($0.success)) } ?? "not measured"
  }

  /// Work that no tool does has a net value of zero by definition (method 2.1).
  private func netValue(_ option: ToolOption) -> Phrase {
    if option.role == .none { return Phrase(NumberStyle.perTask(0)) }
    return option.perTask.map { Phrase(NumberStyle.perTask($0.netValue, signed: true)) } ?? "not measured"
  }

  private func role(_ role: ToolOption.Role) -> String {
    switch role {
    case .incumbent: "in use"
    case .alternative: "alternative"
    case .other: "not an alternative"
    case .none: "stop"
    }
  }

  private func difference(_ option: ToolOption) -> Phrase {
    guard let comparison = option.comparison else { return "–" }
    if let estimate = comparison.estimate {
      return Phrase(NumberStyle.perTaskEstimate(estimate.delta, estimate.lo, estimate.hi))
    }
    return comparison.refusal.map { "not compared: \($0.rawValue)" } ?? "not compared"
  }

  /// Strata of one comparison: A is the tool in use, B the alternative.
  static func strata(_ comparison: Comparison) -> ReportTable {
    var table = ReportTable(
      ["Complexity"],
      numbers: ["Weight", "n A", "Mean A", "SD A", "n B", "Mean B", "SD B", "Mean B − mean A"])
    for stratum in comparison.strata {
      table.add([
        "\(name: stratum.label)", Phrase(DecimalText.fixed(stratum.weight, decimals: 4)),
        Phrase(NumberStyle.count(stratum.incumbentTasks)), Phrase(NumberStyle.perTask(stratum.incumbentMean)),
        Phrase(stratum.incumbentDeviation.map { NumberStyle.perTask($0) } ?? "–"),
        Phrase(NumberStyle.count(stratum.alternativeTasks)), Phrase(NumberStyle.perTask(stratum.alternativeMean)),
        Phrase(stratum.alternativeDeviation.map { NumberStyle.perTask($0) } ?? "–"),
        Phrase(NumberStyle.perTask(stratum.alternativeMean - stratum.incumbentMean, signed: true)),
      ])
    }
    return table
  }

  /// Nil where no comparison has a break-even.
  var breakEvens: ReportTable? {
    var table = ReportTable(
      ["Against", "Parameter"],
      numbers: ["Contributes to the gain, USD", "Used", "Gain is zero at", "±20% moves a year by"])
    for option in category.options {
      guard let comparison = option.comparison else { continue }
      let against: Phrase = option.role == .none ? "No tool" : "\(name: option.tool)"
      for breakEven in comparison.breakEvens {
        let text = BreakEvenText(breakEven: breakEven)
        table.add([
          comparison.breakEvensIndicative ? against + " (indicative)" : against, Phrase(text.name),
          Phrase(NumberStyle.perTask(breakEven.contribution, signed: true)), Phrase(text.used), Phrase(text.flipsAt),
          swing(breakEven.parameter, comparison),
        ])
      }
    }
    return table.rows.isEmpty ? nil : table
  }

  private func swing(_ parameter: BreakEven.Parameter, _ comparison: Comparison) -> Phrase {
    let bar = comparison.money?.tornado.first { $0.parameter == parameter }
    return bar.map { Phrase(style.invoiced(Money(roundingDollars: $0.swing))) } ?? "–"
  }
}
