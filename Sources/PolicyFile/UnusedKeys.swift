import TriageModel

/// The keys that a policy may set and that change nothing yet: the one place that knows them.
enum UnusedKeys {
  /// Paths of such keys that the policy sets to something else than their default, sorted.
  static func paths(_ policy: Policy) -> [String] {
    var paths: [String] = []
    paths += policy.ranges.keys.filter { !hasBreakEven($0) }.map { "ranges.\($0)" }
    return paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Whether the report prints a break-even value of the assumption, so that its range can stand beside it.
  private static func hasBreakEven(_ path: String) -> Bool {
    path == "loaded_rate_usd_per_hour" || path.hasPrefix("loaded_rate_usd_per_hour.")
      || (path.hasPrefix("categories.") && path.hasSuffix(".value_usd_per_success"))
      || (path.hasPrefix("tools.") && path.hasSuffix(".cost_per_run_usd"))
  }
}
