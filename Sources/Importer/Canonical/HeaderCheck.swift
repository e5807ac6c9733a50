internal import TriageModel

/// Compares a header with the columns that a format needs.
enum HeaderCheck {
  /// What is wrong with the header; empty if it can be read as `format`.
  static func problems(header: [String], format: CanonicalFormat, file: String) -> [Diagnostic] {
    let position = SourcePosition(file: file, line: 1)
    if let other = CanonicalFormat.detect(header: header), other != format,
      !Set(header).isSuperset(of: format.requiredColumns)
    {
      return [
        Diagnostic(
          code: "wrong-kind", position: position,
          message: "this is a file of kind \(other.rawValue), not \(format.rawValue)",
          remedy: "Give it as --\(other.rawValue), or to `roi-triage import`, which tells the kinds apart by itself.")
      ]
    }
    let unknown = header.filter { !format.columns.contains($0) }
    return format.requiredColumns.filter { !header.contains($0) }.map { name in
      let nearest = NearestName.find(name, among: unknown)
      return Diagnostic(
        code: "missing-column", position: position, field: name,
        message: "the required column is missing from this \(format.rawValue) file",
        remedy: nearest.map {
          "The column \"\(PrintableText.cut($0, limit: 40))\" looks like it: rename it to \(name)."
        }
          ?? "Columns found: \(PrintableText.cut(header.joined(separator: ", "), limit: 200)).")
    }
  }

  /// Unknown columns, named once as ignored.
  static func notes(header: [String], format: CanonicalFormat, file: String) -> [Diagnostic] {
    let unknown = header.filter { !format.columns.contains($0) }
    guard !unknown.isEmpty else { return [] }
    let listed = PrintableText.cut(unknown.joined(separator: ", "), limit: 200)
    return [
      Diagnostic(
        severity: .note, code: "ignored-columns", position: SourcePosition(file: file, line: 1),
        message: "ignored \(unknown.count == 1 ? "an unknown column" : "\(unknown.count) unknown columns"): \(listed)")
    ]
  }
}
