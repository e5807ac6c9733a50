public import TriageModel

/// A model whose long prompts are priced as short ones, because the mode that they were used in has no price for them.
public struct UntieredModel: Hashable, Sendable {
  public var provider: String?
  public var model: String
  public var rows: Int128
  /// What those rows count: the price of short prompts.
  public var cost: Money

  /// Those of all cells, by provider and model.
  public static func list(_ cells: [ModelCell]) -> [UntieredModel] {
    var found: [UntieredModel] = []
    for cell in cells where cell.untieredRows > 0 {
      if let place = found.firstIndex(where: { $0.provider == cell.provider && $0.model == cell.model }) {
        found[place].rows += cell.untieredRows
        found[place].cost = Money(nanos: found[place].cost.nanos + cell.untieredNanos)
      } else {
        found.append(
          UntieredModel(
            provider: cell.provider, model: cell.model, rows: cell.untieredRows,
            cost: Money(nanos: cell.untieredNanos)))
      }
    }
    return found.sorted { ($0.provider ?? "", $0.model) < ($1.provider ?? "", $1.model) }
  }
}
