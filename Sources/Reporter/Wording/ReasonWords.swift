import Analysis
import TriageModel

/// Plain words for the machine names of reasons, refusals, flags, parameters and grades.
enum ReasonWords {
  /// Which rule of the order of decision (method 3.2) gave the verdict.
  static func rule(_ category: CategoryReview) -> String {
    switch category.verdict {
    case .noData:
      "Rule 1, no data: fewer judged tasks than a verdict needs, or successes without a value."
    case .cheaperModel, .ordinarySoftware:
      "Rule 2, move: the gain D of this option divided by its standard error reaches t, "
        + "and no eligible option gains more."
    case .stop:
      "Rule 2, stop: minus the mean net value of the tool in use, divided by its standard error, reaches t, "
        + "and no eligible option gains more than not doing the work with a tool."
    case .keepFrontier: keepRule(category.reason)
    case .pilot where category.reason == "assumption-only":
      "Rule 5, pilot: no cheaper option has data, and an assumed one could gain. An assumption alone can never give more than a pilot."
    case .pilot:
      "Rule 5, undecided: no option is proven better and not every option is proven worse, so a pilot has to decide."
    }
  }

  private static func keepRule(_ reason: String) -> String {
    switch reason {
    case "no-alternative": "Rule 4, keep: no cheaper option has data in this category."
    case "alternatives-worse":
      "Rule 3, keep: every cheaper option with data was comparable and is worse, "
        + "D divided by its standard error is at or below minus t."
    case "pilot-not-worth-its-cost":
      "Rule 5, keep: undecided, and a pilot costs more than it is expected to bring."
    default: "Rule 5, keep: undecided, and without proof the tool in use stays."
    }
  }

  static func reason(_ reason: String) -> String {
    switch reason {
    case "proven": "the gain is proven at the confidence of the policy"
    case "proven-paired": "the gain is proven on the same pieces of work done by both tools"
    case "net-value-negative": "the net value of the tool in use is proven to be below zero"
    case "alternatives-worse": "every cheaper option is proven worse"
    case "no-alternative": "no cheaper option has data"
    case "no-ok-task": "no task can be judged"
    case "too-few-tasks": "too few tasks can be judged"
    case "value-missing": "successes carry no value"
    case "pilot-not-worth-its-cost": "a pilot costs more than it is expected to bring"
    case "assumption-only": "the only alternative is assumed, not observed"
    case "undecided": "the interval of the difference includes zero"
    default: Refusal(rawValue: reason).map(refusal) ?? spaced(reason)
    }
  }

  static func refusal(_ refusal: Refusal) -> String {
    switch refusal {
    case .complexityMissing: "one of the tools has no task of known complexity"
    case .thinCells: "too few tasks of either tool at each common complexity"
    case .noOverlap: "the tools have no complexity in common"
    case .lowOverlap: "the common complexities cover too few of the tasks in use"
    case .alternativeCount: "too few tasks of the alternative"
    case .fewWorkers: "too few workers of either tool"
    case .valueMissing: "successes of one of the tools carry no value"
    }
  }

  static func flag(_ flag: String) -> String {
    switch flag {
    case "net-value-not-shown-positive": "the net value of the tool in use is not shown to be above zero"
    case "abandoned-tasks-matter": "the sign of the gain changes if tasks without an outcome count as failures"
    case "not-adjusted-for-difficulty": "tools were compared without regard to difficulty"
    case "rests-on-few-large-tasks": "the largest 1% of tasks carry more than a quarter of all net value"
    default: spaced(flag)
    }
  }

  static func grade(_ grade: String) -> String {
    switch grade {
    case "A": "A (tools assigned at random)"
    case "B": "B (observed, adjusted for difficulty)"
    case "C+": "C+ (observed, not adjusted for difficulty)"
    case "C": "C (assumed or not compared)"
    default: grade
    }
  }

  static func parameter(_ parameter: BreakEven.Parameter) -> String {
    switch parameter {
    case .hourlyRate: "Hourly rate"
    case .measuredValue: "Measured value"
    case .valuePerSuccess: "Value per success"
    case .tokenPrice: "Token price"
    case .humanMinutes: "Review and rework minutes"
    case .runCost: "Cost of a run of the alternative"
    case .successRate: "Success of the alternative"
    }
  }

  static func tier(_ tier: Tier?) -> String {
    switch tier {
    case .frontier: "frontier"
    case .small: "small"
    case .software: "software"
    case nil: "–"
    }
  }

  /// What to do about a verdict, for the next step and the owner's column.
  static func action(_ verdict: Verdict) -> String {
    switch verdict {
    case .cheaperModel, .ordinarySoftware: "Move"
    case .stop: "Stop"
    case .pilot: "Pilot"
    case .keepFrontier: "Keep"
    case .noData: "Record outcomes"
    }
  }

  /// Whether somebody has to act, so that an owner is missing.
  static func owner(_ verdict: Verdict) -> String {
    verdict == .keepFrontier ? "no action" : "owner not given"
  }

  private static func spaced(_ name: String) -> String {
    String(name.map { $0 == "-" || $0 == "_" ? " " : $0 })
  }
}

/// A break-even in the words and units of its parameter.
struct BreakEvenText {
  let breakEven: BreakEven

  /// Whether any value of the parameter turns the sign; a success rate above 1 does not exist.
  var isReachable: Bool {
    breakEven.value != nil || (breakEven.factor != nil && breakEven.parameter != .successRate)
  }

  /// The parameter as used, without a currency sign: `60.00`, `81.0%`.
  var used: String { breakEven.used.map(amount) ?? "–" }

  /// Where the difference is zero: `48.10 (−19.8%)`.
  var flipsAt: String {
    switch (breakEven.value, breakEven.factor) {
    case (let value?, let factor?): "\(amount(value)) (\(NumberStyle.change(factor)))"
    case (let value?, nil): amount(value)
    case (nil, let factor?): breakEven.parameter == .successRate ? "never" : NumberStyle.change(factor)
    case (nil, nil): "never"
    }
  }

  var unit: String {
    switch breakEven.parameter {
    case .hourlyRate: "USD per hour"
    case .valuePerSuccess, .runCost: "USD"
    case .successRate, .tokenPrice, .measuredValue, .humanMinutes: ""
    }
  }

  /// `hourly rate`, for the middle of a sentence.
  var parameter: String {
    let name = ReasonWords.parameter(breakEven.parameter)
    return name.prefix(1).lowercased() + name.dropFirst()
  }

  /// `hourly rate at 48.10 (−19.8%)`, `token price changed by −16.7%`.
  var flip: String {
    breakEven.value == nil && breakEven.factor != nil
      ? "\(parameter) changed by \(flipsAt)" : "\(parameter) at \(flipsAt)"
  }

  /// `; used 60.00 USD per hour`, nothing where the parameter has no single value.
  var usedWords: String {
    guard breakEven.used != nil else { return "" }
    return unit.isEmpty ? "; used \(used)" : "; used \(used) \(unit)"
  }

  var name: String {
    let name = ReasonWords.parameter(breakEven.parameter)
    return unit.isEmpty ? name : "\(name), \(unit)"
  }

  func amount(_ value: Double) -> String {
    breakEven.parameter == .successRate
      ? NumberStyle.share(value)
      : breakEven.parameter == .valuePerSuccess ? fourDecimals(value) : NumberStyle.perTask(value)
  }

  /// Values per success decide at fractions of a cent, so they keep four decimals below a dollar.
  private func fourDecimals(_ value: Double) -> String {
    value.magnitude < 1 && value.magnitude >= 0.1 ? DecimalText.fixed(value, decimals: 4) : NumberStyle.perTask(value)
  }
}
