public import TriageModel

/// A policy file that can be read again with some of its values set to something else.
public struct PolicyDraft: Sendable {
  private let root: PolicyValue
  private let file: String
  /// The policy as the file has it, and its warnings in the order of the file.
  public let policy: Policy
  public let warnings: [Diagnostic]

  /// Settings stand on lines of their own behind the file's, so that their problems can be told from the file's.
  private static let firstLine = 1 << 32

  /// Reads a policy from the bytes of a file; see `PolicyReader`.
  ///
  /// - Throws: `PolicyError` with all problems of the file at once.
  public init(bytes: [UInt8], file: String) throws(PolicyError) {
    root = try PolicyReader.root(bytes: bytes, file: file)
    self.file = file
    (policy, warnings) = try PolicyReader.read(root: root, file: file)
  }

  /// The policy with some values set; a later setting of the same key wins.
  ///
  /// - Throws: `PolicyError` with all problems of the settings at once, each at its `--set`.
  public func policy(setting settings: [PolicySetting]) throws(PolicyError) -> Policy {
    var changed = root
    var problems: [Diagnostic] = []
    for (index, setting) in settings.enumerated() {
      if let problem = unknownTool(setting) {
        problems.append(problem)
        continue
      }
      let place = Place(line: PolicyDraft.firstLine + index, column: 1)
      changed = PolicyDraft.changed(
        changed, setting.path[...], to: PolicyDraft.value(setting.value, place), top: setting.path.first ?? "")
    }
    do {
      let policy = try PolicyReader.read(root: changed, file: file).0
      if problems.isEmpty { return policy }
    } catch {
      problems += error.problems.map { relocated($0, settings) }
    }
    throw .invalid(problems)
  }

  /// Without this a misspelt tool would be a new one that lacks a tier.
  private func unknownTool(_ setting: PolicySetting) -> Diagnostic? {
    guard setting.path.count == 3, setting.path[0] == "tools", setting.path[2] != "tier",
      policy.tools[setting.path[1]] == nil
    else { return nil }
    let names = policy.tools.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let remedy =
      NearestName.find(setting.path[1], among: names).map { "Did you mean `\($0)`?" }
      ?? "Tools of the policy: \(PrintableText.cut(names.joined(separator: ", "), limit: 200))."
    return Diagnostic(
      code: "unknown-key", position: position(setting), field: PrintableText.cut(setting.keyText, limit: 120),
      message: "no such tool in the policy", remedy: remedy)
  }

  private func position(_ setting: PolicySetting) -> SourcePosition {
    SourcePosition(file: "--set \(PrintableText.cut(setting.text, limit: 120))")
  }

  /// A problem of a setting, placed at the setting.
  private func relocated(_ problem: Diagnostic, _ settings: [PolicySetting]) -> Diagnostic {
    guard let line = problem.position?.line, line >= PolicyDraft.firstLine,
      settings.indices.contains(line - PolicyDraft.firstLine)
    else { return problem }
    var problem = problem
    problem.position = position(settings[line - PolicyDraft.firstLine])
    return problem
  }

  /// The value as YAML has it; text that is no YAML is taken as it stands.
  private static func value(_ text: String, _ place: Place) -> PolicyValue {
    let parsed = try? PolicyDocument.parse(text, file: "--set")
    return parsed.map { moved($0, to: place) } ?? PolicyValue(content: .scalar(text, isPlain: true), place: place)
  }

  private static func moved(_ value: PolicyValue, to place: Place) -> PolicyValue {
    let content: PolicyValue.Content =
      switch value.content {
      case .scalar: value.content
      case .list(let items): .list(items.map { moved($0, to: place) })
      case .mapping(let entries):
        .mapping(
          entries.map { PolicyValue.Entry(key: moved($0.key, to: place), value: moved($0.value, to: place)) })
      }
    return PolicyValue(content: content, place: place)
  }

  /// Everything around a changed value is placed at the setting: what is wrong with it now is wrong because of it.
  private static func changed(
    _ value: PolicyValue, _ path: ArraySlice<String>, to new: PolicyValue, top: String
  ) -> PolicyValue {
    guard let key = path.first else { return new }
    if key.first == "[", case .list(var items) = value.content, let number = Int(key.dropFirst().dropLast()),
      items.indices.contains(number - 1)
    {
      items[number - 1] = changed(items[number - 1], path.dropFirst(), to: new, top: top)
      return PolicyValue(content: .list(items), place: new.place)
    }
    var entries = entries(of: value, top: top)
    let blank = PolicyValue(content: .scalar("", isPlain: true), place: new.place)
    if let index = entries.firstIndex(where: { $0.key.text == key }) {
      entries[index].value = changed(entries[index].value, path.dropFirst(), to: new, top: top)
    } else {
      let name = PolicyValue(content: .scalar(key, isPlain: false), place: new.place)
      entries.append(
        PolicyValue.Entry(key: name, value: changed(blank, path.dropFirst(), to: new, top: top)))
    }
    return PolicyValue(content: .mapping(entries), place: new.place)
  }

  /// The entries of a mapping; a single rate or amount stands for the default of its table.
  private static func entries(of value: PolicyValue, top: String) -> [PolicyValue.Entry] {
    if case .mapping(let entries) = value.content { return entries }
    let tables: [PolicyKey] = [.loadedRates, .migrationCost]
    guard !value.isBlank, case .scalar = value.content, tables.contains(where: { $0.rawValue == top }) else {
      return []
    }
    let name = PolicyValue(content: .scalar("default", isPlain: false), place: value.place)
    return [PolicyValue.Entry(key: name, value: value)]
  }
}
