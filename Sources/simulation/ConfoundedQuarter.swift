import SampleData
import TriageModel

/// A quarter in which the cheap tool gets the easy tasks and people differ in skill.
///
/// y = 20 − 6·complexity + δ_s·[cheap tool] + u_worker + w_worker·[cheap tool] + noise. The tool in use has n, 2n and
/// 3n tasks of complexity 1, 2 and 3, the cheap tool 3n, 2n and n, so that a plain difference of means compares easy
/// work with hard work. Noise is exponential, hence skewed; a worker's skill belongs to all of his tasks.
struct ConfoundedQuarter {
  /// n: tasks in the smallest cell.
  let tasksPerCell: Int
  let tasks: [SimulatedTask]
  /// Σ w_s·δ_s over the mix of the tool in use.
  let trueGain: Double

  private static let workers = 24

  init(tasksPerCell: Int, numbers: inout RandomNumbers) {
    self.tasksPerCell = tasksPerCell
    let base = 2 * numbers.normal()
    let effects = (0..<3).map { base + 1.5 * Double($0 - 1) }
    let skill = (0..<Self.workers).map { _ in 2 * numbers.normal() }
    let skillWithCheap = (0..<Self.workers).map { _ in 1.5 * numbers.normal() }
    let shares = (0..<2).map { _ in (0..<Self.workers).map { _ in 0.25 + numbers.unit() } }
    var tasks: [SimulatedTask] = []
    for (toolIndex, tool) in ["big", "small"].enumerated() {
      let cumulative = shares[toolIndex].reduce(into: [0.0]) { $0.append($0[$0.count - 1] + $1) }
      for stratum in 0..<3 {
        let count = tasksPerCell * (toolIndex == 0 ? stratum + 1 : 3 - stratum)
        for _ in 0..<count {
          let point = numbers.unit() * (cumulative.last ?? 1)
          let worker = max(0, (cumulative.firstIndex { $0 > point } ?? Self.workers) - 1)
          var net = 20 - 6 * Double(stratum + 1) + skill[worker] + 8 * (numbers.exponential() - 1)
          if toolIndex == 1 { net += effects[stratum] + skillWithCheap[worker] }
          tasks.append(
            SimulatedTask(
              tool: tool, complexity: stratum + 1, worker: Int32(worker + 1), net: net, cost: toolIndex == 0 ? 1 : 0.2))
        }
      }
    }
    self.tasks = tasks
    trueGain = (effects[0] + 2 * effects[1] + 3 * effects[2]) / 6
  }
}

extension RandomNumbers {
  /// Exponential with mean 1, from comparisons of uniform numbers alone (von Neumann 1951): no logarithm, so the same
  /// numbers on every machine.
  mutating func exponential() -> Double {
    var whole = 0.0
    while true {
      let first = unit()
      var last = first
      var length = 1
      while true {
        let next = unit()
        if next > last { break }
        last = next
        length += 1
      }
      if length % 2 == 1 { return whole + first }
      whole += 1
    }
  }
}
