import TriageModel

/// The lines that tell of problems: of many with the same words in one column of a file, the first ones.
struct FoldedProblems {
  private struct Kind: Hashable {
    var file: String?
    var code: String
    var field: String?
    var message: String

    init(_ problem: Diagnostic) {
      file = problem.position?.file
      code = problem.code
      field = problem.field
      // What differs from row to row stands behind a colon.
      let isConflict = problem.code == "conflict"
      message = isConflict ? String(problem.message.prefix { $0 != ":" }) : problem.message
    }
  }

  private static let shown = 5

  let lines: [String]

  init(_ problems: [Diagnostic]) {
    var counts: [Kind: Int] = [:]
    for problem in problems { counts[Kind(problem), default: 0] += 1 }
    var seen: [Kind: Int] = [:]
    var lines: [String] = []
    for problem in problems {
      let kind = Kind(problem)
      let (place, count) = (seen[kind, default: 0] + 1, counts[kind] ?? 0)
      seen[kind] = place
      // One line more is no longer than a line that counts it.
      if place <= Self.shown || count == Self.shown + 1 {
        lines.append(problem.text)
      } else if place == Self.shown + 1 {
        let column = problem.field.map { " in \($0)" } ?? ""
        let file = problem.position.map { "\($0.file): " } ?? ""
        lines.append("\(file)… the same\(column) in \(count - Self.shown) more rows [\(problem.code)]")
      }
    }
    self.lines = lines
  }
}
