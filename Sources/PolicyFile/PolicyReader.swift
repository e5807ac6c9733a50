public import TriageModel

/// Reads a policy, in YAML or JSON, with exact numbers.
public enum PolicyReader {
  /// Reads a policy from text.
  ///
  /// Money, rates and minutes are taken from the digits as written, as numbers or in quotes, and rounded once to
  /// 10⁻⁹ USD, 10⁻⁶ USD per hour and 10⁻³ minutes, halves away from zero. Paths in `givenKeys` and in diagnostics
  /// are keys joined by points; items of a list are counted from 1.
  ///
  /// - Parameters:
  ///   - text: the whole file.
  ///   - file: the file as the user named it, for positions.
  /// - Returns: the policy, and warnings in the order of the file.
  /// - Throws: `PolicyError` with all problems of the file at once, in its order.
  public static func read(text: String, file: String) throws(PolicyError) -> (Policy, [Diagnostic]) {
    try read(root: root(text: text, file: file), file: file)
  }

  static func root(text: String, file: String) throws(PolicyError) -> PolicyValue {
    guard let root = try PolicyDocument.parse(text, file: file), !root.isBlank else {
      throw .invalid([
        Diagnostic(
          code: "empty-policy", position: SourcePosition(file: file), message: "the policy is empty",
          remedy: "`roi-triage policy init` writes one with every tool, department and category of the imported data.")
      ])
    }
    return root
  }

  static func read(root: PolicyValue, file: String) throws(PolicyError) -> (Policy, [Diagnostic]) {
    var sections = PolicySections(file: file)
    let policy = sections.read(root)
    let problems = sections.reader.problems.enumerated()
      .sorted { (order($0.element), $0.offset) < (order($1.element), $1.offset) }
      .map(\.element)
    if problems.contains(where: { $0.severity == .error }) { throw .invalid(withTierRemedy(problems)) }
    return (policy, problems)
  }

  /// Reads a policy from the bytes of a file, which must be UTF-8; see the overload on text.
  public static func read(bytes: [UInt8], file: String) throws(PolicyError) -> (Policy, [Diagnostic]) {
    try read(root: root(bytes: bytes, file: file), file: file)
  }

  static func root(bytes: [UInt8], file: String) throws(PolicyError) -> PolicyValue {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .invalid([
        Diagnostic(
          code: "not-utf8", position: SourcePosition(file: file), message: "the file is not UTF-8 text",
          remedy: "Save it as UTF-8.")
      ])
    }
    return try root(text: text, file: file)
  }

  /// One note for each key that the policy sets and that changes nothing in this version, by path.
  public static func notesOnUnusedKeys(_ policy: Policy) -> [Diagnostic] {
    UnusedKeys.paths(policy).map { path in
      Diagnostic(
        severity: .note, code: "no-effect", field: PrintableText.cut(path, limit: 120),
        message: "has no effect in this version")
    }
  }

  /// Says once, after the last tool without a tier, how to fill tiers in.
  private static func withTierRemedy(_ problems: [Diagnostic]) -> [Diagnostic] {
    var problems = problems
    if let last = problems.lastIndex(where: { $0.code == "tier-to-fill-in" }) {
      problems[last].remedy =
        "Open the file and write a tier for each tool named: frontier = strongest and dearest, small = a cheaper "
        + "model, software = no model."
    }
    return problems
  }

  /// Problems of the whole file come last.
  private static func order(_ problem: Diagnostic) -> Int {
    guard let line = problem.position?.line else { return .max }
    return line << 24 + min(problem.position?.column ?? 0, 1 << 24 - 1)
  }
}
