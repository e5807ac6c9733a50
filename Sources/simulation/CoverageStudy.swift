import Analysis
import SampleData
import TriageModel

/// How often an interval holds the truth and a move is wrong, for the method and for a plain difference of means.
struct CoverageStudy {
  struct Tally {
    var covered = 0
    var moves = 0
    var wrongMoves = 0
    var goodMoves = 0
    /// Σ (1 − P(better)) over moves: what the report says beforehand.
    var expectedWrong = 0.0
  }

  let tasksPerCell: Int
  let repetitions: Int
  private(set) var adjusted = Tally()
  private(set) var naive = Tally()
  private(set) var betterTools = 0

  /// - Parameter seed: the same seed gives the same figures.
  init(tasksPerCell: Int, repetitions: Int, seed: UInt64) throws {
    self.tasksPerCell = tasksPerCell
    self.repetitions = repetitions
    var numbers = RandomNumbers(seed: seed)
    for _ in 0..<repetitions {
      let quarter = ConfoundedQuarter(tasksPerCell: tasksPerCell, numbers: &numbers)
      if quarter.trueGain > 0 { betterTools += 1 }
      try judge(quarter)
      judgeNaively(quarter)
    }
  }

  private static var policy: Policy {
    var policy = Policy()
    policy.period = Period("2026Q3")
    policy.tools = ["big": ToolPolicy(tier: .frontier), "small": ToolPolicy(tier: .small)]
    return policy
  }

  private mutating func judge(_ quarter: ConfoundedQuarter) throws {
    let review = try Analyst(policy: Self.policy).review(SimulatedSource(quarter.tasks))
    guard let category = review.categories.first,
      let estimate = category.options.first(where: { $0.tool == "small" })?.comparison?.estimate
    else { return }
    if estimate.lo <= quarter.trueGain, quarter.trueGain <= estimate.hi { adjusted.covered += 1 }
    guard category.verdict == .cheaperModel else { return }
    adjusted.expectedWrong += 1 - estimate.probabilityBetter
    count(quarter.trueGain, in: &adjusted)
  }

  private func count(_ trueGain: Double, in tally: inout Tally) {
    tally.moves += 1
    if trueGain <= 0 { tally.wrongMoves += 1 } else { tally.goodMoves += 1 }
  }

  /// ȳ_B − ȳ_A ± 1.645·√(s²_A/n_A + s²_B/n_B).
  private mutating func judgeNaively(_ quarter: ConfoundedQuarter) {
    func sample(_ tool: String) -> (mean: Double, squaredError: Double) {
      let values = quarter.tasks.filter { $0.tool == tool }.map(\.net)
      let mean = values.reduce(0, +) / Double(values.count)
      let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      return (mean, squares / Double(values.count - 1) / Double(values.count))
    }
    let (first, second) = (sample("big"), sample("small"))
    let gain = second.mean - first.mean
    let margin = 1.6448536 * (first.squaredError + second.squaredError).squareRoot()
    if abs(gain - quarter.trueGain) <= margin { naive.covered += 1 }
    if gain >= margin { count(quarter.trueGain, in: &naive) }
  }

  func line(_ name: String, _ tally: Tally) -> String {
    let wrong = tally.moves > 0 ? share(tally.wrongMoves, of: tally.moves) : "–"
    return [
      "\(tasksPerCell)", name, share(tally.covered, of: repetitions), "\(tally.moves)", wrong,
      share(tally.goodMoves, of: betterTools),
    ].joined(separator: "\t")
  }

  private func share(_ part: Int, of whole: Int) -> String {
    guard whole > 0 else { return "–" }
    let thousandths = (part * 1000 + whole / 2) / whole
    let digits = "\(thousandths % 1000)"
    return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - digits.count) + digits
  }
}
