import Foundation

/// Writes one Swift file with a constant per text file: `rollup/task_cells.sql` becomes `Query.rollupTaskCells`.
///
/// Arguments: the output file, the type of the constants, the root folder, then the files.
@main
struct EmbedTexts {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 4 else { throw Failure("usage: EmbedTexts OUTPUT TYPE ROOT FILE…") }
    let type = arguments[2]
    let root = URL(fileURLWithPath: arguments[3]).standardizedFileURL.path()
    var lines = ["extension \(type) {"]
    var identifiers: [String] = []
    for path in arguments.dropFirst(4) {
      let url = URL(fileURLWithPath: path).standardizedFileURL
      let name = String(url.deletingPathExtension().path().dropFirst(root.count)).trimmingCharacters(
        in: CharacterSet(charactersIn: "/"))
      let identifier = identifier(for: name)
      guard !identifiers.contains(identifier) else { throw Failure("two files are called \(identifier)") }
      identifiers.append(identifier)
      let text = try String(contentsOf: url, encoding: .utf8)
      lines += ["  public static let \(identifier) = \(type)(", "    name: \"\(name)\",", "    text: ####\"\"\"", text]
      lines += ["\"\"\"####)", ""]
    }
    lines += ["  /// Every one, by path.", "  public static let all: [\(type)] = ["]
    lines += identifiers.map { "    \($0)," } + ["  ]", "}", ""]
    try lines.joined(separator: "\n").write(toFile: arguments[1], atomically: true, encoding: .utf8)
  }

  /// `checks/spend_ties` → `checksSpendTies`.
  private static func identifier(for name: String) -> String {
    let words = name.split { !$0.isLetter && !$0.isNumber }
    let capitalised = words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }
    return (words.first.map(String.init) ?? "text") + capitalised.joined()
  }

  struct Failure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
  }
}
