import CSVCodec
import TriageModel

/// `rejects.csv`: every problem of a row that was left out, one line each.
///
/// Written beside its final name and renamed once the import is in, so that it never speaks of rows that are not out.
final class RejectsFile {
  private static let columns = ["file", "line", "byte", "column", "code", "value", "message"]

  let path: String
  private(set) var count = 0
  private var writer = CSVWriter(header: RejectsFile.columns)
  private var output: OutputFile.Stream?

  init(path: String) { self.path = path }

  func add(_ problem: Diagnostic) throws {
    // Opened at the first one: what cannot be listed must not be left out.
    if output == nil { output = try OutputFile.Stream(path: path, ownHeader: writer.text) }
    count += 1
    let position = problem.position
    writer.write([
      .text(position?.file ?? ""), position?.line.map { .number("\($0)") } ?? .blank,
      position?.byte.map { .number("\($0)") } ?? .blank, .text(problem.field ?? ""), .text(problem.code),
      .text(problem.value ?? ""), .text(problem.message),
    ])
    if writer.text.utf8.count > 1 << 16 { try flush() }
  }

  /// Gives the file its name; nothing is written where nothing was rejected.
  func finish() throws {
    guard count > 0 else { return }
    try flush()
    try output?.finish()
    output = nil
  }

  private func flush() throws { try output?.write(writer.take()) }
}
