internal import GRDB

extension Row {
  /// The value of a column. A damaged file may hold one of another kind, which a subscript would end the process for.
  ///
  /// - Throws: `RowDecodingError`, which `StorageError.translating` makes an error of the file.
  func value<Value: DatabaseValueConvertible & StatementColumnConvertible>(_ column: String) throws -> Value {
    try decode(forColumn: column)
  }
}
