import Analysis
import TriageModel

/// Titles and notes of the sections on hidden cost, spend without shown return, and software.
struct InsightWords {
  let report: Report
  private let insights: SpendInsights?

  init(_ report: Report) {
    self.report = report
    insights = report.review.insights
  }

  private var style: NumberStyle { report.style }
  private var each: Phrase { PeriodWords(period: report.review.period).each }

  /// What stands where the review was made without these figures.
  static let absent: Phrase = "This report was made without these figures."

  // MARK: Hidden cost

  var hiddenCostTitle: Phrase {
    guard let company = insights?.hiddenCost.company else { return InsightWords.absent }
    guard company.wastedSpend.nanos > 0 else { return "No spend went into tasks that failed or have no outcome." }
    let amount: Phrase = "\(style.sentence(company.wastedSpend), field: "hidden_cost.company.wasted_spend")"
    let spend: Phrase = "\(style.sentence(company.spend), field: "hidden_cost.company.spend")"
    return "Failed and abandoned tasks took \(amount)\(each), beside usage of \(spend)."
  }

  var hiddenCostNotes: [Phrase] {
    guard let cost = insights?.hiddenCost else { return [] }
    guard report.trees == nil else { return InsightWords.notes(cost) }
    return InsightWords.notes(cost) + [
      "Depth and fan-out of agent trees, orphans and cycles are read from every single request: the option --caps or the command hidden-cost asks for it; up to \(NumberStyle.count(CapRequest.freeRequests)) requests they are always there."
    ]
  }

  static func notes(_ cost: HiddenCost) -> [Phrase] {
    var notes: [Phrase] = [
      "Overlapping views of the same spend: only failed and abandoned tasks may be added. A failed task counts with all its requests, whenever they were sent.",
      "Superseded attempts are an upper bound: normal work in several turns counts, too.",
      "Cache writes that reads did not earn back are netted within each line, so lines do not add up to the company.",
    ]
    let company = cost.company
    if company.longContextSurcharge == nil {
      notes.append("No price has tiers, so a surcharge on long contexts is not known.")
    }
    if company.sums.unlistedRows > 0 {
      notes.append(
        "\(NumberStyle.count(company.sums.unlistedRows)) requests have no list price: their reasoning and cache writes are not in these costs."
      )
    }
    if (cost.categories + cost.departments).contains(where: \.isSuppressed) {
      notes.append(
        "Groups of fewer than \(NumberStyle.count(DepartmentBreakdown.fewestWorkers)) workers, and those that hide them, are one line."
      )
    }
    if cost.departments.map(\.isSuppressed) == [true] { notes.append(Phrase(CapWords.departmentNote)) }
    return notes
  }

  // MARK: Spend without shown return

  var ownSakeTitle: Phrase {
    guard let use = insights?.ownSake else { return InsightWords.absent }
    guard report.review.breakdown?.isCountable == true else {
      return "No outcome names its worker, so no group is looked at."
    }
    guard !use.lowReturn.isEmpty else {
      return
        "None of \(NumberStyle.count(use.groups), field: "own_sake.groups") groups is shown to spend without return."
    }
    let number: Phrase = "\(CountWords.capitalised(use.lowReturn.count), field: "own_sake.low_return_groups")"
    let amount: Phrase = "\(style.sentence(use.lowReturnCost), field: "own_sake.low_return_cost")"
    let verb = use.lowReturn.count == 1 ? "spends" : "spend"
    return
      "\(number) of \(NumberStyle.count(use.groups), field: "own_sake.groups") groups \(verb) \(amount) without shown return."
  }

  static let ownSakeSubtitle: Phrase =
    "Groups of one department and one category with at least \(NumberStyle.count(DepartmentBreakdown.fewestWorkers)) workers · spend without shown return is a question, not a blame · nobody is named or ranked"

  /// Concentration, outliers and the other period, one sentence each.
  var ownSakeNotes: [Phrase] {
    guard let use = insights?.ownSake else { return [] }
    return [concentration(use), outliers(use), falling(use)]
  }

  private func concentration(_ use: OwnSakeUse) -> Phrase {
    guard let found = use.concentration else {
      return
        "Concentration of spend is not measured: fewer than \(NumberStyle.count(SpendConcentration.fewestWorkers)) workers are known."
    }
    return Phrase(ConcentrationWords.text(found, of: "the token cost of completed tasks"))
  }

  private func outliers(_ use: OwnSakeUse) -> Phrase {
    if let reason = use.outlierReason { return "Department outliers are not looked for: \(reason)." }
    return use.outliers.isEmpty
      ? "No department is an outlier in spend per judged task."
      : "Departments far from the others in spend per judged task (score beyond \(DecimalText.fixed(OwnSakeUse.outlierScore, decimals: 1))):"
  }

  private func falling(_ use: OwnSakeUse) -> Phrase {
    guard let falling = use.falling else {
      return "Whether output per dollar is falling is not known: no previous quarter was given."
    }
    let rise = DecimalText.fixed(OwnSakeUse.risingSpend * 100, decimals: 0)
    return falling.isEmpty
      ? "No group spends over \(rise)% more per judged task than before without more value from it."
      : "Groups that spend over \(rise)% more per judged task than before without more value from it:"
  }

  // MARK: Software

  var softwareTitle: Phrase {
    guard let software = insights?.software else { return InsightWords.absent }
    let all: Phrase = "\(NumberStyle.count(software.categories), field: "software_candidates.categories")"
    guard !software.candidates.isEmpty else {
      return "None of \(all) categories looks as if software could do it."
    }
    let one = software.candidates.count == 1
    let number: Phrase =
      "\(CountWords.capitalised(software.candidates.count), field: "software_candidates.count")"
    return
      "\(number) of \(all) categories \(one ? "looks" : "look") as if software could do \(one ? "it" : "them"): worth a pilot."
  }

  static let softwareSubtitle: Phrase =
    "Categories in which at least \(NumberStyle.count(SoftwareCandidates.fewestSigns)) of \(NumberStyle.count(SoftwareCandidates.Sign.allCases.count)) signs hold · a suggestion to pilot, never a verdict"

  /// What makes a sign hold; how payback is worked out, where there is any.
  var softwareNotes: [Phrase] {
    let signs: Phrase = "Signs: \(SoftwareSignWords.rule). A figure that is not measured is no sign."
    guard let software = insights?.software, !software.candidates.isEmpty else { return [signs] }
    return [
      signs,
      "Build cost is the policy’s migration cost of the category. Payback is at the success that the policy assumes for the software, low and high in brackets; without an assumption it is the earliest there can be, as if software freed all of the spend.",
    ]
  }
}
