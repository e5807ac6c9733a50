import Analysis
import TriageModel

/// The sentences on the page of one category, whatever format the page has.
struct EvidencePageWords {
  let report: Report
  let category: CategoryReview

  init(_ report: Report, _ category: CategoryReview) {
    self.report = report
    self.category = category
  }

  var departments: Phrase {
    category.departments.isEmpty
      ? "No department" : Phrase.joined(category.departments.map { "\(name: $0)" }, separator: "; ")
  }

  var grade: Phrase {
    let scope: Phrase = category.scope.map { " Scope: \(name: $0, limit: 200)." } ?? ""
    return
      "Evidence grade \(name: ReasonWords.grade(category.grade)). Reason: \(name: ReasonWords.reason(category.reason)).\(scope)"
  }

  /// Net value per dollar of tokens (method 1.4).
  var ratio: String? {
    category.statement.netPerTokenDollar.map { ratio in
      let text = DecimalText.fixed(ratio, decimals: 2, signed: true)
      let error = category.statement.netPerTokenDollarError.map { ", SE \(DecimalText.fixed($0, decimals: 2))" } ?? ""
      return "Net value per dollar of tokens: \(text)\(error)."
    }
  }

  /// How an option was compared, or why it was not: A is the tool in use, B the alternative.
  func coverage(_ option: ToolOption, _ comparison: Comparison) -> Phrase {
    let pair: Phrase = "\(name: option.tool) (B) against \(name: category.incumbent) (A)"
    if let refusal = comparison.refusal {
      return "\(pair): not compared, \(ReasonWords.refusal(refusal)) (\(refusal.rawValue))."
    }
    return "\(pair): \(coverage(comparison))"
  }

  private func coverage(_ comparison: Comparison) -> String {
    if comparison.paired { return "the same pieces of work done by both tools." }
    let adjusted = comparison.adjusted ? "within equal difficulty" : "not adjusted for difficulty"
    return "\(adjusted), \(NumberStyle.share(comparison.coverage)) of the tasks of A covered."
  }

  /// What makes the verdict arguable, each with its label.
  var arguable: [(label: String, phrase: Phrase)] {
    let words = EvidenceWords(category: category, style: report.style)
    let candidates: [(String, Phrase?)] = [
      ("How firm", words.robustness), ("Quality", words.valueOnly), ("Tasks without outcome", words.abandoned),
      ("Large tasks", words.heavyTails), ("Runner-up", words.runnerUp), ("Pilot", words.pilot),
    ]
    return candidates.compactMap { label, phrase in phrase.map { (label, $0) } }
  }

  /// Nil without any.
  var flags: Phrase? {
    guard !category.flags.isEmpty else { return nil }
    return Phrase.joined(category.flags.map { "\(name: ReasonWords.flag($0))" }, separator: "; ") + "."
  }

  var change: Phrase {
    let rows = report.reachableFlips(of: category)
    guard let nearest = rows.first else { return "no break-even is known." }
    let text = BreakEvenText(breakEven: nearest.breakEven)
    return
      "the gain \(nearest.isAssumed ? "of the assumed" : "against") \(name: nearest.tool) is zero with \(text.flip)\(text.usedWords)."
  }

  var sample: Phrase {
    guard let comparison = category.decisiveOption?.comparison else {
      return "\(NumberStyle.count(category.statement.okTasks)) judged tasks; no comparison decides."
    }
    let incumbents = NumberStyle.count(comparison.incumbentTasks)
    let others = NumberStyle.count(comparison.alternativeTasks)
    return "n \(incumbents) of the tool in use, n \(others) of the other\(workers(comparison))."
  }

  private func workers(_ comparison: Comparison) -> String {
    let (incumbents, others) = (comparison.incumbentWorkers, comparison.alternativeWorkers)
    guard incumbents + others > 0 else { return ", workers not known" }
    return ", workers \(NumberStyle.count(incumbents)) and \(NumberStyle.count(others))"
  }

  var nextStep: Phrase {
    let owner = category.verdict == .keepFrontier ? "" : "; owner not given, date not given"
    switch category.verdict {
    case .cheaperModel, .ordinarySoftware: return "move to \(name: category.target)\(owner)."
    case .stop: return "stop\(owner)."
    case .pilot:
      let size = category.pilotTasksPerArm.map { ", \(NumberStyle.count($0)) tasks per tool" } ?? ""
      let target: Phrase = category.target.map { " of \(name: $0)" } ?? ""
      return "pilot\(target)\(size), assigned at random within equal difficulty\(owner)."
    case .keepFrontier: return "keep; no action."
    case .noData where category.reason == Refusal.valueMissing.rawValue:
      return "record values or minutes, or give the policy a value per success\(owner)."
    case .noData: return "record outcomes\(owner)."
    }
  }
}
