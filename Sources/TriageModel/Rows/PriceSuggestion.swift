/// A model of the price book that a model without a price is probably meant to be: for a person to accept, never applied
/// by itself.
public struct PriceSuggestion: Hashable, Sendable {
  public var provider: String?
  /// As the usage names it.
  public var model: String
  /// As the price book names it.
  public var nearest: String

  public init(provider: String?, model: String, nearest: String) {
    self.provider = provider
    self.model = model
    self.nearest = nearest
  }

  /// The line below `model_aliases:` that accepts it, in YAML.
  public var policyLine: String { "  \(PriceSuggestion.quoted(model)): \(PriceSuggestion.quoted(nearest))" }

  private static func quoted(_ name: String) -> String {
    var text = "\""
    for scalar in name.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      default:
        // Control characters would end the line, or worse.
        if scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) {
          text += "\\x" + String(repeating: "0", count: scalar.value < 0x10 ? 1 : 0) + String(scalar.value, radix: 16)
        } else {
          text.unicodeScalars.append(scalar)
        }
      }
    }
    return text + "\""
  }

  /// The nearest model of the same provider, or of any where the book does not know the provider; nil where none is near.
  ///
  /// First a model whose name differs only in a provider's prefix, a date, capitals and signs; then one whose name begins
  /// the other; then one of a few different letters.
  public static func find(model: String, provider: String?, in rows: [PriceRow]) -> PriceSuggestion? {
    let own = rows.filter { row in
      provider == nil || row.provider == nil || row.provider?.lowercased() == provider?.lowercased()
    }
    let names = Set((own.isEmpty ? rows : own).map(\.model)).subtracting([model]).sorted()
    let wanted = plain(model)
    func suggestion(_ name: String) -> PriceSuggestion {
      PriceSuggestion(provider: provider, model: model, nearest: name)
    }
    if let same = names.first(where: { plain($0) == wanted }) { return suggestion(same) }
    let beginnings = names.filter { name in
      let known = plain(name)
      return known.utf8.count >= 4 && (wanted.hasPrefix(known + "-") || known.hasPrefix(wanted + "-"))
    }
    if let longest = beginnings.max(by: { ($0.utf8.count, $1) < ($1.utf8.count, $0) }) { return suggestion(longest) }
    let byPlainName = Dictionary(names.map { (plain($0), $0) }) { first, _ in first }
    return NearestName.find(wanted, among: byPlainName.keys.sorted()).flatMap { byPlainName[$0] }.map(suggestion)
  }

  /// A name without what differs between sources: `us.anthropic.Claude-Opus-4.5-20251101` is `claude-opus-4-5`.
  private static func plain(_ name: String) -> String {
    var text = name.lowercased()
    if let slash = text.lastIndex(of: "/") { text = String(text[text.index(after: slash)...]) }
    for maker in ["anthropic.", "openai.", "google.", "amazon.", "meta.", "mistral."] {
      let parts = text.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
      if text.hasPrefix(maker) { text = String(text.dropFirst(maker.count)) }
      if parts.count == 3, parts[1] + "." == maker { text = String(parts[2]) }
    }
    var words = text.split { $0 == "-" || $0 == "." || $0 == "_" || $0 == " " || $0 == "@" || $0 == ":" }
    while let last = words.last, words.count > 1, isDateOrVersion(last) { words.removeLast() }
    return words.joined(separator: "-")
  }

  private static func isDateOrVersion(_ word: Substring) -> Bool {
    if word == "latest" || word == "v1" || word == "v2" || word == "0" { return true }
    return (word.utf8.count == 8 || word.utf8.count == 6) && word.utf8.allSatisfy { $0 &- 48 <= 9 }
  }
}
