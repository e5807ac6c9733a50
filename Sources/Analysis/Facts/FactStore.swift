import TriageModel

/// Where reviews of one period get the task facts of a category from.
///
/// One review reads each category once, while others are judged: memory then holds a few categories at a time. For
/// several reviews the facts are read once and kept.
struct FactStore: Sendable {
  /// In name order.
  let categories: [String]
  private let read: @Sendable (String) throws -> FactTable

  /// - Parameters:
  ///   - spellings: by category, its names that are equal but spelt in other bytes, all of which count.
  ///   - keeps: whether all facts are read now.
  init(
    _ source: some RollupSource, period: Period, spellings: [String: [String]], keeps: Bool
  ) throws {
    let read: @Sendable (String) throws -> FactTable = { category in
      guard let names = spellings[category], let first = names.first else { return .empty }
      var facts = try source.taskFacts(category: first, in: period)
      for name in names.dropFirst() { facts.append(try source.taskFacts(category: name, in: period)) }
      return FactTable(facts)
    }
    categories = spellings.inNameOrder().map(\.key)
    guard keeps else {
      self.read = read
      return
    }
    let kept = Dictionary(uniqueKeysWithValues: zip(categories, try ConcurrentWork.map(categories, read)))
    self.read = { kept[$0] ?? .empty }
  }

  /// - Throws: whatever the source throws.
  func table(of category: String) throws -> FactTable { try read(category) }
}
