import TriageModel

/// What a task is worth and costs on average, part by part: dollars per task, shares for success.
struct ComponentMeans: Hashable, Sendable {
  var net = 0.0
  var measured = 0.0
  var time = 0.0
  var policy = 0.0
  var token = 0.0
  var human = 0.0
  var run = 0.0
  /// The part of net value that is proportional to the loaded hourly rate.
  var hourly = 0.0
  var success = 0.0
  /// Success of tasks that only the policy can value, per task of any kind.
  var policySuccess = 0.0

  /// V̄.
  var value: Double { measured + time + policy }
  /// K̄ + R̄.
  var cash: Double { token + run }

  init() {}

  /// Plain means.
  init(_ sums: TaskSums) {
    net = sums.netMean
    measured = sums.mean(sums.measured)
    time = sums.mean(sums.time)
    policy = sums.mean(sums.policy)
    token = sums.mean(sums.token)
    human = sums.mean(sums.human)
    run = sums.mean(sums.run)
    hourly = sums.mean(sums.hourly)
    success = sums.share(sums.success)
    policySuccess = sums.share(sums.policySuccess)
  }

  private static var members: [WritableKeyPath<ComponentMeans, Double>] {
    [\.net, \.measured, \.time, \.policy, \.token, \.human, \.run, \.hourly, \.success, \.policySuccess]
  }

  /// Σ weight·mean, in the order given.
  init(weighted parts: [(weight: Double, sums: TaskSums)]) {
    for part in parts {
      let means = ComponentMeans(part.sums)
      for member in ComponentMeans.members { self[keyPath: member] += part.weight * means[keyPath: member] }
    }
  }

  /// Plain mean over groups that each count once, independent of their order.
  init(eachOnce groups: [TaskSums]) {
    guard !groups.isEmpty else { return }
    let means = groups.map(ComponentMeans.init(_:))
    for member in ComponentMeans.members {
      self[keyPath: member] = OrderedSum.mean(means.map { $0[keyPath: member] })
    }
  }

  /// alternative − incumbent in one part, zero where only rounding noise is left.
  static func difference(_ alternative: Double, _ incumbent: Double) -> Double {
    let difference = alternative - incumbent
    return abs(difference) <= 1e-12 * max(abs(alternative), abs(incumbent)) ? 0 : difference
  }
}
