import Foundation

/// Writes one Swift file with a constant per `.sql` file: `rollup/task_cells.sql` becomes `Query.rollupTaskCells`.
///
/// Arguments: the output file, the root folder, then the `.sql` files.
@main
struct EmbedQueries {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 3 else { throw Failure("usage: EmbedQueries OUTPUT ROOT FILE…") }
    let root = URL(fileURLWithPath: arguments[2]).standardizedFileURL.path()
    var lines = ["extension Query {"]
    var identifiers: [String] = []
    for path in arguments.dropFirst(3) {
      let url = URL(fileURLWithPath: path).standardizedFileURL
      let name = String(url.deletingPathExtension().path().dropFirst(root.count)).trimmingCharacters(
        in: CharacterSet(charactersIn: "/"))
      let identifier = identifier(for: name)
      guard !identifiers.contains(identifier) else { throw Failure("two queries are called \(identifier)") }
      identifiers.append(identifier)
      let sql = try String(contentsOf: url, encoding: .utf8)
      lines += ["  public static let \(identifier) = Query(", "    name: \"\(name)\",", "    sql: ####\"\"\"", sql]
      lines += ["\"\"\"####)", ""]
    }
    lines += ["  /// Every query, by path.", "  public static let all: [Query] = ["]
    lines += identifiers.map { "    \($0)," } + ["  ]", "}", ""]
    try lines.joined(separator: "\n").write(toFile: arguments[1], atomically: true, encoding: .utf8)
  }

  /// `checks/spend_ties` → `checksSpendTies`.
  private static func identifier(for name: String) -> String {
    let words = name.split { !$0.isLetter && !$0.isNumber }
    let capitalised = words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }
    return (words.first.map(String.init) ?? "query") + capitalised.joined()
  }

  struct Failure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
  }
}
