/// The files that a review reads; the raw value is the file's name.
public enum SampleFile: String, Hashable, Sendable, CaseIterable {
  case usage = "usage.csv"
  case outcomes = "outcomes.csv"
  case prices = "prices.csv"
  case policy = "policy.yaml"
}
