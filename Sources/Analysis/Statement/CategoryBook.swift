import TriageModel

/// Tasks and spend of one category in the period.
struct CategoryBook: Sendable {
  var statement = Statement()
  /// Ok tasks of every tool.
  var sums = TaskSums()
  var ledger = SpendLedger.empty
  var tools: [String: ToolBook] = [:]
  /// Departments with tasks.
  var departments: Set<String?> = []

  /// Whether successes exist but none of them carries a value.
  var isValueMissing: Bool {
    let books = tools.values
    return books.contains { $0.unvaluedSuccesses > 0 } && books.allSatisfy { $0.valuedSuccesses == 0 }
  }

  /// A: the tool with the largest ΣK + ΣR over ok tasks; ties by name (method 2.1).
  ///
  /// Where no success carries a value, over the tasks that would be ok if one did.
  var incumbent: ToolBook? {
    func cost(_ book: ToolBook) -> WideInteger? {
      let sums = ToolBook.total(isValueMissing ? book.indicativeStrata : book.strata)
      return sums.count > 0 ? sums.token + sums.run : nil
    }
    var best: (book: ToolBook, cost: WideInteger)?
    for (_, book) in tools.inNameOrder() {
      guard let cost = cost(book) else { continue }
      if best.map({ cost > $0.cost }) ?? true { best = (book, cost) }
    }
    return best?.book
  }

  /// B: tools of a strictly cheaper tier with tasks to compare, by name.
  func alternatives(to incumbent: ToolBook) -> [ToolBook] {
    guard let tier = incumbent.policy?.tier else { return [] }
    return tools.inNameOrder().map(\.value).filter { book in
      guard let other = book.policy?.tier, book.tool != incumbent.tool else { return false }
      return other < tier && !book.comparableStrata.isEmpty
    }
  }
}
