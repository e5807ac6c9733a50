/// One SQL statement (or script) of this folder; the constants are made from the `.sql` files at build time.
public struct Query: Hashable, Sendable {
  /// The file's path below `queries`, without its ending: `rollup/tasks_by_id`.
  public let name: String
  public let sql: String

  init(name: String, text: String) {
    self.name = name
    sql = text
  }
}
