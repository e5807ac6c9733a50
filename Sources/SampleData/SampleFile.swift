/// A file of a generated data set; the raw value is its kind.
public enum SampleFile: String, Hashable, Sendable, CaseIterable {
  case usage
  case outcomes
  case prices
  case policy

  /// `usage.csv`, `policy.yaml`.
  public var fileName: String { self == .policy ? "policy.yaml" : "\(rawValue).csv" }
}
