/// Names under which one company appears on bills and in usage.
enum ProviderCompany {
  /// Starts of names, of a company each: in lower case, of letters and digits alone.
  private static let names: [[String]] = [
    ["aws", "amazon", "bedrock"],
    ["azure", "microsoft"],
    ["google", "gcp", "vertex", "gemini"],
    ["openai", "chatgpt"],
    ["anthropic", "claude"],
    ["xai", "grok"],
    ["cursor", "anysphere"],
    ["github", "copilot"],
    ["moonshot", "kimi"],
    ["alibaba", "qwen", "dashscope"],
    ["zhipu", "zai", "bigmodel"],
  ]

  /// Whether both names are known to be those of one company.
  static func isKnownAlias(_ one: String, _ other: String) -> Bool {
    guard let company = company(one) else { return false }
    return company == self.company(other)
  }

  private static func company(_ name: String) -> Int? {
    let letters = String(name.lowercased().filter { $0.isLetter || $0.isNumber })
    return names.firstIndex { starts in starts.contains { letters.hasPrefix($0) } }
  }
}
