/// The id of a row, the same in every export that holds the row.
enum KeyRule: Sendable {
  case column(SourceColumn)
  /// These columns, divided by `|`: ids of the source's own that hold only together.
  case joined([SourceColumn])
  /// The format's name, the time where the format has one, and these columns, divided by `|`.
  case parts([SourceColumn])
}
