import Analysis
import TriageModel

/// Spend without shown return and work that software could do, as tables.
struct InsightTables {
  let insights: SpendInsights
  let style: NumberStyle

  // MARK: Spend without shown return

  /// Groups that cost more than they return, the dearest first; nil without any.
  var lowReturn: ReportTable? {
    let groups = insights.ownSake.lowReturn
    guard !groups.isEmpty else { return nil }
    var table = ReportTable([
      .text("Task category", .name), .text("Department"), .number("Tasks", .tasks), .number("Token cost", .spend),
      .number("Net value", .netValue), .number("Per token dollar"), .text("Why it is listed"),
    ])
    for group in groups {
      let ratio = group.perTokenDollar.map { estimate in
        "\(InsightTables.factor(estimate.value)) [\(InsightTables.factor(estimate.lo, isPlain: true)) to \(InsightTables.factor(estimate.hi, isPlain: true))]"
      }
      table.add([
        "\(name: group.category)", "\(name: group.department)", Phrase(NumberStyle.count(group.tasks)),
        Phrase(style.invoiced(group.tokenCost)), Phrase(style.estimated(group.netValue)),
        Phrase(ratio ?? "not measured"),
        group.sign == .intervalBelowZero
          ? "dearest quarter, interval below zero" : "net value of its tasks below zero",
      ])
    }
    return table
  }

  private static func factor(_ value: Double, isPlain: Bool = false) -> String {
    DecimalText.fixed(value, decimals: 2, signed: !isPlain)
  }

  /// nil without any.
  var outliers: ReportTable? {
    guard !insights.ownSake.outliers.isEmpty else { return nil }
    var table = ReportTable([
      .text("Department", .name), .number("Spend per judged task"), .number("Median of departments"),
      .number("Score"),
    ])
    for outlier in insights.ownSake.outliers {
      table.add([
        "\(name: outlier.department)", Phrase("$\(NumberStyle.perTask(outlier.spendPerTask))"),
        Phrase("$\(NumberStyle.perTask(outlier.medianPerTask))"),
        Phrase(DecimalText.fixed(outlier.score, decimals: 1, signed: true)),
      ])
    }
    return table
  }

  /// nil without any, or without another period.
  var falling: ReportTable? {
    guard let groups = insights.ownSake.falling, !groups.isEmpty else { return nil }
    var table = ReportTable([
      .text("Group", .name), .text("Kind"), .number("Spend per judged task, before"), .number("Now"),
      .number("Change"), .number("Value per judged task, before"), .number("Now"),
    ])
    for group in groups {
      table.add([
        "\(name: group.name)", group.isDepartment ? "department" : "task category",
        Phrase("$\(NumberStyle.perTask(group.spendBefore))"), Phrase("$\(NumberStyle.perTask(group.spendNow))"),
        Phrase(NumberStyle.shareChange(group.rise)), Phrase("$\(NumberStyle.perTask(group.valueBefore))"),
        Phrase("$\(NumberStyle.perTask(group.valueNow))"),
      ])
    }
    return table
  }

  // MARK: Software

  /// One row per candidate, the dearest first; nil without any.
  var candidates: ReportTable? {
    let candidates = insights.software.candidates
    guard !candidates.isEmpty else { return nil }
    var table = ReportTable(
      [.text("Task category", .name), .text("Verdict now", .verdict), .number("Spend", .spend)]
        + SoftwareCandidates.Sign.allCases.map { .number(SoftwareSignWords.head($0)) }
        + [.number("Signs that hold"), .number("Build cost"), .number("Payback, months")])
    for candidate in candidates {
      table.add(
        [
          "\(name: candidate.category)", Phrase(candidate.verdict.words), Phrase(style.invoiced(candidate.spend)),
        ] + candidate.evidence.map { Phrase(SoftwareSignWords.figure($0)) } + [
          "\(NumberStyle.count(candidate.signs)) of \(NumberStyle.count(candidate.evidence.count))",
          Phrase(candidate.buildCost.map(style.invoiced) ?? "not given"), Phrase(SoftwareSignWords.payback(candidate)),
        ])
    }
    return table
  }

  /// One candidate on its own, for a narrow page.
  static func evidence(_ candidate: SoftwareCandidates.Candidate, _ style: NumberStyle) -> ReportTable {
    var table = ReportTable([.text("\(name: candidate.category)", .name), .number("Figure")])
    table.add(["Verdict now", Phrase(candidate.verdict.words)])
    table.add(["Spend", Phrase(style.invoiced(candidate.spend))])
    for evidence in candidate.evidence {
      table.add([SoftwareSignWords.head(evidence.sign), Phrase(SoftwareSignWords.figure(evidence))])
    }
    table.add(["Build cost", Phrase(candidate.buildCost.map(style.invoiced) ?? "not given")])
    table.add(["Payback, months", Phrase(SoftwareSignWords.payback(candidate))])
    return table
  }
}

/// The words and figures of the signs of work that software could do.
enum SoftwareSignWords {
  static func head(_ sign: SoftwareCandidates.Sign) -> Phrase {
    switch sign {
    case .short: "Tokens per task"
    case .equal: "Spread of cost"
    case .plain: "Reasoning tokens"
    case .repeated: "Tasks per worker and month"
    case .easy: "Success, small tier"
    }
  }

  static func figure(_ evidence: SoftwareCandidates.Evidence) -> String {
    guard let value = evidence.value, let holds = evidence.holds else { return "not measured" }
    return "\(number(value, evidence.sign)) (\(holds ? "holds" : "does not hold"))"
  }

  static func number(_ value: Double, _ sign: SoftwareCandidates.Sign) -> String {
    switch sign {
    case .short: DecimalText.fixed(value, decimals: 0)
    case .equal: DecimalText.fixed(value, decimals: 2)
    case .plain, .easy: NumberStyle.share(value)
    case .repeated: DecimalText.fixed(value, decimals: 1)
    }
  }

  static func payback(_ candidate: SoftwareCandidates.Candidate) -> String {
    guard let payback = candidate.payback else { return "not given" }
    func text(_ months: Double?) -> String { months.map { DecimalText.fixed($0, decimals: 1) } ?? "never" }
    guard payback.tool != nil else { return "\(text(payback.months)) (at the earliest)" }
    return "\(text(payback.months)) (\(text(payback.fewestMonths)) to \(text(payback.mostMonths)))"
  }

  /// What makes each sign hold.
  static let rule: String = {
    let limits = SoftwareCandidates.Sign.allCases.map { sign in
      let threshold = number(sign.threshold, sign)
      let bound = sign.isUpperLimit ? "at most" : "at least"
      return switch sign {
      case .short: "\(bound) \(threshold) tokens per task"
      case .equal: "token cost per task of the tool in use spread by \(bound) \(threshold) of its mean"
      case .plain: "\(bound) \(threshold) of output tokens spent on reasoning"
      case .repeated: "\(bound) \(threshold) tasks per worker and month"
      case .easy: "\(bound) \(threshold) success on the small tier"
      }
    }
    return limits.joined(separator: "; ")
  }()
}
