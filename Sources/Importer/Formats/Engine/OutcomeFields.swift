/// How a source's rows become canonical outcome rows.
struct OutcomeFields: Sendable {
  var task: TextRule
  /// What to do about a row without a task.
  var taskRemedy: String?
  var completed: TimeRule
  /// When the task was begun, which is not after it was completed.
  var begun: SourceColumn?
  var category: TextRule
  /// Few sources know which tool did the work; then the user names it.
  var tool = TextRule.none
  var worker = TextRule.none
  var department = TextRule.none
  var pair = TextRule.none
  var success: SuccessRule?
  var value: MoneyRule?
  var savedMinutes: DurationRule?
  var reviewMinutes: DurationRule?
  var reworkMinutes: DurationRule?
}

/// Which words of the columns say whether a task succeeded. The first column that decides, decides.
struct SuccessRule: Sendable {
  var columns: [SourceColumn]
  /// In lower case.
  var yes: [String]
  var no: [String]
  /// A number in the cell is a share from 0 to this; nil = numbers say nothing.
  var shareOf: Int64?
  /// Where this column holds the word, in lower case, only the first of `columns` counts.
  var wordsOnly: (column: SourceColumn, word: String)?
  /// Whether a number beyond the share refuses the file: then its numbers are grades, and a 1 may be the worst.
  var refusesGrades = false
  /// The columns of a mapping that reads such grades, as YAML.
  var gradeColumns = ""
}

/// A duration and its unit.
struct DurationRule: Sendable {
  enum Unit: Sendable { case seconds, minutes, hours }

  var column: SourceColumn
  var unit: Unit
}
