import TriageModel

/// What is known about one tool in one category.
struct ToolBook: Sendable {
  /// The policy's name, or the file's name where the policy has none.
  let tool: String
  let policy: ToolPolicy?
  var statement = Statement()
  /// Ok tasks.
  var strata: [Stratum: TaskSums] = [:]
  /// Successes that nothing values, as if such a success were worth nothing.
  var unvaluedStrata: [Stratum: TaskSums] = [:]
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

  /// Ok tasks together with successes that nothing values.
  var indicativeStrata: [Stratum: TaskSums] {
    unvaluedStrata.reduce(into: strata) { $0[$1.key, default: TaskSums()].add($1.value) }
  }

  /// What a comparison that can only be indicative rests on.
  var comparableStrata: [Stratum: TaskSums] { isValueMissing ? indicativeStrata : strata }

  var okSums: TaskSums { ToolBook.total(strata) }

  static func total(_ strata: [Stratum: TaskSums]) -> TaskSums {
    strata.sorted { Stratum.precedes($0.key, $1.key) }.reduce(into: TaskSums()) { $0.add($1.value) }
  }

  /// Adds cells of one stratum that are ok or only lack a value; their statements are added apart.
  mutating func add(_ sums: TaskSums, stratum: Stratum, valuation: Valuation) {
    if valuation.status == .ok {
      strata[stratum, default: TaskSums()].add(sums)
      assumptionBasis.add(sums, stratum: stratum, valuation: valuation)
      if valuation.succeeded == .yes || valuation.succeeded == .partial { valuedSuccesses += sums.count }
    } else if valuation.lacksValueOnly {
      unvaluedStrata[stratum, default: TaskSums()].add(sums)
      unvaluedSuccesses += sums.count
    }
  }
}
