public import Analysis
import TriageModel

/// Titles that are messages: one sentence, present tense, with a number, at most 100 characters.
///
/// Every claim is guarded by the figures it speaks of, and every number is a field of the JSON report.
public struct MessageTitles {
  /// The longest title, in characters.
  public static let limit = 100

  let report: Report

  public init(_ report: Report) { self.report = report }

  private var style: NumberStyle { report.style }
  private var totals: Totals { report.review.totals }
  private var each: Phrase { PeriodWords(period: report.review.period).each }

  // MARK: The report

  /// What to do, the money it frees, and the value it adds. Paths of figures start at the root of the JSON report.
  public var answer: Phrase {
    let categories = report.review.categories
    let changes = categories.count { $0.verdict.isChange }
    if categories.isEmpty {
      let spend: Phrase = "\(style.sentence(totals.spend), field: "totals.spend")"
      return "No task category has data yet, so there is no verdict on \(spend) of AI spend."
    }
    if categories.allSatisfy({ $0.verdict == .noData }) { return withoutData(categories.count) }
    if changes == 0 { return withoutChange(categories.count) }
    let long = subject(changes, of: categories.count, noun: "task categor")
    let short = subject(changes, of: categories.count, noun: "categor")
    return MessageTitles.fitting([long + effect, short + effect, short + shortEffect])
  }

  /// The first candidate within the limit, otherwise the last one.
  private static func fitting(_ candidates: [Phrase]) -> Phrase {
    candidates.first { $0.plainText.count <= limit } ?? candidates.last ?? ""
  }

  /// A sentence with a name, the name cut until the sentence is within the limit.
  private static func fitting(_ sentence: (Int) -> Phrase) -> Phrase { fitting([32, 24, 16, 8].map(sentence)) }

  private func withoutData(_ count: Int) -> Phrase {
    let spend: Phrase = "\(style.sentence(totals.spend), field: "totals.spend")"
    if count == 1 {
      return "The one task category cannot be judged yet: its outcomes are too few on \(spend) of spend."
    }
    let number: Phrase = "\(CountWords.text(count), field: "answer.categories")"
    return "None of \(number) task categories can be judged yet, on \(spend) of AI spend\(each)."
  }

  private func withoutChange(_ count: Int) -> Phrase {
    let pilots = report.review.categories.count { $0.verdict == .pilot }
    let number: Phrase = "\(CountWords.text(count), field: "answer.categories")"
    let spend: Phrase = "\(style.sentence(totals.spend), field: "totals.spend")"
    let start: Phrase =
      count == 1 ? "The one task category should not change now" : "None of \(number) task categories should change now"
    switch pilots {
    case 0: return start + ": AI spend stays at \(spend)\(each)."
    case count: return start + (count == 1 ? ": it needs a pilot first, on \(spend)." : ": all need a pilot first.")
    default:
      let piloted: Phrase = "\(CountWords.text(pilots), field: "answer.categories_to_pilot")"
      return start + ": \(piloted) need\(pilots == 1 ? "s" : "") a pilot first."
    }
  }

  private func subject(_ changes: Int, of count: Int, noun: String) -> Phrase {
    if count == 1 { return "The one \(noun)y should change: that " }
    let total: Phrase = "\(CountWords.text(count), field: "answer.categories")"
    if changes == count { return "All \(total) \(noun)ies should change: that " }
    let changed: Phrase = "\(CountWords.capitalised(changes), field: "answer.categories_to_change")"
    return "\(changed) of \(total) \(noun)ies should change: that "
  }

  /// The weightier half of the effect, where a sentence has no room for both: a loss, then cash, then value.
  private var shortEffect: Phrase {
    let change = totals.netValueChange
    let value: Phrase =
      "\(style.estimateSentence((change?.value ?? 0).magnitude), field: "totals.net_value_change.value")"
    if let change, change.hi < 0 { return "loses \(value) of net value\(each)." }
    if totals.freed.value > 0 {
      return "frees \(style.sentence(totals.freed.value), field: "totals.freed.value")\(each)."
    }
    if let change, change.lo > 0 { return "adds \(value) of net value\(each)." }
    return "frees no cash."
  }

  private var effect: Phrase {
    effect(
      freed: totals.freed.value, change: totals.netValueChange, freedField: "totals.freed.value",
      changeField: "totals.net_value_change.value")
  }

  /// `frees $12.3k a quarter and adds $9.8k of net value.`
  private func effect(freed: Double, change: Estimate?, freedField: String, changeField: String) -> Phrase {
    let cash: Phrase = "\(style.sentence(freed.magnitude), field: freedField)"
    let value: Phrase = "\(style.estimateSentence((change?.value ?? 0).magnitude), field: changeField)"
    let addsValue = change.map { $0.lo > 0 } ?? false
    let losesValue = change.map { $0.hi < 0 } ?? false
    if freed > 0 {
      if addsValue { return "frees \(cash)\(each) and adds \(value) of net value." }
      if losesValue { return "frees \(cash)\(each) but loses \(value) of net value." }
      return "frees \(cash)\(each), with no clear change in net value."
    }
    if addsValue {
      if freed < 0 { return "adds \(value) of net value\(each) for \(cash) more cash." }
      return "adds \(value) of net value\(each) and frees no cash."
    }
    if losesValue { return "frees no cash and loses \(value) of net value\(each)." }
    return "frees no cash, with no clear change in net value."
  }

  // MARK: A category

  /// The message of one category. Paths of figures start at the category's object.
  public func category(_ category: CategoryReview) -> Phrase {
    switch category.verdict {
    case .cheaperModel, .ordinarySoftware:
      let effect = effect(of: category)
      return MessageTitles.fitting { "Moving to \(name: category.target, limit: $0) " + effect }
    case .stop: return "Stopping " + effect(of: category)
    case .pilot: return MessageTitles.fitting { pilot(category, nameLimit: $0) }
    case .keepFrontier: return MessageTitles.fitting { keep(category, nameLimit: $0) }
    case .noData: return noData(category)
    }
  }

  private func effect(of category: CategoryReview) -> Phrase {
    effect(
      freed: category.freed, change: category.netValueChange, freedField: "freed",
      changeField: "net_value_change.value")
  }

  private func pilot(_ category: CategoryReview, nameLimit: Int) -> Phrase {
    let subject: Phrase = category.target.map { "\(name: $0, limit: nameLimit)" } ?? "a cheaper option"
    if let perArm = category.pilotTasksPerArm {
      let size: Phrase = "\(NumberStyle.count(perArm), field: "pilot_tasks_per_arm")"
      return "A pilot of \(size) tasks per tool must show first whether \(subject) is better."
    }
    let spend: Phrase = "\(style.sentence(category.spend), field: "spend")"
    return "A pilot must show first whether \(subject) is better, on \(spend) of spend."
  }

  private func keep(_ category: CategoryReview, nameLimit: Int) -> Phrase {
    let tool: Phrase = category.incumbent.map { "\(name: $0, limit: nameLimit)" } ?? "the tool in use"
    let net = category.statement.netAfterEverything
    let figure: Phrase =
      "\(style.estimateSentence(Money(nanos: Int128(net.nanos.magnitude))), field: "statement.net_after_everything")"
    let worth: Phrase = net.isNegative ? "net value is \(figure) below zero" : "net value is \(figure)\(each)"
    switch category.reason {
    case "alternatives-worse": return "Keep \(tool): each cheaper option is worse, and \(worth)."
    case "no-alternative": return "Keep \(tool): no cheaper option has data, and \(worth)."
    default: return "Keep \(tool): no cheaper option is shown to be better, and \(worth)."
    }
  }

  private func noData(_ category: CategoryReview) -> Phrase {
    let tasks: Phrase = "\(NumberStyle.count(category.statement.tasks), field: "tasks")"
    let okTasks: Phrase = "\(NumberStyle.count(category.statement.okTasks), field: "statement.ok_tasks")"
    if category.reason == "value-missing" {
      return "Successes carry no value, so none of \(tasks) tasks can be judged."
    }
    if category.statement.tasks == 0 {
      return "No task has an outcome, on \(style.sentence(category.spend), field: "spend") of AI spend."
    }
    return "Only \(okTasks) of \(tasks) tasks can be judged: too few for a verdict."
  }

  // MARK: Sections

  /// How many verdicts are fragile.
  public var assumptions: Phrase {
    let fragile = report.fragileCategories.count
    if report.review.assumptions.isEmpty { return "No comparison has a break-even: no assumption can flip a verdict." }
    if fragile == 0 {
      return report.review.assumptions.contains { $0.insideRange != nil && !$0.isAssumed }
        ? "No verdict changes inside the plausible range of one assumption."
        : "The policy states no plausible ranges; the nearest break-evens come first."
    }
    let number: Phrase = "\(CountWords.capitalised(fragile), field: "answer.fragile_categories")"
    return "\(number) verdict\(fragile == 1 ? " changes" : "s change") inside the plausible range of one assumption."
  }

  /// Why spend changed: how much, and the effect that moved it most. Without another period, that none was given.
  public var bridge: Phrase {
    guard let comparison = report.review.comparison else { return "No previous quarter was given." }
    let spend = comparison.spend
    guard spend.change != .zero else {
      return "AI spend is the same as before: \(style.sentence(spend.current), field: "totals.spend")."
    }
    let amount: Phrase =
      "\(style.sentence(Money(nanos: Int128(spend.change.nanos.magnitude))), field: "comparison.spend.change")"
    let percent: Phrase =
      spend.fraction.map { " (\(NumberStyle.shareChange($0), field: "comparison.spend.fraction"))" } ?? ""
    let start: Phrase = "AI spend \(spend.change.isNegative ? "falls" : "rises") by \(amount)\(percent)"
    let effects = SpendBridge.Effect.allCases
    let sizes = effects.map { comparison.bridge.amount($0).nanos.magnitude }
    guard let index = effects.indices.first(where: { sizes[$0] == sizes.max() }) else { return start + "." }
    let largest = comparison.bridge.amount(effects[index])
    let size: Phrase =
      "\(style.sentence(Money(nanos: Int128(largest.nanos.magnitude))), field: "bridge.\(index).amount")"
    return start + "; the largest effect is \(effects[index].words), \(size) \(largest.isNegative ? "less" : "more")."
  }

  /// How much of the spend has a category.
  public var reconciliation: Phrase {
    if let invoices = InvoiceStatement(report) { return reconciliation(invoices) }
    let spend: Phrase = "\(style.sentence(totals.spend), field: "totals.spend")"
    guard report.unattributedSpend != .zero,
      let share = NumberStyle.share(report.unattributedSpend, of: totals.spend)
    else { return "All of \(spend) of AI spend has a task category." }
    return "\(share, field: "totals.unattributed.share") of \(spend) of AI spend has no task category."
  }

  private func reconciliation(_ statement: InvoiceStatement) -> Phrase {
    let root = "reconciliation.invoice"
    let mismatches = statement.reconciliation.count(.mismatch)
    let rest: Phrase =
      statement.notAttributed == .zero
      ? "every line has a task category."
      : "\(style.sentence(statement.notAttributed), field: "\(root).not_attributed") has no task category."
    guard mismatches == 0, let share = statement.unexplainedShare else {
      let number: Phrase = "\(CountWords.capitalised(mismatches), field: "\(root).classes.mismatch")"
      let verb = mismatches == 1 ? " invoice line differs" : " invoice lines differ"
      return number + Phrase(verb) + " from usage; " + rest
    }
    let percent = DecimalText.fixed(share * 100, decimals: 2) + "%"
    return "Usage agrees with the invoices to \(percent, field: "\(root).unexplained_share"); " + rest
  }

  /// Which department carries most.
  public var departments: Phrase {
    guard
      let largest = report.review.departments.filter({ !$0.isSuppressed }).max(by: { $0.spend < $1.spend }),
      let index = report.review.departments.firstIndex(of: largest)
    else { return "No department is known." }
    let spend: Phrase = "\(style.sentence(largest.spend), field: "departments.\(index).spend")"
    let isNamed = largest.name?.contains { !$0.isWhitespace } ?? false
    let name: Phrase = isNamed ? "\(name: largest.name, limit: 40)" : "Work without a department"
    // A department that is withheld may have more.
    let isWhole = !report.review.departments.contains(where: \.isSuppressed)
    return "\(name) has the largest AI spend\(isWhole ? "" : " of those shown"): \(spend)\(each)."
  }

  /// The worst status of the data checks.
  public var dataQuality: Phrase {
    let counts = DataQualityCounts(report.review.dataQuality)
    let fail: Phrase = "\(NumberStyle.count(counts.fail), field: "answer.data_checks.fail")"
    let note: Phrase = "\(NumberStyle.count(counts.note), field: "answer.data_checks.note")"
    let pass: Phrase = "\(NumberStyle.count(counts.pass), field: "answer.data_checks.pass")"
    return "Data checks: \(fail) fail, \(note) note, \(pass) pass."
  }
}

/// How many data checks have which status.
struct DataQualityCounts {
  let fail: Int
  let note: Int
  let pass: Int

  init(_ checks: [QualityCheck]) {
    fail = checks.count { $0.status == .fail }
    note = checks.count { $0.status == .note }
    pass = checks.count { $0.status == .pass }
  }
}
