public import TriageModel

/// Why a policy was refused.
public enum PolicyError: Error, Hashable, Sendable {
  /// Everything that is wrong, in the order of the file; each has a key, a place and a remedy where there is one.
  case invalid([Diagnostic])

  /// Everything that is wrong, in the order of the file.
  public var problems: [Diagnostic] {
    switch self {
    case .invalid(let problems): problems
    }
  }
}
