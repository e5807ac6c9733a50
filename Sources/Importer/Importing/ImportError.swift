public import TriageModel

/// Why an import was refused. The database is as it was before.
public enum ImportError: Error, Hashable, Sendable {
  /// A file that cannot be opened or read.
  case unreadable(Diagnostic, missing: Bool)
  /// Files with bad rows or headers: every problem, up to the limit of the import, and how many there were.
  case rejected([Diagnostic], total: Int)
}

extension ImportError {
  /// Every problem, in the order of the files.
  public var diagnostics: [Diagnostic] {
    switch self {
    case .unreadable(let diagnostic, _): [diagnostic]
    case .rejected(let diagnostics, _): diagnostics
    }
  }
}
