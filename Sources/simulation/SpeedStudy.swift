import Analysis
import SampleData
import TriageModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// CPU time of a review of a million tasks in twelve categories, reading left out.
struct SpeedStudy {
  let arranging: Double
  /// Of each evaluation of one policy, in milliseconds: six as for a report, six as for a what-if.
  let evaluations: [Double]

  init(tasks count: Int = 1_000_000) throws {
    let source = try SimulatedSource(Self.tasks(count))
    var policy = Policy()
    policy.period = Period("2026Q3")
    policy.tools = [
      "big": ToolPolicy(tier: .frontier), "small": ToolPolicy(tier: .small), "soft": ToolPolicy(tier: .software),
    ]
    var start = Self.now()
    let material = try ReviewMaterial(source, period: policy.period)
    arranging = Self.now() - start
    var evaluations: [Double] = []
    for step in 0..<12 {
      policy.confidence = 0.9 + Double(step) / 1000
      start = Self.now()
      _ = try Analyst(policy: policy, showsSpread: step < 6).review(material)
      evaluations.append(Self.now() - start)
    }
    self.evaluations = evaluations
  }

  private static func tasks(_ count: Int) -> [SimulatedTask] {
    var numbers = RandomNumbers(seed: 7)
    return (0..<count).map { _ in
      let tool = ["big", "big", "small", "soft"][numbers.below(4)]
      return SimulatedTask(
        category: "category-\(numbers.below(12))", tool: tool, department: "department-\(numbers.below(8))",
        complexity: 1 + numbers.below(5), month: Month(year: 2026, month: 7 + numbers.below(3)),
        worker: Int32(1 + numbers.below(2000)), net: 10 + 5 * numbers.normal(), cost: 0.1 + numbers.unit())
    }
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1000 + Double(time.tv_nsec) / 1e6
  }
}
