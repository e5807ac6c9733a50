import TriageModel

/// One value of a policy to be set to something else: `tools."gpt-5.6-sol".cost_per_run_usd=0.02`.
public struct PolicySetting: Hashable, Sendable {
  /// The keys from the root on. A key that holds a point, an equals sign or a bracket stands in double quotes; an item
  /// of a list is its number from 1 in brackets: `assumed[1].success.base`.
  public let path: [String]
  /// The value as it would stand in the file.
  public let value: String

  public init(path: [String], value: String) {
    self.path = path
    self.value = value
  }

  /// Reads `KEY=VALUE`.
  ///
  /// - Throws: `PolicyError` if there is no key, no equals sign, or an open quote.
  public init(argument: String) throws(PolicyError) {
    var path: [String] = []
    var rest = Substring(argument)
    while true {
      guard let (key, after) = PolicySetting.key(rest) else { throw PolicySetting.malformed(argument) }
      path.append(key)
      guard let mark = after.first else { throw PolicySetting.malformed(argument) }
      rest = after.dropFirst()
      if mark == "=" { break }
      if mark == "[" { rest = after }
    }
    self.path = path
    value = String(rest)
  }

  /// The next key of the path and what follows it: nothing, a point, an equals sign or a bracket.
  private static func key(_ text: Substring) -> (key: String, rest: Substring)? {
    if text.first == "[" {
      guard let end = text.firstIndex(of: "]"), text.index(after: text.startIndex) < end else { return nil }
      var rest = text[text.index(after: end)...]
      if rest.first != ".", rest.first != "=" { return nil }
      if rest.first == "." { rest = "." + rest.dropFirst() }
      return (String(text[...end]), rest)
    }
    guard text.first == "\"" else {
      let end = text.firstIndex { ".=[".contains($0) } ?? text.endIndex
      return end == text.startIndex ? nil : (String(text[..<end]), text[end...])
    }
    var key = ""
    var index = text.index(after: text.startIndex)
    while index < text.endIndex {
      let character = text[index]
      index = text.index(after: index)
      if character == "\"" { return key.isEmpty ? nil : (key, text[index...]) }
      if character == "\\", index < text.endIndex {
        key.append(text[index])
        index = text.index(after: index)
      } else {
        key.append(character)
      }
    }
    return nil
  }

  private static func malformed(_ argument: String) -> PolicyError {
    .invalid([
      Diagnostic(
        code: "bad-setting", field: "--set", value: PrintableText.cut(argument), message: "is not KEY=VALUE",
        remedy: "Write a policy key with points and a value, such as loaded_rate_usd_per_hour.default=80; put a name "
          + "that holds a point in double quotes: tools.\"a.b\".cost_per_run_usd=0.02.")
    ])
  }

  /// The setting as it can be typed again.
  public var text: String {
    var text = ""
    for key in path {
      let isItem = key.first == "[" && key.last == "]"
      if !text.isEmpty, !isItem { text += "." }
      let needsQuotes = !isItem && key.contains { ".=[]\" ".contains($0) }
      text += needsQuotes ? "\"" + key.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\"" : key
    }
    return "\(text)=\(value)"
  }

  /// The key alone, as it can be typed again.
  public var keyText: String { String(PolicySetting(path: path, value: "").text.dropLast()) }
}
