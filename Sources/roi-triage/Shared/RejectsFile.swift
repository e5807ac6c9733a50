import TriageModel

/// `rejects.csv`: every problem of a row that was left out, one line each.
///
/// Written beside its final name and renamed once the import is in, so that it never speaks of rows that are not out.
final class RejectsFile {
  static let header = "file,line,byte,column,code,value,message\n"

  let path: String
  private(set) var count = 0
  private var text = RejectsFile.header
  private var output: OutputFile.Stream?

  init(path: String) { self.path = path }

  func add(_ problem: Diagnostic) throws {
    // Opened at the first one: what cannot be listed must not be left out.
    if output == nil { output = try OutputFile.Stream(path: path, ownHeader: Self.header) }
    count += 1
    let position = problem.position
    let fields = [
      cell(position?.file ?? ""), position?.line.map(String.init) ?? "", position?.byte.map(String.init) ?? "",
      cell(problem.field ?? ""), cell(problem.code), cell(problem.value ?? ""), cell(problem.message),
    ]
    text += fields.joined(separator: ",") + "\n"
    if text.utf8.count > 1 << 16 { try flush() }
  }

  /// Gives the file its name; nothing is written where nothing was rejected.
  func finish() throws {
    guard count > 0 else { return }
    try flush()
    try output?.finish()
    output = nil
  }

  private func flush() throws {
    try output?.write(text)
    text = ""
  }

  /// A text cell that no spreadsheet takes for a formula.
  private func cell(_ text: String) -> String {
    let first = text.utf8.first ?? 0
    let isRisky = "=+-@\t\r".utf8.contains(first)
    let guarded = (isRisky ? "'" : "") + text
    let needsQuotes = guarded.utf8.contains { ",\"\n\r".utf8.contains($0) }
    return needsQuotes
      ? "\"" + guarded.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
      : guarded
  }
}
