import Analysis
import TriageModel

/// What makes a verdict arguable, in sentences: how far it carries, what it leaves out, what a pilot would take.
struct EvidenceWords {
  let category: CategoryReview
  let style: NumberStyle

  /// The comparison that the verdict rests on, or the best of those that lost.
  private var deciding: ToolOption? {
    if let option = category.decisiveOption { return option }
    let compared = category.options.filter { $0.role == .alternative && $0.comparison?.estimate != nil }
    return compared.max { ($0.comparison?.estimate?.gain ?? 0) < ($1.comparison?.estimate?.gain ?? 0) }
  }

  /// How much easier or harder the alternative's tasks must have been to overturn the verdict (method 2.6).
  var robustness: Phrase? {
    guard let option = deciding, let estimate = option.comparison?.estimate, let money = option.comparison?.money
    else { return nil }
    let high = estimate.gain + estimate.quantile * estimate.standardError
    if option.role == .none {
      guard category.verdict == .stop else { return nil }
      return "the verdict stands unless a task is worth at least \(dollars(money.gainLow)) more than was recorded."
    }
    let tool: Phrase = "\(name: option.tool)"
    let isAdjusted = option.comparison?.adjusted == true && option.comparison?.paired == false
    let beyond = isAdjusted ? ", beyond complexity" : ""
    if category.verdict.isChange {
      guard money.gainLow > 0 else {
        return "\(tool) may be worse by up to \(dollars(-money.gainLow)) per task, inside the margin of the policy."
      }
      return
        "the verdict stands unless the tasks of \(tool) were easier by more than \(dollars(money.gainLow)) each\(beyond)."
    }
    if high < 0 {
      return
        "the verdict stands unless the tasks of \(tool) were harder by more than \(dollars(-high)) each\(beyond)."
    }
    return "no clear difference: the gain of \(tool) lies from \(signed(money.gainLow)) to \(signed(high)) per task."
  }

  /// Whether the saving is paid for with quality (method 2.5).
  var valueOnly: Phrase? {
    guard let option = deciding, option.role != .none, let value = option.comparison?.money?.valueOnly else {
      return nil
    }
    let words =
      value.hi < 0
      ? "lower: part of the saving is paid for with quality" : value.lo > 0 ? "higher" : "no clear change"
    return
      "cost left out, value less review and rework changes by \(NumberStyle.perTaskEstimate(value.value, value.lo, value.hi)) USD per task with \(name: option.tool): \(words)."
  }

  /// What tasks without an outcome could change (method 2.6).
  var abandoned: Phrase? {
    guard let abandoned = category.abandoned else { return nil }
    var ends: Phrase = "\(signed(abandoned.gainIfIncumbent)) per task if all of it was the tool in use"
    if let other = abandoned.gainIfAlternative { ends = ends + " and \(signed(other)) if none of it was" }
    let sign = abandoned.changesSign ? "its sign changes" : "its sign stays"
    return
      "\(style.sentence(abandoned.spend)) went to tasks without an outcome. Counted as failures, the gain is \(ends): \(sign)."
  }

  var runnerUp: Phrase? {
    category.runnerUp.map { runner in
      let tool: Phrase = runner.tool == "none" ? "no tool" : "\(name: runner.tool)"
      return "\(tool), with a gain of \(signed(runner.gain)) per task."
    }
  }

  /// What a pilot takes, what it is worth, and whether it pays (method 3.4).
  var pilot: Phrase? {
    guard let plan = category.pilot else { return nil }
    let kind =
      switch plan.kind {
      case .confirm: "to confirm a gain that is not proven"
      case .longShot: "a long shot: the gain looks negative but may be positive"
      case .refused: "of a tool that could not be compared"
      case .assumed: "of a tool that is assumed, not observed"
      }
    let size =
      plan.tasksPerArm == plan.classicalTasksPerArm
      ? "" : " (\(NumberStyle.count(plan.classicalTasksPerArm)) by the classical formula)"
    var text: Phrase =
      "\(kind); \(NumberStyle.count(plan.tasksPerArm)) tasks per tool\(size), cost \(style.sentence(plan.cost))"
    if let benefit = plan.benefit { text = text + ", worth \(style.sentence(benefit)) a year" }
    if let pays = plan.isWorthwhile { text = text + (pays ? ": it pays" : ": it does not pay") }
    let long = plan.months > 3 ? ", more than a quarter" : ""
    return text + ". It takes \(DecimalText.fixed(plan.months, decimals: 1)) months at the present volume\(long)."
  }

  /// Says that figures hang on few tasks (method 2.4).
  var heavyTails: Phrase? {
    let heavy = category.options.filter { $0.distribution?.restsOnFewLargeTasks == true }
    guard !heavy.isEmpty else { return nil }
    let parts = heavy.map { option -> Phrase in
      "\(name: option.tool) (\(NumberStyle.share(option.distribution?.topShare ?? 0)))"
    }
    return "rests on few large tasks: the largest 1% carry more than a quarter of all net value with "
      + Phrase.joined(parts, separator: ", ") + "."
  }

  private func dollars(_ value: Double) -> String { "$" + NumberStyle.perTask(value) }

  private func signed(_ value: Double) -> String {
    (value < 0 ? "minus $" : "$") + NumberStyle.perTask(value.magnitude)
  }
}
