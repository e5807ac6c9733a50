internal import Storage
internal import TriageModel

/// Refuses a bill whose charges another format brought already.
struct BillCheck {
  let settings: SourceSettings
  let file: String

  func run(importID: Int64, _ transaction: ImportTransaction) throws -> [Diagnostic] {
    guard !settings.isSeparateSpend else { return [] }
    return try transaction.otherBills(importID: importID).map { overlap in
      let provider = PrintableText.cut(overlap.provider, limit: 40)
      let last = Instant(nanosSinceEpoch: overlap.end.nanosSinceEpoch - 1)
      return Diagnostic(
        code: "billed-twice", position: SourcePosition(file: file),
        message: "charges of \(provider) from \(overlap.start.dateText) to \(last.dateText) are there already "
          + "(import \(overlap.otherImport), \(overlap.otherFormat))",
        remedy: "Keep one of the two: leave this file out, or undo import \(overlap.otherImport). "
          + "If they hold different charges, say --separate-spend.")
    }
  }
}
