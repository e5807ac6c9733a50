import Analysis
import TriageModel

/// Titles of sections that other sections do not share, with the same guards as `MessageTitles`.
struct SectionTitles {
  private static let nameLimits = [32, 24, 16, 8]

  let report: Report

  init(_ report: Report) { self.report = report }

  private var style: NumberStyle { report.style }
  private var each: Phrase { PeriodWords(period: report.review.period).each }

  /// Who earns and who costs, as far as the intervals show it. Paths start at the root of the JSON report.
  var verdicts: Phrase {
    let categories = report.review.categories
    guard !categories.isEmpty else { return "No task category has data." }
    let net = { (index: Int) in categories[index].statement.netAfterEverything }
    let best = categories.indices.filter { (categories[$0].netAfterEverything?.lo ?? 0) > 0 }.max { net($0) < net($1) }
    let worst = categories.indices.filter { (categories[$0].netAfterEverything?.hi ?? 0) < 0 }.min { net($0) < net($1) }
    if categories.count == 1 {
      if best != nil { return fitting { earns(0, "earns", $0) + each + "." } }
      if worst != nil { return fitting { earns(0, "loses", $0) + each + "." } }
    }
    switch (best, worst) {
    case (let best?, let worst?):
      return fitting { earns(best, "earns most,", $0) + each + "; " + earns(worst, "loses most,", $0) + "." }
    case (let best?, nil):
      return fitting { earns(best, "earns most,", $0) + each + "; no category is shown to lose." }
    case (nil, let worst?):
      return fitting { earns(worst, "loses most,", $0) + each + "; no category is shown to earn." }
    case (nil, nil): return "No category is shown to earn or to lose."
    }
  }

  private func earns(_ index: Int, _ verb: String, _ limit: Int) -> Phrase {
    let category = report.review.categories[index]
    let net = Money(nanos: Int128(category.statement.netAfterEverything.nanos.magnitude))
    let amount: Phrase =
      "\(style.estimateSentence(net), field: "categories.\(index).statement.net_after_everything")"
    return "\(name: category.name, limit: limit) \(verb) \(amount)"
  }

  private func fitting(_ sentence: (Int) -> Phrase) -> Phrase {
    let candidates = SectionTitles.nameLimits.map(sentence)
    return candidates.first { $0.plainText.count <= MessageTitles.limit }
      ?? candidates[SectionTitles.nameLimits.count - 1]
  }

  // MARK: Charts of one category, with paths that start at the category's object.

  /// What the option costs that matters most.
  func costQuality(_ category: CategoryReview) -> Phrase {
    guard let index = deciding(category), let cost = category.options[index].costPerAccepted else {
      return "Cost and acceptance of the options"
    }
    let subject: Phrase =
      "\(name: category.options[index].tool, limit: 24) costs $\(NumberStyle.perTask(cost), field: "options.\(index).cost_per_accepted") per accepted task"
    guard let other = category.options.firstIndex(where: { $0.role == .incumbent }),
      let otherCost = category.options[other].costPerAccepted
    else { return subject }
    return subject
      + ", \(name: category.options[other].tool, limit: 24) $\(NumberStyle.perTask(otherCost), field: "options.\(other).cost_per_accepted")"
  }

  /// Whether the option is better, worse or not told apart.
  func difference(_ category: CategoryReview) -> Phrase {
    guard let index = deciding(category), let estimate = category.options[index].comparison?.estimate else {
      return "Difference of net value per task"
    }
    let tool: Phrase = "\(name: category.options[index].tool, limit: 24)"
    let amount: Phrase = "$\(NumberStyle.perTask(estimate.delta.magnitude), field: "options.\(index).delta")"
    switch EstimateMark(lo: estimate.lo, hi: estimate.hi) {
    case .above: return "\(tool) adds \(amount) of net value per task"
    case .below: return "\(tool) loses \(amount) of net value per task"
    case .includesZero: return "No clear change of net value with \(tool)"
    }
  }

  /// The alternative that the verdict names, otherwise the one with the largest gain.
  private func deciding(_ category: CategoryReview) -> Int? {
    let alternatives = category.options.indices.filter { category.options[$0].role == .alternative }
    if let target = alternatives.first(where: { category.options[$0].tool == category.target }) { return target }
    let compared = alternatives.filter { category.options[$0].comparison?.estimate != nil }
    return compared.max { gain(category, $0) < gain(category, $1) } ?? alternatives.first
  }

  private func gain(_ category: CategoryReview, _ index: Int) -> Double {
    category.options[index].comparison?.estimate?.gain ?? 0
  }
}

extension Phrase {
  /// The phrase as the start of a sentence; a name stays as it is.
  var capitalised: Phrase {
    guard case .plain(let text)? = pieces.first else { return self }
    return Phrase(pieces: [.plain(text.prefix(1).uppercased() + text.dropFirst())] + pieces.dropFirst())
  }
}
