/// Tells a database from other files by its first bytes.
enum OwnDatabase {
  private static let magic = Array("SQLite format 3\u{0}".utf8)

  /// - Throws: `Failure` for a file that cannot be read.
  static func isOne(_ path: String) throws -> Bool {
    // Standard input can be read only once, and is no database.
    guard path != "-" else { return false }
    return try FileReading.start(of: path, count: magic.count) == magic
  }
}
