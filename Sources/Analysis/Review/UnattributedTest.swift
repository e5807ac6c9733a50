public import TriageModel

/// Which verdicts depend on where the spend belongs that no category carries.
///
/// The whole of it is added to one category after the other, as the cost of its tool in use or of another model that it
/// is compared with, the same on each judged task of that tool.
public struct UnattributedTest: Hashable, Sendable {
  /// Usage without a category, and what is billed beyond usage and not explained: the line "Not attributed".
  public var amount: Money
  /// Categories with a verdict that a cost could change.
  public var tested: Int
  /// Those of them that would have another verdict, or another tool to move to, in the order of the report.
  public var changed: [String]

  public init(amount: Money, tested: Int, changed: [String]) {
    self.amount = amount
    self.tested = tested
    self.changed = changed
  }

  /// - Parameter categories: in the order of the report.
  /// - Returns: nil where there is nothing to add, or nothing to add it to.
  init?(amount: Money, _ categories: [CategoryReviewer.Outcome]) {
    tested = categories.count { $0.review.verdict != .noData }
    guard amount != .zero, tested > 0 else { return nil }
    self.amount = amount
    changed = categories.filter(\.dependsOnAddedCost).map(\.review.name)
  }
}
