internal import Storage
internal import TriageModel

/// Refuses a bill whose charges another format, or another generation of its own, brought already.
struct BillCheck {
  let settings: SourceSettings
  let file: String
  /// By name; `invoices` = canonical lines.
  let format: String
  /// The columns that the keys of lines are made of; blank = not known.
  let shape: String

  func run(importID: Int64, _ transaction: ImportTransaction) throws -> [Diagnostic] {
    let generations = try otherGenerations(importID: importID, transaction)
    guard !settings.isSeparateSpend else { return [] }
    return try generations + otherFormats(importID: importID, transaction)
  }

  /// Files of other columns: their lines have other keys, so that the same charge would be there twice.
  private func otherGenerations(importID: Int64, _ transaction: ImportTransaction) throws -> [Diagnostic] {
    guard !shape.isEmpty else { return [] }
    let known = try transaction.importedSources().filter { $0.format == format && $0.grain == "charge" }
    var problems: [Diagnostic] = []
    for own in try transaction.billedSources(importID: importID, format: format, shape: shape) {
      let other = known.first {
        $0.provider == own.provider && $0.shape != shape && $0.firstNanos <= own.lastNanos
          && own.firstNanos <= $0.lastNanos
      }
      if let other {
        let first = Instant(nanosSinceEpoch: max(own.firstNanos, other.firstNanos)).dateText
        let last = Instant(nanosSinceEpoch: min(own.lastNanos, other.lastNanos)).dateText
        let earlier = EarlierImport(other.importID, transaction)
        problems.append(
          Diagnostic(
            code: "billed-twice", position: SourcePosition(file: file),
            message: "charges of \(PrintableText.cut(own.provider, limit: 40)) from \(first) to \(last) are there "
              + "already (\(earlier.name), \(other.format), with other columns)",
            remedy: "Keep one of the two: leave this file out, or \(earlier.removal). "
              + "If they hold different charges, say --separate-spend."))
      }
      try transaction.record(own)
    }
    return problems
  }

  private func otherFormats(importID: Int64, _ transaction: ImportTransaction) throws -> [Diagnostic] {
    try transaction.otherBills(importID: importID).map { overlap in
      let provider = PrintableText.cut(overlap.provider, limit: 40)
      let last = Instant(nanosSinceEpoch: overlap.end.nanosSinceEpoch - 1)
      let earlier = EarlierImport(overlap.otherImport, transaction)
      return Diagnostic(
        code: "billed-twice", position: SourcePosition(file: file),
        message: "charges of \(provider) from \(overlap.start.dateText) to \(last.dateText) are there already "
          + "(\(earlier.name), \(overlap.otherFormat))",
        remedy: "Keep one of the two: leave this file out, or \(earlier.removal). "
          + "If they hold different charges, say --separate-spend.")
    }
  }
}
