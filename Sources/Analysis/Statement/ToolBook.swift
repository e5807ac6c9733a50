import TriageModel

/// What is known about one tool in one category.
struct ToolBook: Sendable {
  /// The policy's name, or the file's name where the policy has none.
  let tool: String
  let policy: ToolPolicy?
  var statement = Statement()
  /// Ok tasks.
  var strata: [Stratum: TaskSums] = [:]
  /// Ok tasks together with successes that nothing values, as if such a success were worth nothing.
  var indicativeStrata: [Stratum: TaskSums] = [:]
  /// What an assumption about another tool needs to know of this one.
  var assumptionBasis = AssumptionBasis()
  /// Tasks with some success that carry a value, and those that only lack one.
  var valuedSuccesses: Int64 = 0
  var unvaluedSuccesses: Int64 = 0

  init(tool: String, policy: ToolPolicy?) {
    self.tool = tool
    self.policy = policy
  }

  /// Whether successes exist but none of them carries a value: the ok tasks are failures alone.
  var isValueMissing: Bool { unvaluedSuccesses > 0 && valuedSuccesses == 0 }

  /// What a comparison that can only be indicative rests on.
  var comparableStrata: [Stratum: TaskSums] { isValueMissing ? indicativeStrata : strata }

  var okSums: TaskSums { ToolBook.total(strata) }

  static func total(_ strata: [Stratum: TaskSums]) -> TaskSums {
    strata.sorted { Stratum.precedes($0.key, $1.key) }.reduce(into: TaskSums()) { $0.add($1.value) }
  }

  mutating func add(_ cell: TaskCell, valuation: Valuation, statement cellStatement: Statement, by kind: Stratification)
  {
    statement.add(cellStatement)
    let succeeded = cell.key.succeeded == .yes || cell.key.succeeded == .partial
    guard valuation.status == .ok || valuation.lacksValueOnly else { return }
    let sums = TaskSums(cell.moments, valuation: valuation)
    let stratum = Stratum(of: cell.key, by: kind)
    indicativeStrata[stratum, default: TaskSums()].add(sums)
    if valuation.status == .ok {
      strata[stratum, default: TaskSums()].add(sums)
      assumptionBasis.add(sums, stratum: stratum, succeeded: cell.key.succeeded, valuation: valuation)
      if succeeded { valuedSuccesses += cell.moments.count }
    } else {
      unvaluedSuccesses += cell.moments.count
    }
  }
}
