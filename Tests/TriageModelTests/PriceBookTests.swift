import Testing
import TriageModel

@Suite("Price books: differences and suggestions")
struct PriceBookTests {
  private func row(
    _ model: String, _ input: Int64, from: String = "2026-07-01", provider: String? = nil, tier: Int64 = 0
  ) throws -> PriceRow {
    var row = PriceRow(
      model: model, effectiveFrom: try Instant.parse(from + "T00:00:00Z"), inputPicos: input * 1_000_000,
      outputPicos: 10_000_000)
    row.provider = provider
    row.tierStart = tier
    return row
  }

  @Test("Added, removed and changed rows, in the order of their keys, with percentages")
  func difference() throws {
    let old = [try row("a", 2), try row("b", 4), try row("c", 1)]
    let new = [try row("b", 5), try row("c", 1), try row("a", 3, from: "2026-09-01"), try row("a", 2)]
    let found = PriceBookDifference(old: old, new: new)
    #expect(found.unchanged == 2)
    #expect(found.entries.map(\.kind) == [.added, .changed])
    #expect(found.entries.map(\.key.model) == ["a", "b"])
    // What is added later is compared with what held before.
    #expect(found.entries.map { $0.changes.map(\.permille) } == [[500], [250]])
    let back = PriceBookDifference(old: new, new: old)
    #expect(back.entries.map(\.kind) == [.removed, .changed])
    #expect(back.entries[1].changes.map(\.permille) == [-200])
    #expect(PriceBookDifference(old: new, new: new.reversed()).entries.isEmpty)
  }

  @Test(
    "The nearest model: dates, prefixes and signs do not count, then beginnings, then letters",
    arguments: [
      ("claude-opus-4-5-20251101", "claude-opus-4-5"), ("anthropic/claude-opus-4.5", "claude-opus-4-5"),
      ("us.anthropic.claude-opus-4-5-20251101-v1:0", "claude-opus-4-5"), ("Claude Opus 4.5", "claude-opus-4-5"),
      ("gpt-5-mini-preview", "gpt-5-mini"), ("gtp-5-mini", "gpt-5-mini"), ("llama", nil),
    ] as [(String, String?)])
  func suggestions(model: String, nearest: String?) throws {
    let book = [try row("claude-opus-4-5", 5), try row("gpt-5", 1), try row("gpt-5-mini", 1)]
    #expect(PriceSuggestion.find(model: model, provider: nil, in: book)?.nearest == nearest)
  }

  @Test("A model of the same provider comes first; another provider's only where the book does not know it")
  func provider() throws {
    let book = [try row("gpt-5", 1, provider: "openai"), try row("gpt-5.1", 1, provider: "azure")]
    #expect(PriceSuggestion.find(model: "gpt-5.1-x", provider: "openai", in: book)?.nearest == "gpt-5")
    #expect(PriceSuggestion.find(model: "gpt-5.1-x", provider: "other", in: book)?.nearest == "gpt-5.1")
  }

  @Test("The line for the policy is YAML whatever the name holds")
  func policyLine() {
    let suggestion = PriceSuggestion(provider: nil, model: "a\"b\\c\nd", nearest: "m")
    #expect(suggestion.policyLine == "  \"a\\\"b\\\\c\\x0ad\": \"m\"")
  }

  @Test("Traits are one number that is 0 for plain rows, and come back")
  func traits() {
    var traits = RequestTraits.none
    #expect(traits.rawValue == 0)
    traits.longWriteTokens = 1_000_000_000_000_000
    traits.mode = .fast
    traits.context = .long
    traits.isAggregate = true
    let back = RequestTraits(rawValue: traits.rawValue)
    #expect(back.longWriteTokens == 1_000_000_000_000_000 && back.mode == .fast)
    #expect(back.context == .long && back.isAggregate)
    traits.mode = .standard
    traits.isAggregate = false
    traits.context = .unknown
    traits.longWriteTokens = 0
    #expect(traits == .none)
  }
}
