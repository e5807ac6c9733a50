/// All moves together, a year long (method 3.3 and 3.6).
///
/// No licence is charged: a tool that a category can move to has tasks in the period, so its licence is paid already.
/// Only an assumed tool can need a new one, and an assumption gives no move.
public struct Portfolio: Hashable, Sendable {
  /// Number of moves, to a cheaper model or to software.
  public var moves: Int
  /// Σ N_y·Δ over moves, with √Σ(N_y·SE)²; categories are taken as independent.
  public var annualSaving: Estimate
  /// The same shrunken towards zero, because chosen winners look better than they are; nil for fewer than five
  /// comparisons: the raw total is selected on the same data, expect less.
  public var shrunkenSaving: Double?
  /// m: comparisons behind the shrinkage.
  public var comparisons: Int
  /// Σ (1 − P(better)) over moves: at least so many are wrong.
  public var expectedWrongMoves: Double
  /// Σ expected regret over moves; nil where one is not known.
  public var expectedRegret: Double?

  public init(
    moves: Int, annualSaving: Estimate, shrunkenSaving: Double?, comparisons: Int, expectedWrongMoves: Double,
    expectedRegret: Double?
  ) {
    self.moves = moves
    self.annualSaving = annualSaving
    self.shrunkenSaving = shrunkenSaving
    self.comparisons = comparisons
    self.expectedWrongMoves = expectedWrongMoves
    self.expectedRegret = expectedRegret
  }
}
