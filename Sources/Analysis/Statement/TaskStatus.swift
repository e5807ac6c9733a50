/// What is known about a task (method 1.3); only `ok` tasks enter means and comparisons.
///
/// The order of the cases is the order in which they are tried.
enum TaskStatus: Hashable, Sendable {
  /// The tool is not in the policy.
  case unclassified
  /// An AI tool without a usage row: its cost is unknown, not zero.
  case uncosted
  /// A request of the task has no cost.
  case unpriced
  /// A blank `succeeded`, or a success without a value, minutes or policy value.
  case unvalued
  case ok
}
