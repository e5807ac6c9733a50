import Analysis
import TriageModel

/// One value that the reader of the workbook may change.
struct AssumptionInput {
  /// What the input acts on.
  struct Target: Hashable {
    var parameter: BreakEven.Parameter
    /// The category's place in the report; nil where the input is the company's.
    var category: Int?
    var tool: String?

    /// Rates, prices and minutes are the company's; a run costs the same wherever the tool is used.
    init(_ parameter: BreakEven.Parameter, category: Int, tool: String) {
      self.parameter = parameter
      switch parameter {
      case .hourlyRate, .tokenPrice, .humanMinutes, .measuredValue: break
      case .valuePerSuccess: self.category = category
      case .runCost: self.tool = tool
      case .successRate: (self.category, self.tool) = (category, tool)
      }
    }
  }

  let target: Target
  /// The name that formulas may use.
  let name: String
  /// The value as used, or 1 where the report used several and the input multiplies them all.
  let used: Double
  let isMultiple: Bool
  /// The policy's plausible range, in the unit of `used`.
  let range: PlausibleRange?
  /// The value at which the first verdict flips; nil = none does.
  let flipsAt: Double?
  /// The category and tool whose gain changes its sign there.
  let flips: AssumptionRow?

  /// Every input that some comparison of the report depends on; the company's are there in any case.
  static func all(_ data: DataSheet) -> [AssumptionInput] {
    var targets: [Target] = [BreakEven.Parameter.hourlyRate, .tokenPrice, .humanMinutes, .measuredValue].map {
      Target($0, category: 0, tool: "")
    }
    var seen = Set(targets)
    var used: [Target: [Double?]] = [:]
    for row in data.options {
      guard let comparison = row.option.comparison, comparison.estimate != nil else { continue }
      for part in comparison.breakEvens where part.contribution != 0 {
        let target = Target(part.parameter, category: row.category, tool: row.option.tool)
        used[target, default: []].append(part.used)
        if seen.insert(target).inserted { targets.append(target) }
      }
    }
    let places = Dictionary(data.categories.enumerated().map { ($1.name, $0) }) { first, _ in first }
    let rows = data.report.review.assumptions.filter { row in
      guard !row.isAssumed, let place = places[row.category] else { return false }
      let option = data.categories[place].options.first { $0.tool == row.tool }
      return option?.comparison?.estimate != nil && row.breakEven.factor != nil
    }
    let grouped = Dictionary(grouping: rows) {
      Target($0.breakEven.parameter, category: places[$0.category] ?? 0, tool: $0.tool)
    }
    return targets.sorted { order($0) < order($1) }.enumerated().map { index, target in
      AssumptionInput(target, number: index + 1, used: used[target] ?? [], rows: grouped[target] ?? [])
    }
  }

  /// Parameters in their order; within one the order of the report.
  private static func order(_ target: Target) -> Int {
    let shared: [BreakEven.Parameter] = [.hourlyRate, .tokenPrice, .humanMinutes, .measuredValue]
    let all = shared + BreakEven.Parameter.allCases.filter { !shared.contains($0) }
    return all.firstIndex(of: target.parameter) ?? all.count
  }

  /// - Parameter rows: break-evens of the target, nearest first.
  private init(_ target: Target, number: Int, used values: [Double?], rows: [AssumptionRow]) {
    self.target = target
    let single = values.first.flatMap { first in values.allSatisfy { $0 == first } ? first : nil }
    isMultiple = (single ?? 0) == 0
    let used = single.flatMap { $0 == 0 ? nil : $0 } ?? 1
    self.used = used
    name = AssumptionInput.name(target.parameter, number)
    flips = rows.first
    flipsAt = rows.first?.breakEven.factor.map { Rounding.nineSignificantDigits($0 * used) }
    range = rows.first { $0.range != nil }.flatMap { row in
      guard let range = row.range, let own = row.breakEven.used, own != 0 else { return nil }
      let scale = Rounding.nineSignificantDigits(used / own)
      return PlausibleRange(low: range.low * scale, high: range.high * scale)
    }
  }

  private static func name(_ parameter: BreakEven.Parameter, _ number: Int) -> String {
    switch parameter {
    case .hourlyRate: "labour_rate"
    case .tokenPrice: "price_tokens"
    case .humanMinutes: "review_minutes"
    case .measuredValue: "measured_value"
    case .valuePerSuccess: "success_value_\(number)"
    case .successRate: "success_rate_\(number)"
    case .runCost: "run_cost_\(number)"
    }
  }

  var unit: String {
    if isMultiple { return "× as used" }
    return switch target.parameter {
    case .hourlyRate: "USD per hour"
    case .valuePerSuccess: "USD per success"
    case .successRate: "share of tasks"
    case .runCost: "USD per run"
    case .tokenPrice, .humanMinutes, .measuredValue: "× as used"
    }
  }

  var source: String {
    switch target.parameter {
    case .hourlyRate, .valuePerSuccess, .runCost: "policy"
    case .tokenPrice: "usage and price files"
    case .humanMinutes, .measuredValue, .successRate: "outcome files"
    }
  }
}
